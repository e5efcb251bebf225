"""How notices about cases and reports read: so few words that whoever looks over a shoulder learns nothing."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from kith.notices.families import Family
from kith.notices.kinds import Told, register
from kith.notices.models import Notice
from kith.people.models import Person
from kith.safety.cases import access


def _cases(viewer: Person, notices: Sequence[Notice], text: str) -> dict[int, Told]:
    """Only of cases that stand and that the viewer may see."""
    ids = [UUID(notice.thing_id) for notice in notices]
    seen = {str(pk) for pk in access.standing_cases(viewer).filter(pk__in=ids).values_list("pk", flat=True)}
    return {
        notice.pk: Told(text, reverse("case", args=[notice.thing_id])) for notice in notices if notice.thing_id in seen
    }


def case_now(viewer: Person, notices: Sequence[Notice]) -> dict[int, Told]:
    return _cases(viewer, notices, _("Something waits for you here that should not wait long."))


def case_passed(viewer: Person, notices: Sequence[Notice]) -> dict[int, Told]:
    return _cases(viewer, notices, _("A colleague passed something on to you."))


def report_ended(viewer: Person, notices: Sequence[Notice]) -> dict[int, Told]:
    mine = {str(pk) for pk in access.my_reports(viewer).filter(case__closed__isnull=False).values_list("pk", flat=True)}
    said = Told(_("There is an answer to something you told us."), reverse("my-reports"))
    return {notice.pk: said for notice in notices if notice.thing_id in mine}


def register_all() -> None:
    register("case_now", case_now, family=Family.SAFETY)
    register("case_passed", case_passed, family=Family.SAFETY)
    register("report_ended", report_ended, family=Family.SAFETY)
