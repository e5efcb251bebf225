"""Who may see an opening, agree to it and look through it; and what the person it is about learns of it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from kith.core.clock import now
from kith.core.crypto import prefetch_keys
from kith.groups.conversations import get_thread
from kith.people.access import main_handle_of
from kith.people.models import Handle, Person, Role, Tie
from kith.people.names import name_key
from kith.recovery.models import CheckIn
from kith.safety.models import WAITS, Mindful, Opening, Silence
from kith.spaces.access import get_post
from kith.spaces.models import Post

KEEPERS = (Role.Kind.STEWARD, Role.Kind.MODERATOR)
LOOKS_BACK = timedelta(days=30)
MOST_CHECK_INS = 60
RECORDS = (Opening.Kind.CHECK_INS, Opening.Kind.NETWORK)
"""What a steward can ask to see of a member."""
ADDRESS = re.compile(r"/groups/([\w-]{1,60})/threads/(\d{1,18})/[^#]*#p(\d{1,18})$")


def keeps_safe(viewer: Any) -> bool:
    return bool(viewer.pk) and viewer.has_role(*KEEPERS)


def mindful_of(person: Any) -> Mindful:
    """What someone who keeps the place safe wishes for themselves; what holds at first, when they settled nothing."""
    return Mindful.objects.filter(person=person).first() or Mindful(person=person)


def visible_openings(viewer: Any) -> QuerySet[Any]:
    """For stewards and moderators, with the names of the two and of the person; never one about the viewer."""
    if not keeps_safe(viewer):
        return Opening.objects.none()
    names = {f"{who}_name": main_handle_of("name", f"{who}_id") for who in ("asker", "agreer", "subject")}
    return (
        Opening.objects.exclude(subject=viewer)
        .select_related("handle", "post__thread__space__group")
        .annotate(**names)
        .order_by("-asked", "-id")
    )


def get_opening(viewer: Any, opening_id: Any) -> Any:
    return get_object_or_404(visible_openings(viewer), pk=opening_id)


def waiting(viewer: Any) -> QuerySet[Any]:
    return visible_openings(viewer).filter(agreed__isnull=True, ended__isnull=True, asked__gt=now() - WAITS)


def open_now(viewer: Any) -> QuerySet[Any]:
    return visible_openings(viewer).filter(ended__isnull=True, ends__gt=now())


def kept_quiet(viewer: Any) -> QuerySet[Any]:
    """Those whose person has not been told, the next date first; they stay in this list when they are over."""
    return visible_openings(viewer).filter(agreed__isnull=False, told__isnull=True).order_by("review")


def over(viewer: Any) -> QuerySet[Any]:
    unanswered = Q(agreed__isnull=True, asked__lte=now() - WAITS)
    return visible_openings(viewer).filter(Q(ended__isnull=False) | Q(ends__lte=now()) | unanswered)


def standing(handle: Handle | None, subject: Person, kind: str) -> Opening | None:
    """One for the same thing that waits or is open, so that nobody asks twice."""
    live = Q(agreed__isnull=True, asked__gt=now() - WAITS) | Q(ends__gt=now())
    return Opening.objects.filter(live, subject=subject, handle=handle, kind=kind, ended__isnull=True).first()


def is_party(viewer: Any, opening: Opening) -> bool:
    """One of the two, and still in a role that keeps the place safe."""
    return keeps_safe(viewer) and viewer.pk in (opening.asker_id, opening.agreer_id)


def can_agree(viewer: Any, opening: Opening) -> bool:
    """Somebody else than who asked, and than whom it is about."""
    others = viewer.pk not in (opening.asker_id, opening.subject_id)
    return keeps_safe(viewer) and others and opening.asker_id is not None and opening.is_waiting


def can_read(viewer: Any, opening: Opening) -> bool:
    """While it is open: a name, by the two; a record, only by the steward who asked."""
    if not opening.is_open or not is_party(viewer, opening) or opening.is_outside:
        return False
    return opening.is_name or (viewer.pk == opening.asker_id and viewer.has_role(Role.Kind.STEWARD))


def can_write_down(viewer: Any, opening: Opening) -> bool:
    """That someone outside was told: one of the two, once, while it may be done."""
    return opening.is_outside and opening.is_open and opening.done is None and is_party(viewer, opening)


def name_behind(viewer: Any, opening: Opening) -> str:
    """The main name of who is behind another. Raises Http404 for everyone but the two, and outside its time."""
    if not opening.is_name or not can_read(viewer, opening):
        raise Http404
    return opening.subject.name


def opened_check_ins(viewer: Any, opening: Opening) -> list[CheckIn]:
    """The last 30 days of check-ins; never one that was kept to oneself, nor one taken away."""
    if opening.kind != Opening.Kind.CHECK_INS or not can_read(viewer, opening):
        raise Http404
    prefetch_keys([opening.subject_id])
    mine = CheckIn.objects.filter(person=opening.subject_id, only_me=False, removed__isnull=True)
    return list(mine.filter(at__gt=now() - LOOKS_BACK).order_by("-at")[:MOST_CHECK_INS])


def opened_network(viewer: Any, opening: Opening) -> list[Tie]:
    """Who is on the map, the closest first, to know whom one could call; no notes, nor what anyone gives."""
    if opening.kind != Opening.Kind.NETWORK or not can_read(viewer, opening):
        raise Http404
    prefetch_keys([opening.subject_id])
    ties = list(Tie.objects.filter(owner=opening.subject_id).defer("note", "gives").order_by("id")[:200])
    return sorted(ties, key=lambda tie: ("inner", "middle", "outer").index(tie.circle))


def find_post(viewer: Any, address: str) -> Post:
    """The post an address names, if the viewer can read it by themselves: asking widens nothing. Raises Http404."""
    found = ADDRESS.search(address.strip())
    if not found:
        raise Http404
    slug, thread, post = found.groups()
    return get_post(viewer, get_thread(viewer, slug, int(thread))[0], int(post))


def find_member(viewer: Any, name: str) -> Person | None:
    """Someone by their main name, for a steward; other names lead to nobody."""
    if not viewer.has_role(Role.Kind.STEWARD):
        return None
    found = Handle.objects.filter(name_key=name_key(name), is_main=True, person__is_active=True).exclude(person=viewer)
    handle = found.select_related("person").first()
    return handle.person if handle else None


def second_people(asker: Person, subject: Person) -> list[int]:
    """Who could agree: everyone else who keeps the place safe. Ids."""
    roles = Role.objects.filter(kind__in=KEEPERS, person__is_active=True)
    return list(roles.exclude(person__in=[asker.pk, subject.pk]).values_list("person", flat=True).distinct())


def silences(viewer: Any, opening: Opening) -> list[Any]:
    """Why the person was not told, in the words of the two, the newest first."""
    if not keeps_safe(viewer) or opening.subject_id == viewer.pk:
        raise Http404
    prefetch_keys([opening.subject_id])
    rows = Silence.objects.filter(opening=opening).annotate(by_name=main_handle_of("name", "by_id"))
    return list(rows.order_by("-at"))


def has_renewed(viewer: Any, opening: Opening) -> bool:
    """Whether the viewer has already said again why telling is not safe, for the time after the next date."""
    return Silence.objects.filter(opening=opening, by=viewer.pk, round=opening.round + 1).exists()


def told_to(viewer: Person) -> QuerySet[Any]:
    """What was opened of the viewer's and they were told of, newest first, with who it was."""
    names = {f"{who}_name": main_handle_of("name", f"{who}_id") for who in ("asker", "agreer")}
    mine = Opening.objects.filter(subject=viewer, told__isnull=False).annotate(**names)
    return mine.select_related("handle", "post__thread__space__group").order_by(F("agreed").desc(), "-id")
