"""Whom a group or a service may say it is for: one short list of codes, so that both say it alike."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

ANYONE = "anyone"
AUDIENCES = {
    ANYONE: gettext_lazy("Anyone may come, whoever it is meant for first"),
    "young-people": gettext_lazy("Young people"),
    "older-people": gettext_lazy("Older people"),
    "women": gettext_lazy("Women"),
    "men": gettext_lazy("Men"),
    "mothers": gettext_lazy("Mothers"),
    "fathers": gettext_lazy("Fathers"),
    "parents": gettext_lazy("Parents"),
    "carers": gettext_lazy("Carers, and families and friends"),
    "students": gettext_lazy("Students"),
    "workers": gettext_lazy("People in work"),
    "unemployed": gettext_lazy("People out of work"),
    "refugees": gettext_lazy("Refugees and people seeking asylum"),
    "migrants": gettext_lazy("People new to the country"),
    "lgbtq": gettext_lazy("LGBTQ+ people"),
    "trans": gettext_lazy("Transgender people"),
    "veterans": gettext_lazy("People who were in the armed forces"),
    "disabled": gettext_lazy("Disabled people"),
    "deaf": gettext_lazy("Deaf and hard of hearing people"),
    "grieving": gettext_lazy("People who are grieving"),
    "addiction": gettext_lazy("People with an addiction"),
    "survivors": gettext_lazy("Survivors of abuse or violence"),
    "mental-health": gettext_lazy("People with a mental health problem"),
}
"""The codes are those of the directory, which has a few more for what other directories bring in."""


def age_words(low: int | None, high: int | None) -> str:
    """Which ages may come, in words; "" when any may."""
    if low and high is not None:
        return _("Ages %(low)s to %(high)s") % {"low": low, "high": high}
    if low:
        return _("Age %(low)s and over") % {"low": low}
    return _("Up to age %(high)s") % {"high": high} if high is not None else ""
