"""Makes the table come true: its viewers, what Ana shares with each and how it ended, and the groups they meet in."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from kith.core.clock import now
from kith.groups import actions as groups
from kith.groups.models import Group
from kith.mydata.actions import ask_to_be_erased
from kith.people import actions as people
from kith.people.models import Grant, Handle, Person, Role, Tie, name_key
from kith.people.sharing_kinds import all_kinds
from kith.spaces import actions as spaces
from kith.spaces.models import Membership
from tests.promises.table import OWNER, RUNS_GROUPS, VIEWERS

MARK = re.compile(r"([a-z][a-z_]*)-of-([a-z][a-z_]*)")
FIRST_NUMBER = 917_000_101
NUMBER = re.compile(r"(?<!\d)917000\d{3}(?!\d)")
CIRCLE = "outer"
KINDS = [kind.code for kind in all_kinds()]
GROUPS = {"open": ("anyone", "open"), "club": ("members", "request"), "quiet": ("hidden", "invitation")}
# the name Ana uses where she does not use her own
ALIASES = {"open": "open_name", "quiet": "quiet_name"}


def mark(thing: str, owner: str = OWNER) -> str:
    """Words nobody else could have written, that say what they are and whose."""
    return f"{thing}-of-{owner}"


@dataclass
class Scene:
    """Everyone and everything of the table, and what each part of an address may name."""

    at: datetime
    people: dict[str, Person] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    ids: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)
    """For each part of an address (`tie_id`): ids that exist, each with the thing that it tells of, and its owner."""

    def __getattr__(self, name: str) -> Person:
        return self.__dict__["people"][name]

    def ago(self, days: float) -> datetime:
        return self.at - timedelta(days=days)

    def know(self, part: str, value: object, thing: str, owner: str = OWNER) -> None:
        self.ids.setdefault(part, []).append((str(value), thing, owner))

    def handle(self, who: str) -> Handle:
        return self.people[who].signature


def build() -> Scene:
    from tests.promises.marks import MARKERS

    scene = Scene(now())
    make_people(scene)
    make_groups(scene)
    connect_everyone(scene)
    for leave in MARKERS:
        leave(scene)
    end_what_ended(scene)
    return scene


def make_people(scene: Scene) -> None:
    for place, (who, row) in enumerate(list(VIEWERS.items())[1:]):
        person = Person.objects.create_user(
            id=FIRST_NUMBER + place, username=mark("username", who), email=f"{mark('email', who)}@example.org"
        )
        name = mark("former_name" if who == OWNER else "name", who)
        Handle.objects.create(person=person, name=name, name_key=name_key(name), is_main=True)
        for kind in row.get("roles", []):
            Role.objects.create(person=person, kind=kind, title="Psychologist", organisation="The team")
        scene.people[who] = person
    people.rename(scene.ana, mark("name"), colour=1)
    vars(scene.ana).pop("main_handle", None)  # as a page has it: read anew


def make_groups(scene: Scene) -> None:
    for name, (visibility, joining) in GROUPS.items():
        words = mark(name, RUNS_GROUPS)
        said = {"watched_hours": words, "watched_how": words, "pause_words": words}
        values = {"name": words, "purpose": words, "who_for": words, "about": words, "place_name": words}
        group = groups.make_group(scene.cleo, values | said | {"visibility": visibility, "joining": joining}, words, {})
        scene.groups[name] = Group.objects.select_related("space").get(pk=group.pk)
        for who, row in VIEWERS.items():
            if name in row.get("in", []) and who != RUNS_GROUPS:
                spaces.enter(group.space, scene.people[who], _name_in(scene, who, name))
    _come_and_go(scene)


def _name_in(scene: Scene, who: str, group: str) -> Handle:
    if who != OWNER or group not in ALIASES:
        return scene.handle(who)
    name = mark(ALIASES[group])
    return Handle.objects.create(person=scene.people[who], name=name, name_key=name_key(name))


def _come_and_go(scene: Scene) -> None:
    quiet = scene.groups["quiet"].space
    spaces.put_aside(spaces.enter(quiet, scene.left, scene.handle("left")))
    Membership.objects.filter(space=quiet, person=scene.left).update(changed=scene.ago(1))
    Membership.objects.create(
        space=quiet, person=scene.invited, handle=scene.handle("invited"), state=Membership.State.INVITED
    )


def holds_or_held(who: str) -> list[str]:
    return VIEWERS[who].get("holds", []) + VIEWERS[who].get("held", [])


def connect_everyone(scene: Scene) -> None:
    """Ana and everyone who is or was tied to her, for a month; then what she shares, for twenty days."""
    for who in VIEWERS:
        if "tied" in holds_or_held(who):
            _tie(scene, OWNER, who)
            _tie(scene, who, OWNER)
            _share(scene, who)
    everything = [kind for kind in KINDS if kind in holds_or_held("near")]
    for kind in everything:
        _date(scene, people.give(scene.ana, kind, circle=CIRCLE, purpose=mark("purpose")))


def _tie(scene: Scene, owner: str, other: str) -> None:
    circle = CIRCLE if VIEWERS[other].get("how") in ("circle", "unconfirmed") else "inner"
    confirmed = None if VIEWERS[other].get("how") == "unconfirmed" else scene.ago(30)
    words = {"name": f"{mark('tie_name', owner)} {other}", "note": mark("tie_note", owner)}
    tie = Tie.objects.create(
        owner=scene.people[owner], person=scene.people[other], kind="peer", circle=circle, confirmed=confirmed, **words
    )
    scene.know("tie_id", tie.pk, "tie", owner)


def _share(scene: Scene, who: str) -> None:
    """By name, each kind the table says; how it ends comes when everything is in place."""
    tokens = holds_or_held(who)
    if VIEWERS[who].get("how") in ("circle", "unconfirmed"):
        return
    for kind in KINDS:
        if kind in tokens:
            level = "tap" if kind == "check_ins" and "check_ins:words" not in tokens else "words"
            ends = scene.ago(-30) if VIEWERS[who].get("how") == "until" else None
            person = scene.people[who]
            _date(scene, people.give(scene.ana, kind, level, person, ends=ends, purpose=mark("purpose")))


def _date(scene: Scene, grant: Grant) -> None:
    Grant.objects.filter(pk=grant.pk).update(starts=scene.ago(20))
    scene.know("grant_id", grant.pk, "grant")


def end_what_ended(scene: Scene) -> None:
    """In each of the ways in which sharing ends, after everything was shared."""
    ana = scene.ana
    for grant in Grant.objects.filter(owner=ana, grantee=scene.ended):
        people.end_grant(ana, grant)
    Grant.objects.filter(owner=ana, grantee=scene.expired).update(ends=scene.ago(7))
    removed = people.remove_tie(ana, Tie.objects.get(owner=ana, person=scene.removed))
    scene.know("removed_id", removed.pk, "tie")
    scene.know("blocks/mark", people.block(ana, scene.blocked).mark, "block")
    scene.know("blocks/mark", people.block(scene.blocking, ana).mark, "block", "blocking")
    leaving = ask_to_be_erased(scene.going, keep_posts=False)
    leaving.hidden = {**leaving.hidden, "noted": mark("put_away", "going")}
    leaving.save()
