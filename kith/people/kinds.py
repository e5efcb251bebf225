"""The short fixed lists that describe who is on a map: how close, what kind, and what help they give; and who holds others' trust."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Need(models.TextChoices):
    """The kinds of support a person may miss and a tie, a group or a service may give."""

    LISTEN = "listen", _("Someone to listen")
    PRACTICAL = "practical", _("Practical help")
    INFORMATION = "information", _("Information and advice")
    COMPANY = "company", _("Company and things to do")
    CARE = "care", _("Care and treatment")
    MEANING = "meaning", _("Meaning, faith and culture")


class Circle(models.TextChoices):
    INNER = "inner", _("Inner circle")
    MIDDLE = "middle", _("Middle circle")
    OUTER = "outer", _("Outer circle")


class TieKind(models.TextChoices):
    FAMILY = "family", _("Family and friends")
    PEER = "peer", _("Peers")
    PROFESSIONAL = "professional", _("Professionals")
    GROUP = "group", _("Groups")
    FAITH = "faith", _("Culture and faith")
    SERVICE = "service", _("Services and activities")


ENTRUSTED = ("moderator", "practitioner", "steward")
"""The roles that open what others trusted this place with: whoever holds one signs in with two steps."""
