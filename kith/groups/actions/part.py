"""One's part in a group: what one does there, welcoming, answering, being missed; and saying hello the first time."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext as _

from kith.core.audit import Verb, record
from kith.core.clock import now
from kith.core.limits import limit
from kith.groups import access
from kith.groups.belonging.access import NEW_FOR, came_today, reads_name, today
from kith.groups.belonging.models import ReachOut
from kith.groups.belonging.tasks import can_be_turned_to
from kith.groups.models import Group
from kith.notices.actions import drop, notify
from kith.people.models import Person, name_key
from kith.spaces import actions as spaces
from kith.spaces.access import get_membership, visible_members
from kith.spaces.models import Membership, Thread

ASKED_AGAIN_AFTER = NEW_FOR


def here(actor: Person, group: Group) -> Membership:
    """The actor's membership. Raises Http404 for those outside."""
    membership = get_membership(actor, group.space)
    if membership is None or not membership.is_active:
        raise Http404
    return membership


@transaction.atomic
def set_part(
    actor: Person, group: Group, line: str = "", welcomes: bool = False, answers_a_week: int = 0, missed_after: int = 0
) -> Membership:
    """Say what one does here and what one wishes; all of it can be put down at any time. Raises Http404."""
    held = here(actor, group)
    held.line, held.welcomes, held.answers_a_week = " ".join(line.split()), welcomes, answers_a_week
    held.welcome_asked = None if welcomes else held.welcome_asked
    if missed_after != held.missed_after:
        held.missed_after, held.seen = missed_after, today() if missed_after else None
        ReachOut.objects.filter(membership=held, ended__isnull=True).update(ended=now())
    held.save(update_fields=["line", "welcomes", "answers_a_week", "welcome_asked", "missed_after", "seen"])
    record(Verb.PART_CHANGED, actor, kind="group", thing=group.pk)
    drop("welcome_asked", "group", group.pk, actor)
    return held


def was_here(actor: Person, membership: Membership) -> None:
    """Remember the day someone came, once a day, and only of those who asked to be missed."""
    if not came_today(membership):
        Membership.objects.filter(pk=membership.pk, person=actor, missed_after__gt=0).update(seen=today())


@transaction.atomic
def ask_to_welcome(actor: Person, group: Group, name: str) -> None:
    """Ask the member with this name to welcome newcomers. They say yes on their own page, or nothing. Raises Http404.

    Asked twice within two weeks is asked once, and the one who asks is told the same.
    """
    if not access.can_answer_requests(actor, group):
        raise Http404
    mine = here(actor, group)
    others = visible_members(actor, group.space).exclude(person=actor)
    found = others.filter(handle__name_key=name_key(name.replace("\0", ""))).first()
    if found is None:
        raise Http404
    if found.welcomes or (found.welcome_asked and found.welcome_asked > now() - ASKED_AGAIN_AFTER):
        return
    Membership.objects.filter(pk=found.pk).update(welcome_asked=now())
    notify(mine.handle, [found.person_id], "welcome_asked", "group", group.pk)


@transaction.atomic
def say_hello(actor: Person, group: Group, words: str = "") -> Thread:
    """Begin a conversation to say hello; those who welcome hear of it, or where nobody does, those who run the group."""
    held = here(actor, group)
    limit(actor, "hello", 3, 86400)
    title = _("Hello from %(name)s") % {"name": held.handle.name}
    thread = spaces.start_thread(actor, group.space, title, words.strip() or _("Hello, I am new here."), "hello")
    rather_not(actor, group)
    notify(held.handle, _who_hears(held), "introduction", "thread", thread.pk)
    return thread


def _who_hears(held: Membership) -> list[int]:
    """Who welcomes here now and reads this name; else who runs the group; else those of them who are on a break."""
    runs, welcomes = Q(role__in=Membership.RUNNING), Q(welcomes=True)
    active = Membership.objects.filter(state=Membership.State.ACTIVE)
    for there, who in ((can_be_turned_to(), welcomes), (can_be_turned_to(), runs), (active, welcomes | runs)):
        people = there.filter(who, space=held.space_id).exclude(person=held.person_id).values_list("person", flat=True)
        if told := [person for person in people if reads_name(person, held.handle)]:
            return told
    return []


@transaction.atomic
def rather_not(actor: Person, group: Group) -> None:
    """Not be offered to say hello again. Nobody is told."""
    Membership.objects.filter(space=group.space_id, person=actor).update(greeted=True)
