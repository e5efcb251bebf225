"""Draws the demo people's maps: their ties, what they share, older maps, and what they said would help."""

from collections.abc import Iterator
from datetime import datetime

from kith.core.audit import AuditEvent, Verb
from kith.core.crypto import prefetch_keys
from kith.demo import stories
from kith.demo.loader.scene import Scene
from kith.people.models import Circle, Grant, Person, Snapshot, Tie, TieKind
from kith.spaces.models import Membership
from kith.weave.models import Answer
from kith.weave.questions import DAYS, FORMATS, PARTS

BACK = {TieKind.PROFESSIONAL: TieKind.PROFESSIONAL, TieKind.FAMILY: TieKind.FAMILY}
"""How someone stands on the map of the person they put on theirs; peers otherwise."""


def make_ties(scene: Scene) -> int:
    """The ties people drew, the other end of each connection, and one for each group someone is in."""
    prefetch_keys(person.pk for person in scene.people.values())
    ties = [*_drawn(scene), *_of_groups(scene)]
    for tie in ties:
        tie.confirmed = tie.owner.joined
    Tie.objects.bulk_create(ties, batch_size=200)
    return len(ties)


def _drawn(scene: Scene) -> Iterator[Tie]:
    places = {listing.name: listing for listing in scene.listings.values()}
    pairs = {(row["handle"], tie["account"]) for row in stories.people() for tie in row["ties"] if "account" in tie}
    for row in stories.people():
        for tie in row["ties"]:
            yield _tie(scene, row["handle"], tie, places)
            other = tie.get("account")
            if other and (other, row["handle"]) not in pairs:
                yield _tie_back(scene, row["handle"], tie)


def _tie(scene: Scene, owner: str, row: stories.Row, places: dict) -> Tie:
    listing = places.get(row["name"]) if row["kind"] in (TieKind.SERVICE, TieKind.FAITH) else None
    return Tie(
        owner=scene.people[owner],
        circle=row["circle"],
        kind=row["kind"],
        name=row["name"],
        note=row["note"],
        gives=row["gives"],
        last_touch=scene.ago(row["days"]).date(),
        person=scene.people[row["account"]] if "account" in row else None,
        target_kind="listing" if listing else "",
        target_id=listing.pk if listing else None,
        created=min(
            scene.ago(max(row["days"], 30)), scene.people[owner].joined + (scene.at - scene.people[owner].joined) / 2
        ),
    )


def _tie_back(scene: Scene, owner: str, row: stories.Row) -> Tie:
    """A connection is on both maps, or it is none."""
    other = scene.people[row["account"]]
    kind = BACK.get(row["kind"], TieKind.PEER)
    touched = scene.ago(row["days"]).date()
    return Tie(
        owner=other,
        circle=Circle.OUTER,
        kind=kind,
        name=scene.names[owner].name,
        gives=[],
        last_touch=touched,
        person=scene.people[owner],
    )


def _of_groups(scene: Scene) -> Iterator[Tie]:
    needs = {group["slug"]: group["needs"] for group in stories.groups()}
    spaces = {group.space_id: group for group in scene.groups.values()}
    for membership in Membership.objects.filter(space__in=list(spaces), state=Membership.State.ACTIVE).select_related(
        "person"
    ):
        group = spaces[membership.space_id]
        circle = Circle.MIDDLE if membership.role != Membership.Role.MEMBER else Circle.OUTER
        yield Tie(
            owner=membership.person,
            circle=circle,
            kind=TieKind.GROUP,
            name=group.name,
            gives=needs[group.slug],
            last_touch=scene.ago(scene.random.randint(1, 20)).date(),
            target_kind="group",
            target_id=group.pk,
            created=membership.changed,
        )


def make_grants(scene: Scene) -> int:
    """What people chose to share, with the record of giving and ending it."""
    grants, events = [], []
    for row in stories.people():
        owner = scene.people[row["handle"]]
        for given in row.get("grants", []):
            grant = _grant(scene, owner, given)
            grants.append(grant)
            events.append(_event(Verb.GRANT_GIVEN, grant.starts, owner, grant))
            if grant.revoked:
                events.append(_event(Verb.GRANT_ENDED, grant.revoked, owner, grant))
    Grant.objects.bulk_create(grants)
    AuditEvent.objects.bulk_create(events)
    return len(grants)


def _grant(scene: Scene, owner: Person, row: stories.Row) -> Grant:
    return Grant(
        owner=owner,
        grantee=scene.people[row["to"]] if "to" in row else None,
        circle=row.get("circle", ""),
        kind=row["kind"],
        level=row.get("level", "words"),
        purpose=row["purpose"],
        starts=scene.ago(row["days"]),
        ends=scene.ago(row["ends"]) if "ends" in row else None,
        revoked=scene.ago(row["revoked"]) if "revoked" in row else None,
    )


def _event(verb: Verb, at: datetime, owner: Person, grant: Grant) -> AuditEvent:
    return AuditEvent(
        at=at, verb=verb, actor=owner.pk, owner=owner.pk, kind=grant.kind, thing=str(grant.pk), note_code=grant.level
    )


def make_snapshots(scene: Scene) -> int:
    """Maps kept on earlier days: fewer ties, as people remember them."""
    made = []
    for row in stories.people():
        for kept in row.get("snapshots", []):
            ties = Tie.objects.filter(owner=scene.people[row["handle"]]).order_by("id")
            data = [
                {"id": str(t.pk), "name": t.name, "kind": t.kind, "circle": kept["names"][t.name], "gives": t.needs}
                for t in ties
                if t.name in kept["names"]
            ]
            made.append(
                Snapshot(owner=scene.people[row["handle"]], taken=scene.ago(kept["days"]), note=kept["note"], data=data)
            )
    Snapshot.objects.bulk_create(made)
    return len(made)


def make_answers(scene: Scene) -> int:
    """What each person said would help now, in the shapes that `weave.questions` describes."""
    answers = [
        Answer(
            person=scene.people[row["handle"]],
            question=question,
            value=value,
            changed=scene.ago(scene.random.randint(5, 40)),
        )
        for row in stories.people()
        if "missing" in row
        for question, value in _said(row).items()
        if any(value.values())
    ]
    Answer.objects.bulk_create(answers, batch_size=200)
    return len(answers)


def _said(row: stories.Row) -> dict[str, dict]:
    near = stories.neighbourhoods()[row["neighbourhood"]]
    place = {"name": near["name"], "lat": near["lat"], "lng": near["lng"], "km": 10, "by": ["bus", "foot"]}
    return {
        "hard": {"things": row.get("things", []), "words": row.get("hard", "")},
        "missing": {"needs": row["missing"]},
        "where": place,
        "languages": {"codes": row["languages"]},
        "times": {"slots": [slot for code in row.get("times", []) for slot in slots(code)]},
        "meeting": {"formats": [code for code in FORMATS if code in _formats(row)]},
        "age": {"band": row.get("age", "")},
        "culture": {"choices": row.get("belongs", []), "words": ""},
    }


def _formats(row: stories.Row) -> set[str]:
    return {"writing" if code == "text" else code for code in row.get("formats", [])}


def slots(code: str) -> list[str]:
    """The parts of the week behind "weekday_evening" or "weekend_day"."""
    days, part = code.split("_")
    which = list(DAYS)[5:] if days == "weekend" else list(DAYS)[:5]
    parts = [p for p in PARTS if p == part or (part == "day" and p != "evening")]
    return [f"{day}-{p}" for day in which for p in parts]
