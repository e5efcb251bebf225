"""A seeded community is whole, the same for the same seed, and refuses sizes that cannot be."""

from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction
from django.db.models import Count, F, Max, Q

from kith.demo.seed import seed_community
from kith.demo.seed.size import BadSizeError, Size, read_size
from kith.directory.models import Listing
from kith.groups.models import Agreed, Group
from kith.people.access import are_connected
from kith.people.models import Grant, Handle, Person, Tie
from kith.spaces.models import Membership, Post, Reaction, Space, Thread

pytestmark = pytest.mark.django_db
AT = datetime(2030, 3, 4, 12, tzinfo=UTC)
SMALL = Size(members=40, groups=5, threads=60, posts=400, listings=12, seed=7)


def silent(words):
    pass


def seed(size=SMALL):
    seed_community(size, silent, AT)


def told():
    """Everything a reader would notice, without the numbers the database gave."""
    return {
        "names": list(Handle.objects.order_by("pk").values_list("name", flat=True)),
        "groups": list(Group.objects.order_by("pk").values_list("slug", "space__members")),
        "threads": list(
            Thread.objects.order_by("pk").values_list("title", "hope", "author__name", "replies", "last_post_at")
        ),
        "posts": list(Post.objects.order_by("pk").values_list("body", "author__name", "created")),
        "reactions": sorted(Reaction.objects.values_list("kind", "author__name", "at")),
        "ties": sorted((tie.owner.name, tie.name, tie.kind) for tie in Tie.objects.select_related("owner")),
        "listings": list(Listing.objects.order_by("pk").values_list("name", "cost", "taking_new")),
    }


def made(size):
    """What a seed makes, undone again."""
    with transaction.atomic():
        seed(size)
        found = told()
        transaction.set_rollback(True)
    return found


def test_it_makes_exactly_as_many_as_asked_for():
    seed()
    assert (Person.objects.count(), Group.objects.count(), Listing.objects.count()) == (40, 5, 12)
    assert (Thread.objects.count(), Post.objects.count()) == (60, 400)
    assert Post.objects.filter(opening=True).count() == 60


def test_the_same_seed_makes_the_same_and_another_seed_does_not():
    one = made(SMALL)
    assert made(SMALL) == one
    other = made(Size(members=40, groups=5, threads=60, posts=400, listings=12, seed=8))
    assert other["posts"] != one["posts"] and other["names"] != one["names"]


def test_counts_dates_and_belonging_agree():
    seed()
    assert not Thread.objects.annotate(n=Count("posts")).exclude(n=F("replies") + 1).exists()
    assert not Thread.objects.annotate(last=Max("posts__created")).exclude(last=F("last_post_at")).exists()
    active = Count("memberships", filter=Q(memberships__state="active"))
    assert not Space.objects.annotate(n=active).exclude(n=F("members")).exists()
    assert not Post.objects.filter(created__gt=AT).exists()
    assert Agreed.objects.count() == Membership.objects.count() == Tie.objects.filter(target_kind="group").count()
    for post in Post.objects.select_related("author", "thread"):
        assert Membership.objects.filter(
            space=post.thread.space_id, handle=post.author, joined__lte=post.created
        ).exists()


def test_posts_in_a_thread_are_in_the_order_of_their_numbers():
    seed()
    for thread in Thread.objects.all():
        times = list(thread.posts.order_by("id").values_list("created", flat=True))
        assert times == sorted(times)


def test_every_group_has_someone_who_runs_it():
    seed()
    assert Membership.objects.filter(role="facilitator").values("space").distinct().count() == 5


def test_ties_open_and_sharing_follows_connections():
    seed()
    assert all(tie.name for tie in Tie.objects.all())
    assert Grant.objects.exists()
    assert all(are_connected(grant.owner, grant.grantee) for grant in Grant.objects.select_related("owner", "grantee"))


def test_reactions_are_never_to_ones_own_words():
    seed()
    assert Reaction.objects.exists()
    assert not Reaction.objects.filter(author=F("post__author")).exists()


def test_a_few_write_a_lot_and_most_write_little():
    seed(Size(members=100, groups=4, threads=100, posts=2000))
    counts = sorted(Handle.objects.annotate(n=Count("posts")).values_list("n", flat=True), reverse=True)
    assert sum(counts[:10]) > 0.3 * sum(counts)
    assert counts[-1] == 0


def test_a_second_seeding_adds_to_the_first():
    seed()
    seed()
    assert Person.objects.count() == 80
    assert Group.objects.count() == 10
    assert Listing.objects.count() == 12


def test_nobody_seeded_can_sign_in_by_mail_or_password():
    seed()
    assert not Person.objects.filter(email__isnull=False).exists()
    assert not any(person.has_usable_password() for person in Person.objects.all())


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"members": "-1"}, "--members"),
        ({"members": "many"}, "'many'"),
        ({"members": "1.5"}, "--members"),
        ({"posts": "9999999999"}, "--posts"),
        ({"members": "１２"}, "--members"),
        ({"threads": "50", "posts": "10"}, "each thread begins with a post"),
        ({"groups": "0", "threads": "5", "posts": "5"}, "at least one group"),
        ({"threads": "0", "posts": "5"}, "at least one thread"),
        ({"members": "0", "groups": "1"}, "--members 1"),
        ({"seed": ""}, "--seed"),
    ],
)
def test_a_size_that_cannot_be_is_refused_in_one_line(typed, says):
    with pytest.raises(BadSizeError, match=says) as refused:
        read_size(typed)
    assert "\n" not in str(refused.value)


def test_the_command_refuses_with_code_2_and_changes_nothing():
    with pytest.raises(CommandError) as refused:
        call_command("seed", "--members", "lots")
    assert refused.value.returncode == 2
    assert not Person.objects.exists()


def test_the_command_says_how_far_it_is(capsys):
    call_command("seed", "--members", "5", "--groups", "1", "--threads", "2", "--posts", "6")
    assert "6 posts" in capsys.readouterr().out
    assert Post.objects.count() == 6


def test_a_tiny_community_is_possible():
    seed(Size(members=1, groups=1, threads=1, posts=3))
    assert Post.objects.count() == 3
    seed(read_size({"members": 0, "groups": 0, "threads": 0, "posts": 0}))


def test_stopping_half_way_leaves_nothing(monkeypatch):
    def stop(*args):
        raise KeyboardInterrupt

    monkeypatch.setattr("kith.demo.seed.make_networks", stop)
    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("seed", "--members", "5", "--groups", "1", "--threads", "1", "--posts", "2")
    assert not Person.objects.exists()
