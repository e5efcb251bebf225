"""What notices hold about a person: taken out whole, or taken away."""

from __future__ import annotations

from typing import Any

from kith.notices import wishes
from kith.notices.models import AtNight, Device, FamilyWish, GroupWish, Notice, Outgoing, Wishes
from kith.people.devices import in_words
from kith.people.models import Person


def export(person: Person) -> dict[str, list[dict]]:
    rows = Notice.objects.filter(person=person).order_by("at").values("kind", "at", "read_at")
    went = Outgoing.objects.filter(person=person).order_by("made").values("channel", "state", "made", "due", "done")
    ways = FamilyWish.objects.filter(person=person).order_by("pk").values("family", "mail", "push")
    return {
        "notices": [dict(row) for row in rows],
        "left_the_house": [dict(row) for row in went],
        "when_told": [_hours(one) for one in Wishes.objects.filter(person=person)],
        "what_is_told": [dict(row) for row in ways],
        "of_groups": _groups(person),
        "at_night": [
            {"name": one.tie.name} for one in AtNight.objects.filter(person=person).select_related("tie").order_by("pk")
        ],
        "told_devices": [
            {"browser": in_words(one.session.user_agent), "since": one.made}
            for one in Device.objects.filter(person=person).select_related("session").order_by("made")
        ],
    }


def _hours(one: Wishes) -> dict[str, Any]:
    return {
        "by_mail": one.by_mail,
        "fuller": one.fuller,
        "weekly": one.weekly,
        "digest_day": one.digest_day,
        "digest_hour": one.digest_hour,
        "quiet": one.quiet,
        "quiet_from": one.quiet_from,
        "quiet_to": one.quiet_to,
    }


def _groups(person: Person) -> list[dict[str, Any]]:
    """By name for the groups the person is in; one they left has only its choice."""
    names = {number: name for number, name, _level in wishes.my_groups(person)}
    rows = GroupWish.objects.filter(person=person).order_by("pk")
    return [{"group": names.get(one.group, ""), "level": one.level} for one in rows]


def hide(person: Person, keep_posts: bool) -> None:
    """What others were told about the person goes at once, and does not come back: it is old news by then."""
    Notice.objects.filter(actor__person=person).delete()


def erase(person: Person) -> None:
    for model in (Outgoing, Device, AtNight, GroupWish, FamilyWish, Wishes, Notice):
        model.objects.filter(person=person).delete()
    Notice.objects.filter(actor__person=person).delete()
