"""How notices about resources read."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from kith.notices.families import Family
from kith.notices.kinds import Told, register
from kith.notices.models import Notice
from kith.people.models import Person
from kith.resources.access import my_resources, waiting_for
from kith.resources.models import Resource


def resource_to_check(viewer: Person, notices: Sequence[Notice]) -> dict[int, Told]:
    """Only while something waits, and for those who check."""
    if not waiting_for(viewer):
        return {}
    told = Told(_("Something shared by a member waits to be checked."), reverse("resources-check"))
    return dict.fromkeys((notice.pk for notice in notices), told)


def resource_checked(viewer: Person, notices: Sequence[Notice]) -> dict[int, Told]:
    answered = my_resources(viewer).exclude(state=Resource.State.WAITING)
    by_code = {one.code: one for one in answered.filter(code__in=[notice.thing_id for notice in notices])}
    return {
        notice.pk: Told(_said(by_code[notice.thing_id]), reverse("resource", args=[notice.thing_id]))
        for notice in notices
        if notice.thing_id in by_code
    }


def _said(resource: Resource) -> str:
    text = (
        _("“%(title)s” was checked, and everyone can find it now. Thank you.")
        if resource.state == Resource.State.SHOWN
        else _("“%(title)s” was looked at and is not shown. You can read why, and change it.")
    )
    return text % {"title": resource.title}


def register_all() -> None:
    register("resource_to_check", resource_to_check, family=Family.HELP)
    register("resource_checked", resource_checked, family=Family.COMMUNITY)
