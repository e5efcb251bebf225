"""Ends invitations nobody took up, and lets go of what people wrote when they asked to join, some time after an answer."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kith.core import retention
from kith.core.clock import now
from kith.core.jobs import task
from kith.groups import reminding, sitting  # noqa: F401  their jobs are found here
from kith.groups.access import INVITED_FOR
from kith.groups.models import GroupInvitation, JoinRequest
from kith.spaces.models import Membership


@retention.kept(
    "join_requests",
    days=30,
    least=1,
    most=365,
    what=_("what you wrote when you asked to join a group, once you have an answer"),
    why=_("So that those who run the group can come back to it. It is sealed with your key."),
    who=_("You, and those who run the group until they answer."),
)
def forget_answered_requests(before: datetime) -> int:
    return JoinRequest.objects.filter(decided__lt=before).delete()[0]


@task(name="groups.end_old_invitations", every=timedelta(hours=6))
@transaction.atomic
def end_old_invitations() -> None:
    """An invitation to a group that nobody took up within a month opens nothing any more, and is forgotten."""
    before = now() - INVITED_FOR
    waiting = Membership.objects.filter(state=Membership.State.INVITED, changed__lt=before)
    waiting.update(state=Membership.State.LEFT, changed=now())
    GroupInvitation.objects.filter(at__lt=before).delete()
