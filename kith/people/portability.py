"""Gives a person everything they put into their network, readable, and lets them take it all away."""

from collections.abc import Mapping
from typing import Any

from kith.people import access
from kith.people.models import Block, Grant, Invitation, Person, RemovedTie, Role, Snapshot, Tie


def export(person: Person) -> dict[str, list[dict[str, Any]]]:
    """Everything of the person's in this app, in plain values."""
    return {
        "about": [{"email": person.email, "time_zone": person.time_zone, "joined": person.joined}],
        "names": [{"name": h.name, "main": h.is_main} for h in access.my_handles(person)],
        "roles": [
            dict(row) for row in Role.objects.filter(person=person).values("kind", "title", "organisation", "since")
        ],
        "network": [_tie(tie) for tie in access.my_map(person)],
        "sharing": _grants(person),
        "invitations": [
            dict(row)
            for row in Invitation.objects.filter(owner=person).values("created", "expires", "used", "withdrawn")
        ],
        "snapshots": [{"taken": s.taken, "note": s.note, "map": s.data} for s in access.my_snapshots(person)],
        "blocks": [_block(made) for made in access.my_blocks(person)],
    }


def _tie(tie: Any) -> dict[str, Any]:
    return {
        "name": tie.name,
        "kind": tie.kind,
        "circle": tie.circle,
        "gives": tie.needs,
        "last_touch": tie.last_touch,
        "note": tie.note,
        "connected": tie.is_connected,
    }


def _block(made: Any) -> dict[str, Any]:
    return {"name": made.name, "since": made.since}


def _grants(person: Person) -> list[dict[str, Any]]:
    """People are called what they are called on the person's own map: a name taken since is not for those they left."""
    names = {tie.person_id: tie.name for tie in access.my_ties(person) if tie.person_id}
    return [_grant(grant, names) for grant in Grant.objects.filter(owner=person).order_by("starts")]


def _grant(grant: Grant, names: Mapping[int, str]) -> dict[str, Any]:
    to = grant.get_circle_display() if grant.circle else names.get(grant.grantee_id or 0, "")
    words = {"to": to, "what": grant.kind, "level": grant.level, "for": grant.purpose}
    return words | {"starts": grant.starts, "ends": grant.ends, "ended": grant.revoked}


def erase(person: Person) -> None:
    """Delete the person's network and everything between them and others; the account itself goes last, elsewhere."""
    Grant.objects.filter(grantee=person).delete()
    Tie.objects.filter(person=person).update(person=None)
    for model in (Grant, Invitation, RemovedTie, Snapshot, Tie):
        model.objects.filter(owner=person).delete()
    Block.objects.filter(blocker=person).delete()
    Block.objects.filter(blocked=person).delete()
    Role.objects.filter(person=person).delete()
