"""Loading the demo makes everything that was written, true to the rules of each area, and only once."""

import pytest
from django.db.models import Count, F, Max, Q

from kith.core.audit import AuditEvent, Verb
from kith.core.clock import now
from kith.demo import stories
from kith.demo.loader import load_demo
from kith.directory.models import Listing, Site
from kith.groups.models import Agreed, Group
from kith.people.access import are_connected, connected
from kith.people.models import Grant, Person, Tie
from kith.recovery.access import shared_with, strategies_shared_with
from kith.recovery.models import CheckIn, LibraryEntry
from kith.spaces.models import Letter, Membership, Post, Space, Thread

pytestmark = pytest.mark.usefixtures("community", "db")


def someone(handle):
    return Person.objects.get(username=handle)


def test_everything_that_was_written_is_there(community):
    assert Person.objects.count() == len(stories.people())
    assert Group.objects.count() == len(stories.groups())
    assert Listing.objects.count() == len(stories.listings())
    assert Post.objects.count() == sum(
        len(stories.posts(t)) for g in stories.groups() for t in stories.threads(g["slug"])
    )
    assert any("people" in line for line in community)


def test_loading_again_keeps_what_was_written():
    ana = someone("ana")
    Tie.objects.create(owner=ana, kind="family", name="Someone new", gives=[])
    before = (Person.objects.count(), Post.objects.count(), Tie.objects.count())
    assert load_demo(lambda words: None) is False
    assert (Person.objects.count(), Post.objects.count(), Tie.objects.count()) == before


def test_nobody_in_the_demo_has_an_email_or_a_password():
    assert not Person.objects.filter(email__isnull=False).exists()
    assert not any(person.has_usable_password() for person in Person.objects.all())


def test_counts_and_dates_agree_with_what_they_count():
    assert not Thread.objects.annotate(n=Count("posts")).exclude(n=F("replies") + 1).exists()
    assert not Thread.objects.annotate(last=Max("posts__created")).exclude(last=F("last_post_at")).exists()
    active = Count("memberships", filter=Q(memberships__state="active"))
    assert not Space.objects.annotate(n=active).exclude(n=F("members")).exists()
    assert not Post.objects.filter(created__gt=now()).exists()
    assert not CheckIn.objects.filter(at__gt=now()).exists()


def test_posts_in_a_thread_are_numbered_in_the_order_they_were_written():
    for thread in Thread.objects.all():
        times = list(thread.posts.order_by("id").values_list("created", flat=True))
        assert times == sorted(times)


def test_members_joined_before_they_wrote_and_agreed_when_they_joined():
    for post in Post.objects.select_related("thread", "author"):
        joined = Membership.objects.get(space=post.thread.space_id, person=post.author.person_id).joined
        assert post.author.person.joined <= joined <= post.created
    assert Agreed.objects.count() == Membership.objects.filter(space__kind="group", state="active").count()


def test_a_joined_group_stands_on_the_map():
    for membership in Membership.objects.filter(space__kind="group", state="active").select_related("space__group"):
        assert Tie.objects.filter(
            owner=membership.person_id, target_kind="group", target_id=membership.space.group.pk
        ).exists()


def test_connections_are_on_both_maps_and_sharing_needs_one():
    for tie in Tie.objects.filter(person__isnull=False).select_related("owner", "person"):
        assert are_connected(tie.owner, tie.person)
    for grant in Grant.objects.in_force().filter(grantee__isnull=False):
        assert are_connected(grant.owner, grant.grantee)


def test_ben_reads_anas_words_and_the_stranger_reads_nothing():
    assert any("Pigeon" in shared.words for shared in shared_with(someone("ben")))
    assert strategies_shared_with(someone("ben"))
    assert shared_with(someone("stranger")) == []
    assert not connected(someone("stranger")).exists()


def test_cleo_reads_the_tap_but_not_the_words():
    shared = [s for s in shared_with(someone("cleo")) if s.person == someone("ana")]
    assert shared and not any(s.words for s in shared)


def test_words_of_two_people_are_sealed_and_open_again():
    letter = Letter.objects.order_by("created").first()
    assert letter.body in {m["text"] for row in stories.letters() for m in row["messages"]}


def test_a_confidential_service_has_no_place():
    hidden = Listing.objects.filter(confidential=True)
    assert hidden.count() >= 5
    assert not Site.objects.filter(listing__in=hidden).exists()
    assert all(listing.raw == {} for listing in hidden)


def test_listings_say_who_checked_them_and_some_were_never_checked():
    assert Listing.objects.filter(checked_by__isnull=False, checked_on__isnull=False).count() >= 140
    assert Listing.objects.filter(checked_on__isnull=True).exists()


def test_giving_and_ending_what_is_shared_was_recorded():
    given = AuditEvent.objects.filter(verb=Verb.GRANT_GIVEN).values_list("thing", flat=True)
    assert set(given) == {str(pk) for pk in Grant.objects.values_list("pk", flat=True)}
    assert AuditEvent.objects.filter(verb=Verb.LOOKED, owner=someone("ana").pk).exists()


def test_what_is_offered_from_ones_own_set_is_tied_to_it():
    offered = LibraryEntry.objects.get(person__username="ana")
    assert offered.strategy is not None and offered.strategy.name == offered.name
