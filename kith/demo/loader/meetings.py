"""Makes the demo's meetings lively: some say they come, one is moved, one called off, one is added, some are reminded."""

from datetime import timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from kith.demo.loader.scene import Scene
from kith.groups.models import Coming, Meeting, MeetingChange, MeetingTime, Reminder

COME = {"evening-walk": ("ana", "mei", "naomi"), "sing-and-dig": ("ana", "jonah"), "alongside": ("ben", "lorna")}
QUIETLY = "naomi"


def make_meetings(scene: Scene) -> int:
    """Who comes to the next ones; and what is otherwise about later ones."""
    for slug, people in COME.items():
        first = _next(scene, slug)[0]
        for who in people:
            said = {"person": scene.people[who], "comes": True, "quietly": who == QUIETLY}
            Coming.objects.create(time=first.time, day=first.day, **said)
        Reminder.objects.create(person=scene.people[people[0]], group=scene.groups[slug], day_before=True)
    _called_off(_next(scene, "evening-walk")[1])
    _moved(_next(scene, "sing-and-dig")[2])
    _once(scene)
    _session(scene)
    return Coming.objects.count()


def _next(scene: Scene, slug: str) -> list[Meeting]:
    return list(islice(MeetingTime.objects.get(group=scene.groups[slug], once=None).meetings(scene.at), 3))


def _called_off(one: Meeting) -> None:
    MeetingChange.objects.create(
        time=one.time, day=one.day, cancelled=True, reason="The path is closed for repairs.", until=one.ends
    )


def _moved(one: Meeting) -> None:
    later = one.day + timedelta(days=1)
    MeetingChange.objects.create(
        time=one.time, day=one.day, on=later, starts=one.time.starts, reason="The hall is taken on the day.",
        place_or_link="The back room of the library", until=one.ends + timedelta(days=1),
    )  # fmt: skip


def _once(scene: Scene) -> None:
    day = (scene.at + timedelta(days=12)).date()
    walk = MeetingTime.objects.get(group=scene.groups["evening-walk"], once=None)
    MeetingTime.objects.create(
        group=walk.group, once=day, weekday=day.weekday(), starts=walk.starts.replace(hour=11), minutes=90,
        time_zone=settings.TIME_ZONE, place_or_link=walk.place_or_link, notes="A longer walk, with tea. Bring a cup.",
    )  # fmt: skip


def _session(scene: Scene) -> None:
    """An hour in writing that can be opened soon after the demo begins."""
    soon = timezone.localtime(scene.at + timedelta(minutes=10), ZoneInfo(settings.TIME_ZONE))
    starts = soon.time().replace(second=0, microsecond=0)
    MeetingTime.objects.create(
        group=scene.groups["evening-walk"], once=soon.date(), weekday=soon.weekday(), starts=starts, minutes=60,
        time_zone=settings.TIME_ZONE, here=True, notes="For those who cannot come out. Say hello, or only read along.",
    )  # fmt: skip
