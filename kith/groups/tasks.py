"""Lets go of what people wrote when they asked to join a group, some time after they had an answer."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from kith.core import retention
from kith.groups.models import JoinRequest


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
