"""Two people, or one person on two devices, change one thing: the second is told, and neither loses words unseen."""

import pytest

from kith.directory.models import Listing
from kith.groups.models import Group
from kith.people import actions
from kith.recovery.models import Strategy
from kith.spaces.models import Post
from tests.forms import forms

pytestmark = pytest.mark.django_db
SAID = "This was changed after you opened it"


@pytest.fixture
def places(db):
    """Ana and Grace of the demo, and what each can change."""
    from kith.demo.loader import load_demo
    from kith.people.models import Person

    load_demo(say=lambda _words: None)
    return Person.objects.get(username="ana"), Person.objects.get(username="grace")


def pages(ana, grace):
    """The page on which each thing is changed: by whom, and the box whose words are at stake."""
    post = Post.objects.filter(author__person=ana, withdrawn=None).select_related("thread__space__group").first()
    thread = f"/groups/{post.thread.space.group.slug}/threads/{post.thread_id}/posts/{post.pk}/edit/"
    strategy = Strategy.objects.create(person=ana, name="Tea", how="Slowly")
    tie = actions.add_tie(ana, "Ruth", "family", "inner")
    group = Group.objects.filter(space__memberships__person=grace).first() or Group.objects.first()
    return {
        thread: (ana, "body"),
        f"/strategies/{strategy.pk}/edit/": (ana, "how"),
        f"/people/{tie.pk}/edit/": (ana, "note"),
        f"/groups/{group.slug}/edit/": (grace, "purpose"),
        f"{Listing.objects.first().get_absolute_url()}edit/": (grace, "description"),
    }


def opened(client, address):
    html = client.get(address).content.decode()
    return next(form for form in forms(address, html) if form.method == "post" and "as_it_was" in form.values)


def test_the_second_to_save_is_told_and_keeps_their_words(places, as_):
    for address, (person, box) in pages(*places).items():
        one, other = as_(person), as_(person)
        first, second = opened(one, address), opened(other, address)
        box = box if box in first.values else next(iter(first.wordy))
        assert one.post(first.action, first.values | {box: "The first words"}).status_code == 302, address
        refused = other.post(second.action, second.values | {box: "The second words"})
        html = refused.content.decode()
        assert refused.status_code == 422 and SAID in html and "The second words" in html, address
        assert opened(other, address).values[box].strip() == "The first words", address
        again = next(form for form in forms(address, html) if "as_it_was" in form.values)
        assert other.post(again.action, again.values).status_code == 302, address
        assert opened(one, address).values[box].strip() == "The second words", address


def test_the_same_change_sent_twice_is_no_quarrel(places, as_):
    ana, _grace = places
    strategy = Strategy.objects.create(person=ana, name="Tea", how="Slowly")
    client = as_(ana)
    form = opened(client, f"/strategies/{strategy.pk}/edit/")
    for _time in range(2):
        assert client.post(form.action, form.values | {"how": "Quickly"}).status_code == 302
