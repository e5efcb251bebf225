"""What happens in a session: it is opened, led, handed over and closed; people come in, write, and go.

Each act first holds the session's row, so that of two who act at once the second sees what the first did.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.cache import cache
from django.db import transaction
from django.db.models import Max, QuerySet
from django.http import Http404

from kith.core.audit import Verb, record
from kith.core.clock import now
from kith.core.limits import limit
from kith.core.live import announce
from kith.groups.models import Group, Meeting, Seat, Session, SessionPost
from kith.groups.models.session import HERE, MOST, may_open
from kith.groups.sessions import TYPING, typing_key
from kith.people.models import Person, name_key
from kith.people.resting import require_not_paused
from kith.spaces.access import can_post, get_membership
from kith.spaces.actions import Full
from kith.spaces.models import Membership, Space

SIGN_OF_LIFE = timedelta(seconds=20)
MANY_A_MINUTE = 15
SLOWLY = timedelta(seconds=20)
WORDS_A_MINUTE = 20


class NotNow(Exception):
    """Nobody can write just now: no facilitator is there, the session is over, or the group takes no words."""


class MustAgree(Exception):
    """What the group agrees to was changed, and they have not said yes to it yet."""


class Slowly(Exception):
    """Many are writing; everyone leaves a little room between their words."""


def words_changed(key: str) -> None:
    announce(f"session:{key}")


def room_changed(key: str) -> None:
    announce(f"session-here:{key}")


def _hold(session: Session) -> Session:
    return Session.objects.select_for_update().get(pk=session.pk)


def _member(actor: Person, session: Session) -> Membership:
    membership = get_membership(actor, session.group.space)
    if membership is None or not membership.is_active:
        raise Http404
    return membership


def _may_take_part(membership: Membership, group: Group) -> None:
    """The same rule as for conversations (`spaces.access.can_post`). Raises NotNow, MustAgree."""
    if not membership.agrees:
        raise MustAgree
    if not can_post(membership, Space.objects.get(pk=group.space_id)):
        raise NotNow


def running(actor: Person, session: Session) -> Membership:
    """Who runs the group and is in the session now."""
    membership = _member(actor, session)
    if not membership.runs_it or not Seat.objects.filter(session=session, membership=membership).exists():
        raise Http404
    return membership


@transaction.atomic
def open_session(actor: Person, meeting: Meeting) -> Session:
    """Begin, and lead, in its time. Two who open at once open the same session. Raises NotNow, MustAgree, Http404."""
    group = meeting.time.group
    membership = get_membership(actor, group.space)
    if membership is None or not membership.is_active or not membership.runs_it or not may_open(meeting, now()):
        raise Http404
    _may_take_part(membership, group)
    first = {"group": group, "lead": membership}
    session, fresh = Session.objects.get_or_create(time=meeting.time, day=meeting.day, defaults=first)
    if fresh:
        record(Verb.SESSION_OPENED, actor, kind="group", thing=group.pk)
    come_in(actor, session)
    return session


@transaction.atomic
def come_in(actor: Person, session: Session) -> None:
    """Take a place. Raises Full when thirty are there; those who run the group always find one.

    Raises NotNow when it is over or the group takes no words, MustAgree, Http404.
    """
    membership, at, session = _member(actor, session), now(), _hold(session)
    if session.is_over(at):
        raise NotNow
    _may_take_part(membership, session.group)
    others = session.seats.filter(seen__gt=at - HERE).exclude(membership=membership)
    if not membership.runs_it and others.count() >= MOST:
        raise Full
    Seat.objects.update_or_create(session=session, membership=membership, defaults={"seen": at})
    _lead_if_nobody_does(session, membership, at)
    room_changed(session.key)


@transaction.atomic
def be_here(actor: Person, session: Session, seat: Seat) -> bool:
    """A sign of life, written down a few times a minute at most; True when it was.

    Whoever runs the group keeps the session going by it, and takes the lead when the one who had it is gone.
    """
    at = now()
    if at - seat.seen < SIGN_OF_LIFE:
        return False
    held, membership = _hold(session), _member(actor, session)
    if held.is_over(at) or not held.seats.filter(pk=seat.pk, membership=membership).update(seen=at):
        return False
    came_back = at - seat.seen >= HERE or held.is_paused(at)
    if _lead_if_nobody_does(held, membership, at) or came_back:
        room_changed(held.key)
    return True


def _who_lead(session: Session, at: datetime) -> QuerySet[Seat]:
    """Those who run the group, still do, and are there."""
    running = {"membership__role__in": Membership.RUNNING, "membership__state": Membership.State.ACTIVE}
    return session.seats.filter(seen__gt=at - HERE, **running)


def _lead_if_nobody_does(session: Session, membership: Membership, at: datetime) -> bool:
    """Note that the session is led, and by whom; True when the lead passed on by it."""
    if not membership.runs_it:
        return False
    there = session.lead_id and _who_lead(session, at).filter(membership=session.lead_id).exists()
    took = not there and session.lead_id != membership.pk
    if took:
        session.lead = membership
    session.led = at
    session.save(update_fields=["lead", "led"])
    return took


@transaction.atomic
def go_out(actor: Person, session: Session) -> None:
    """Leave, at any time and without a word. When it was the last who runs the group, writing pauses at once."""
    membership, at, held = _member(actor, session), now(), _hold(session)
    if not held.seats.filter(membership=membership).delete()[0]:
        return
    if membership.runs_it:
        left = _who_lead(held, at)
        held.led = left.aggregate(last=Max("seen"))["last"] or min(held.led, at - HERE)
        if held.lead_id == membership.pk:
            next_one = left.order_by("-seen").first()
            held.lead = next_one.membership if next_one else None
        held.save(update_fields=["lead", "led"])
    room_changed(held.key)


@transaction.atomic
def pass_lead(actor: Person, session: Session, name: str) -> None:
    """Give the lead to another who runs the group and is there. Raises Http404."""
    membership, held = running(actor, session), _hold(session)
    if held.lead_id != membership.pk:
        raise Http404
    found = _who_lead(held, now()).filter(membership__handle__name_key=name_key(name.replace("\0", ""))).first()
    if found is None:
        raise Http404
    held.lead = found.membership
    held.save(update_fields=["lead"])
    record(Verb.SESSION_PASSED, actor, kind="group", thing=held.group_id)
    room_changed(held.key)


@transaction.atomic
def say(actor: Person, session: Session, words: str) -> SessionPost:
    """Say something to those who are there. Raises NotNow, MustAgree, Slowly, TooMany, Http404."""
    require_not_paused(actor)
    membership = _member(actor, session)
    limit(actor, "session_words", WORDS_A_MINUTE, 60)
    held, at = _hold(session), now()
    if not held.seats.filter(membership=membership).exists():
        raise Http404
    _may_take_part(membership, held.group)
    if not held.may_write(at):
        raise NotNow
    lately = held.posts.filter(created__gt=at - timedelta(minutes=1))
    mine = lately.filter(person=actor, created__gt=at - SLOWLY)
    if not membership.runs_it and lately.count() >= MANY_A_MINUTE and mine.exists():
        raise Slowly
    return _write(actor, held, membership, words)


def _write(actor: Person, held: Session, membership: Membership, words: str, closing: bool = False) -> SessionPost:
    held.said += 1
    held.save(update_fields=["said"])
    said = {"person": actor, "author": membership.handle, "body": words, "closing": closing}
    post = SessionPost.objects.create(session=held, number=held.said, **said)
    cache.delete(typing_key(held, membership.pk))
    words_changed(held.key)
    return post


@transaction.atomic
def take_back_words(actor: Person, session: Session, number: int) -> None:
    """One's own words, gone at once and for good."""
    if SessionPost.objects.filter(session=session, person=actor, number=number).delete()[0]:
        words_changed(session.key)


