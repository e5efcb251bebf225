"""What one may report: found only where whoever reports could read it themselves, with whose it is and how it reads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from kith.directory.access import visible_listings
from kith.groups.access import get_group
from kith.groups.met import get_name
from kith.groups.models import SessionPost
from kith.people.access import get_my_person, my_people, person_of
from kith.people.models import Person
from kith.resources.access import get_resource
from kith.safety.cases.keeping import About, about_post, about_said
from kith.safety.models import Case
from kith.spaces.access import my_memberships, names_met, reached_letters, readable, visible_threads
from kith.spaces.models import Letter, Post

Thing = Case.Thing


class Found(NamedTuple):
    """One thing that can be reported: what it is in words, where one came from, and what a case about it needs to know."""

    about: About
    name: str
    back: str


def find(viewer: Person, what: str, thing: str, name: str = "") -> Found:
    """Raises Http404 for what does not exist, what the viewer cannot see, and what is their own."""
    if what not in FINDERS:
        raise Http404
    found = FINDERS[what](viewer, thing, name)
    if found.about.subject is not None and found.about.subject.pk == viewer.pk:
        raise Http404
    return found


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise Http404
    return int(text)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error


def readable_posts(viewer: Any) -> QuerySet[Post]:
    """Posts that stand, in conversations the viewer can read, with all that a page says of them."""
    threads = visible_threads(viewer).filter(pk=OuterRef("thread"))
    there = readable(viewer).filter(Exists(threads), withdrawn__isnull=True)
    return there.exclude(body="").select_related("author__person", "thread__space__group")


def address_of(post: Post) -> str:
    there = reverse("thread", args=[post.thread.space.group.slug, post.thread_id])
    return f"{there}?after={post.pk - 1}#p{post.pk}"


def written_by(handle: Any) -> str:
    """The name someone used there; never another."""
    return handle.name if handle and handle.name else _("Someone in this group")


def _post(viewer: Person, thing: str, _name: str) -> Found:
    post = get_object_or_404(readable_posts(viewer), pk=_number(thing), author__isnull=False)
    title = _("A post by %(name)s") % {"name": written_by(post.author)}
    return Found(about_post(post), title, address_of(post))


def _said(viewer: Person, thing: str, _name: str) -> Found:
    mine = my_memberships(viewer).values("space")
    heard = SessionPost.objects.filter(names_met(viewer, "author"), session__group__space__in=mine, hidden__isnull=True)
    there = heard.select_related("author", "person", "session__group__space")
    post = get_object_or_404(there, pk=_uuid(thing))
    about = about_said(post)
    back = reverse("session", args=[post.session.group.slug, post.session.key])
    return Found(about, _("Words of %(name)s in a session") % {"name": written_by(post.author)}, back)


def received_letters(viewer: Person) -> QuerySet[Letter]:
    """What others on the viewer's map wrote to them."""
    mine = my_people(viewer).values("person")
    sides = viewer.memberships.values("space")
    return reached_letters(viewer).filter(space__in=sides, person__in=mine).exclude(person=viewer)


def _letter(viewer: Person, thing: str, _name: str) -> Found:
    letter = get_object_or_404(received_letters(viewer).select_related("author", "person"), pk=_uuid(thing))
    tie = get_object_or_404(my_people(viewer), person=letter.person_id)
    about = About(Thing.LETTER, str(letter.pk), letter.person, letter.author, None, letter.body)
    return Found(
        about, _("A message by %(name)s") % {"name": letter.author.name}, reverse("conversation", args=[tie.pk])
    )


def _person(viewer: Person, thing: str, name: str) -> Found:
    """Someone on the viewer's map by the number of that tie, or a name met in the group that `thing` names."""
    try:
        tie = get_my_person(viewer, UUID(thing))
    except ValueError:
        return _named(viewer, thing, name)
    person = person_of(tie)
    about = About(Thing.PERSON, str(person.signature.pk), person, person.signature)
    return Found(about, tie.name, reverse("tie", args=[tie.pk]))


def _named(viewer: Person, slug: str, name: str) -> Found:
    group = get_group(viewer, slug)
    handle = get_name(viewer, group, name)
    about = About(Thing.PERSON, str(handle.pk), handle.person, handle, group.space)
    return Found(about, handle.name, reverse("group", args=[slug]))


def _group(viewer: Person, thing: str, _name: str) -> Found:
    group = get_group(viewer, thing)
    about = About(Thing.GROUP, str(group.pk), space=group.space)
    return Found(about, group.name, reverse("group", args=[group.slug]))


def _listing(viewer: Person, thing: str, _name: str) -> Found:
    listing = get_object_or_404(visible_listings(viewer), slug=thing)
    return Found(About(Thing.LISTING, str(listing.pk)), listing.name, reverse("service", args=[listing.slug]))


def _resource(viewer: Person, thing: str, _name: str) -> Found:
    one = get_resource(viewer, thing)
    about = About(Thing.RESOURCE, str(one.pk), one.person, words=f"{one.title}\n\n{one.words}\n{one.url}".strip())
    return Found(about, one.title, reverse("resource", args=[one.code]))


FINDERS: dict[str, Callable[[Person, str, str], Found]] = {
    Thing.POST: _post,
    Thing.SAID: _said,
    Thing.LETTER: _letter,
    Thing.PERSON: _person,
    Thing.GROUP: _group,
    Thing.LISTING: _listing,
    Thing.RESOURCE: _resource,
}
