"""The names someone meets in a group: for muting or blocking one without knowing who stands behind it."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q
from django.shortcuts import get_object_or_404

from kith.groups.models import Group
from kith.people.models import Handle, Person, name_key
from kith.spaces.access import my_memberships, names_met, visible_threads
from kith.spaces.models import Membership, Post


def get_name(viewer: Person, group: Group, name: str) -> Handle:
    """A name the viewer can read in this group, not their own: of its members for those in it, and of who wrote there.

    Raises Http404 for any other name, whether someone has it or not.
    """
    wrote = Post.objects.filter(author=OuterRef("pk"), withdrawn__isnull=True).filter(
        thread__in=visible_threads(viewer).filter(space=group.space_id).values("pk")
    )
    met = Q(Exists(wrote))
    if my_memberships(viewer).filter(space=group.space_id).exists():
        active = Membership.objects.filter(space=group.space_id, state=Membership.State.ACTIVE)
        met |= Q(Exists(active.filter(handle=OuterRef("pk"))))
    named = Handle.objects.filter(kind=Handle.Kind.NAME)
    found = named.filter(met, _itself_met(viewer)).exclude(person=viewer).select_related("person")
    return get_object_or_404(found, name_key=name_key(name))


def _itself_met(viewer: Person) -> Q:
    """`names_met` for a query over names themselves."""
    memberships = Membership.objects.filter(handle=OuterRef("pk")).filter(names_met(viewer, "handle"))
    posts = Post.objects.filter(author=OuterRef("pk")).filter(names_met(viewer, "author"))
    return Q(Exists(memberships)) | Q(Exists(posts))
