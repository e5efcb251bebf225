"""How notices about openings read: few words, for whoever looks over a shoulder."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from kith.notices.families import Family
from kith.notices.kinds import Told, register
from kith.notices.models import Notice
from kith.people.models import Person
from kith.safety.access import told_to, waiting


def opening(viewer: Person, notices: Sequence[Notice]) -> dict[int, Told]:
    mine = {str(pk) for pk in told_to(viewer).values_list("pk", flat=True)}
    said = Told(_("There is something to read about your privacy here."), reverse("had-to-look"))
    return {notice.pk: said for notice in notices if notice.thing_id in mine}


def opening_asked(viewer: Person, notices: Sequence[Notice]) -> dict[int, Told]:
    asked = {str(pk) for pk in waiting(viewer).values_list("pk", flat=True)}
    text = _("A second person is needed. Please read what is asked.")
    return {
        notice.pk: Told(text, reverse("opening", args=[notice.thing_id]))
        for notice in notices
        if notice.thing_id in asked
    }


def register_all() -> None:
    register("opening", opening, family=Family.SAFETY)
    register("opening_asked", opening_asked, family=Family.SAFETY)
