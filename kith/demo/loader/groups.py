"""Makes the demo's groups: what each says of itself, who is in it, and what they agreed to."""

from datetime import datetime, time, timedelta

from django.conf import settings

from kith.core.audit import AuditEvent, Verb
from kith.demo import stories
from kith.demo.loader.scene import Scene
from kith.groups.models import Agreed, Agreement, Facet, Format, Group, JoinRequest, MeetingTime
from kith.people.models import Handle, name_key
from kith.spaces.models import Membership, Space

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
AGE = 400  # days since the groups began


def make_groups(scene: Scene) -> int:
    """Each group with its space, facts, meeting time, agreement and members."""
    for row in stories.groups():
        group = scene.groups[row["slug"]] = _group(scene, row)
        _describe(group, row)
        _fill(scene, group, row)
    return len(scene.groups)


def _group(scene: Scene, row: stories.Row) -> Group:
    reading = Space.Reading.ANYONE if row["visibility"] == "anyone" else Space.Reading.MEMBERS
    began = scene.ago(AGE)
    space = Space.objects.create(
        kind=Space.Kind.GROUP, reading=reading, members=len(stories.everyone_in(row)), created=began
    )
    same = {
        name: row[name]
        for name in (
            "slug",
            "name",
            "purpose",
            "who_for",
            "visibility",
            "joining",
            "online",
            "size_limit",
        )
    }
    return Group.objects.create(
        space=space,
        about=row["about"].strip(),
        place_name=row["place"],
        watched_hours=row["watched"],
        watched_how=row.get("watched_how", ""),
        welcome=row.get("welcome", ""),
        lat=row.get("lat"),
        lng=row.get("lng"),
        min_age=row.get("min_age"),
        max_age=row.get("max_age"),
        created=began,
        **same,
    )


def _describe(group: Group, row: stories.Row) -> None:
    meeting = row.get("meeting")
    formats = [meeting["format"], Format.WRITING] if meeting else [Format.WRITING]
    facets = {
        "need": row["needs"],
        "language": row["languages"],
        "culture": [c.casefold() for c in row["culture_faith"]],
        "format": formats,
        "audience": row.get("audience", []),
    }
    Facet.objects.bulk_create(
        [Facet(group=group, kind=kind, code=code) for kind, codes in facets.items() for code in codes]
    )
    if meeting:
        _meets(group, row, meeting)


def _meets(group: Group, row: stories.Row, meeting: stories.Row) -> None:
    MeetingTime.objects.create(
        group=group,
        weekday=DAYS.index(meeting["weekday"]),
        starts=time.fromisoformat(meeting["time"]),
        minutes=meeting["minutes"],
        time_zone=settings.TIME_ZONE,
        place_or_link=f"https://meet.example.org/{group.slug}" if row["online"] else row["place"],
    )


def _fill(scene: Scene, group: Group, row: stories.Row) -> None:
    agreement = _agreement(scene, group, row)
    for number, (who, name) in enumerate(row.get("names", {}).items()):
        scene.others[group.space_id, who] = Handle.objects.create(
            person=scene.people[who], name=name, name_key=name_key(name), colour=number % 8
        )
    members = [_membership(scene, group, name, _role(row, name)) for name in stories.everyone_in(row)]
    for member, name in zip(members, stories.everyone_in(row), strict=True):
        member.agrees = name not in row.get("not_yet", [])
    Membership.objects.bulk_create(members)
    Agreed.objects.bulk_create(
        [Agreed(agreement=agreement, person=m.person, at=max(m.changed, agreement.since)) for m in members if m.agrees]
    )
    AuditEvent.objects.bulk_create(
        [
            AuditEvent(
                at=m.changed,
                verb=Verb.GROUP_JOINED,
                actor=m.person_id,
                owner=m.person_id,
                kind="group",
                thing=str(group.pk),
            )
            for m in members
        ]
    )
    for name, words in row["asked"].items():
        held = _membership(scene, group, name, Membership.Role.MEMBER)
        held.state, held.joined, held.changed = Membership.State.ASKED, None, scene.ago(2)
        held.save()
        JoinRequest.objects.create(group=group, membership=held, person=held.person, answer=words, asked=scene.ago(2))


def _agreement(scene: Scene, group: Group, row: stories.Row) -> Agreement:
    """The newest; where it changed lately, after the one that everyone had said yes to."""
    texts = ["\n".join(f"- {line}" for line in row[name]) for name in ("agreed_before", "agreement") if name in row]
    made = [
        Agreement.objects.create(
            group=group, version=number, text=text, since=scene.ago(3) if number > 1 else group.created
        )
        for number, text in enumerate(texts, 1)
    ]
    for name in row.get("not_yet", []):
        Agreed.objects.create(agreement=made[0], person=scene.people[name], at=scene.ago(40))
    return made[-1]


def _role(row: stories.Row, name: str) -> str:
    if name in row["facilitators"]:
        return Membership.Role.FACILITATOR
    return Membership.Role.COFACILITATOR if name in row["cofacilitators"] else Membership.Role.MEMBER


def _membership(scene: Scene, group: Group, name: str, role: str) -> Membership:
    person = scene.people[name]
    joined = _between(scene, max(person.joined, group.created), role)
    return Membership(
        space_id=group.space_id,
        person=person,
        handle=scene.name_in(group.space_id, name),
        role=role,
        joined=joined,
        changed=joined,
    )


def _between(scene: Scene, since: datetime, role: str) -> datetime:
    """Those who run a group were there from the start; others came in the first half of their time here."""
    share = 0.02 if role != Membership.Role.MEMBER else scene.random.uniform(0.05, 0.5)
    return since + timedelta(seconds=(scene.at - since).total_seconds() * share)
