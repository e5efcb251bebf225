"""Lets go of old notices: nobody needs to be told of last season's news."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from kith.core import retention
from kith.notices.models import Notice


@retention.kept(
    "notices",
    days=90,
    least=7,
    most=365,
    what=_("notices"),
    why=_("So that you see what is new for you."),
    who=_("You."),
)
def forget_old_notices(before: datetime) -> int:
    return Notice.objects.filter(at__lt=before).delete()[0]