@transaction.atomic
def begin_closing(actor: Person, session: Session, words: str = "") -> None:
    """Announce the end: five minutes for last words, then it is only to read. Raises Http404 for who does not lead; NotNow, MustAgree."""
    membership, held = running(actor, session), _hold(session)
    if held.lead_id != membership.pk or held.is_over(now()):
        raise Http404
    if held.closing is None:
        held.closing = now()
        held.save(update_fields=["closing"])
        record(Verb.SESSION_CLOSED, actor, kind="group", thing=held.group_id)
        if words:
            _may_take_part(membership, held.group)
            _write(actor, held, membership, words, closing=True)
    room_changed(held.key)


@transaction.atomic
def go_on(actor: Person, session: Session) -> None:
    """Undo: the session goes on after all, while the last words are not over."""
    membership, held = running(actor, session), _hold(session)
    if held.lead_id != membership.pk or held.is_over(now()):
        raise Http404
    held.closing = None
    held.save(update_fields=["closing"])
    room_changed(held.key)


def types(actor: Person, session: Session) -> None:
    """Let the others see for some seconds that one is writing. Nothing of it is stored."""
    seat = Seat.objects.filter(session=session, membership__person=actor).first()
    if seat is None:
        raise Http404
    limit(actor, "session_typing", 30, 60)
    if cache.add(typing_key(session, seat.membership_id), 1, timeout=TYPING):
        room_changed(session.key)
