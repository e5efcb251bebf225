"""Lets go of what was only kept for a short while, on nobody's behalf."""

from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kith.core import retention
from kith.core.clock import now
from kith.core.jobs import task
from kith.people.access import UNDO_REMOVAL
from kith.people.models import Grant, Invitation, Person, RemovedTie


@task(name="people.forget_removed_ties")
def forget_removed_ties(owner_id: int) -> None:
    """Delete for good what this person took off their map and did not put back in time."""
    RemovedTie.objects.filter(owner_id=owner_id, removed__lte=now() - UNDO_REMOVAL).delete()


@task(name="people.forget_unfinished_joins", every=timedelta(days=1))
def forget_unfinished_joins() -> None:
    """Delete who began to join two days ago or more and never typed the code, so that the name is free again."""
    begun = Person.objects.filter(emailaddress__verified=False, last_login=None, joined__lt=now() - timedelta(days=2))
    begun.exclude(emailaddress__verified=True).delete()


@retention.kept(
    "invitations",
    days=30,
    least=1,
    most=365,
    what=_("invitations that were used, taken back or not used in time"),
    why=_("So that you can see whom you invited."),
    who=_("You."),
)
def forget_ended_invitations(before: datetime) -> int:
    ended = Q(used__lt=before) | Q(withdrawn__lt=before) | Q(expires__lt=before)
    return Invitation.objects.filter(ended).delete()[0]


@retention.kept(
    "ended_sharing",
    days=365,
    least=30,
    most=1825,
    what=_("sharing choices you ended"),
    why=_("So that you can show later what was shared with whom, and when it ended."),
    who=_("You."),
)
def forget_ended_sharing(before: datetime) -> int:
    return Grant.objects.filter(Q(revoked__lt=before) | Q(ends__lt=before)).delete()[0]


@retention.kept(
    "devices",
    days=30,
    least=1,
    most=90,
    what=_("devices that are signed out"),
    why=_("So that you can see where you were signed in, and notice a device that is not yours."),
    who=_("You."),
)
def forget_old_devices(before: datetime) -> int:
    """Only devices whose session has ended: one that is signed in is always in the list."""
    open_now = Session.objects.filter(expire_date__gt=now()).values("session_key")
    return UserSession.objects.filter(last_seen_at__lt=before).exclude(session_key__in=open_now).delete()[0]
