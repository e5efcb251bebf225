"""Gives a person everything they put into their network, readable, and lets them take it all away."""

from typing import Any

from kith.people import access, apart
from kith.people.models import Block, Grant, Invitation, Mute, Person, RemovedTie, Role, Snapshot, Tie


def export(person: Person) -> dict[str, list[dict[str, Any]]]:
    """Everything of the person's in this app, in plain values."""
    return {
        "about": [
            {
                "email": person.email,
                "time_zone": person.time_zone,
                "joined": person.joined,
                "discreet": person.discreet,
            }
        ],
        "names": [{"name": h.name, "main": h.is_main} for h in access.my_handles(person)],
        "roles": [
            dict(row) for row in Role.objects.filter(person=person).values("kind", "title", "organisation", "since")
        ],
        "network": [_tie(tie) for tie in access.my_map(person)],
        "sharing": [_grant(g) for g in Grant.objects.filter(owner=person).select_related("grantee").order_by("starts")],
        "invitations": [
            dict(row)
            for row in Invitation.objects.filter(owner=person).values("created", "expires", "used", "withdrawn")
        ],
        "snapshots": [{"taken": s.taken, "note": s.note, "map": s.data} for s in access.my_snapshots(person)],
        "blocks": [_block(made) for made in access.my_blocks(person)],
        "muted": [
            {"name": made.handle.name, "since": made.since, "blocked": made.hidden} for made in apart.my_mutes(person)
        ],
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


def _grant(grant: Grant) -> dict[str, Any]:
    to = grant.grantee.name if grant.grantee else grant.get_circle_display()
    words = {"to": to, "what": grant.kind, "level": grant.level, "for": grant.purpose}
    return words | {"starts": grant.starts, "ends": grant.ends, "ended": grant.revoked}


def erase(person: Person) -> None:
    """Delete the person's network and everything between them and others; the account itself goes last, elsewhere."""
    Grant.objects.filter(grantee=person).delete()
    Tie.objects.filter(person=person).update(person=None)
    for model in (Grant, Invitation, RemovedTie, Snapshot, Tie):
        model.objects.filter(owner=person).delete()
    Mute.objects.filter(person=person).delete()
    Mute.objects.filter(handle__person=person).delete()
    Block.objects.filter(blocker=person).delete()
    Block.objects.filter(blocked=person).delete()
    Role.objects.filter(person=person).delete()
