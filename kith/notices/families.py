"""The families that kinds of notice belong to: what people choose by, and what stands when they chose nothing."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from kith.notices.models import FamilyWish

Mail = FamilyWish.Mail


class Family(TextChoices):
    ANSWERS = "answers", _("Answers to you")
    NAMED = "named", _("Someone names you")
    CLOSE = "close", _("People close to you")
    GROUPS = "groups", _("Changes to your groups")
    MEETINGS = "meetings", _("Meetings")
    JOINING = "joining", _("Joining")
    HELP = "help", _("When you can help")
    COMMUNITY = "community", _("The community")
    SAFETY = "safety", _("Your privacy, and keeping people safe")


class Usual(NamedTuple):
    """What a family is about, and how it goes out when nobody chose."""

    about: Any
    mail: str


USUAL = {
    Family.ANSWERS: Usual(_("Someone answers what you wrote."), Mail.DIGEST),
    Family.NAMED: Usual(_("Someone writes your name in a conversation."), Mail.DIGEST),
    Family.CLOSE: Usual(_("Messages, and what people share with you."), Mail.DIGEST),
    Family.GROUPS: Usual(_("Changes to a group you are in."), Mail.NEVER),
    Family.MEETINGS: Usual(_("When a group meets, or a meeting moves."), Mail.DIGEST),
    Family.JOINING: Usual(_("Invitations, and asking to join a group."), Mail.DIGEST),
    Family.HELP: Usual(_("Someone waits for an answer you could give."), Mail.NEVER),
    Family.COMMUNITY: Usual(_("Thanks, and what is new here."), Mail.NEVER),
    Family.SAFETY: Usual(_("Something was looked at, or needs you."), Mail.DIGEST),
}
"""Mail once a day for what is meant for one person; none for what is meant for many. Nothing on devices until it is asked for."""
