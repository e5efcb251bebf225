"""How notices about acts and appeals read, and what the author of a held post is told beside it; discreet words everywhere."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from kith.core.crypto import prefetch_keys
from kith.notices.families import Family
from kith.notices.kinds import Told, register
from kith.notices.models import Notice
from kith.people.models import Person
from kith.safety.acts import access
from kith.spaces.held import Why


def _about_me(viewer: Person, notices: Sequence[Notice], text: str) -> dict[int, Told]:
    mine = {str(pk) for pk in access.acts_about_me(viewer).values_list("pk", flat=True)}
    return {
        one.pk: Told(text, reverse("about-you-act", args=[one.thing_id])) for one in notices if one.thing_id in mine
    }


def act(viewer: Person, notices: Sequence[Notice]) -> dict[int, Told]:
    return _about_me(viewer, notices, _("There is something for you to read from those who keep this place safe."))


def appeal_answered(viewer: Person, notices: Sequence[Notice]) -> dict[int, Told]:
    return _about_me(viewer, notices, _("Someone looked again, as you asked. There is an answer for you to read."))


def act_asked(viewer: Person, notices: Sequence[Notice]) -> dict[int, Told]:
    asked = {str(pk) for pk in access.waits_for_second(viewer).values_list("pk", flat=True)}
    text = _("A second person is needed. Please read what is asked.")
    return {one.pk: Told(text, reverse("act", args=[one.thing_id])) for one in notices if one.thing_id in asked}


def appeal_made(viewer: Person, notices: Sequence[Notice]) -> dict[int, Told]:
    waits = access.visible_appeals(viewer).filter(answered__isnull=True).values_list("act", flat=True)
    asked = {str(pk) for pk in waits}
    text = _("Someone asks that what was done is looked at again.")
    return {one.pk: Told(text, reverse("act", args=[one.thing_id])) for one in notices if one.thing_id in asked}


def why_held(viewer: Person, posts: list[int]) -> dict[int, Why]:
    """Why each of the viewer's own held posts is held, as far as somebody said so."""
    acts = access.standing_on_mine(viewer, posts)
    many = access.swept_of_mine(viewer, posts)
    prefetch_keys([viewer.pk])
    found = {number: Why(one.reason, "", _place(one)) for number, one in many.items()}
    return found | {one.post: Why(one.reason, one.lines, _place(one)) for one in acts if one.post}


def why_put_away(viewer: Person, said: list[str]) -> dict[str, str]:
    """Where the viewer reads why words of theirs in a session were put away, by what was said."""
    return {str(one.said): _place(one) for one in access.standing_on_said(viewer, said)}


def _place(one: object) -> str:
    return reverse("about-you-act", args=[one.pk])  # type: ignore[attr-defined]


def register_all() -> None:
    register("act", act, family=Family.SAFETY)
    register("appeal_answered", appeal_answered, family=Family.SAFETY)
    register("act_asked", act_asked, family=Family.SAFETY)
    register("appeal_made", appeal_made, family=Family.SAFETY)
