"""Gives a person everything they put into their network, readable, and lets them take it all away."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from kith.people import access, apart
from kith.people.looks import who_looked
from kith.people.models import (
    Block,
    Grant,
    Handle,
    Invitation,
    Mute,
    MutedWords,
    Person,
    RemovedTie,
    Role,
    Snapshot,
    Tie,
)
from kith.people.muted_words import TOPICS


def export(person: Person) -> dict[str, list[dict[str, Any]]]:
    """Everything of the person's in this app, in plain values. Others are called what the person calls them."""
    names = own_names(person)
    return {
        "about": [_about(person)],
        "emails": list(EmailAddress.objects.filter(user=person).order_by("pk").values("email", "verified", "primary")),
        "keys": list(
            Authenticator.objects.filter(user=person).order_by("pk").values("type", "created_at", "last_used_at")
        ),
        "devices": [_device(row) for row in UserSession.objects.filter(user=person).order_by("created_at")],
        "names": [_name(handle) for handle in access.my_handles(person)],
        "roles": [
            dict(row) for row in Role.objects.filter(person=person).values("kind", "title", "organisation", "since")
        ],
        "network": [_tie(tie) for tie in access.my_map(person)],
        "removed": [_removed(gone) for gone in RemovedTie.objects.filter(owner=person).order_by("removed")],
        "sharing": [_grant(g, names) for g in Grant.objects.filter(owner=person).order_by("starts")],
        "invitations": [
            _invitation(made)
            for made in Invitation.objects.filter(owner=person).select_related("tie").order_by("created")
        ],
        "snapshots": [_snapshot(kept) for kept in access.my_snapshots(person)],
        "blocks": [_block(made, names) for made in access.my_blocks(person)],
        "muted": [
            {"name": made.handle.name, "since": made.since, "blocked": made.hidden} for made in apart.my_mutes(person)
        ],
        "folded": [_folded(row) for row in MutedWords.objects.filter(person=person)],
        "who_looked": [_look(look, names) for look in who_looked(person)],
    }


def own_names(person: Person) -> dict[int, str]:
    """What the person calls others who have an account: the names on their own map, never another they go by here."""
    return {tie.person_id: tie.name for tie in access.my_ties(person) if tie.person_id}


def _about(person: Person) -> dict[str, Any]:
    return {
        "email": person.email,
        "sign_in_name": person.username,
        "time_zone": person.time_zone,
        "joined": person.joined,
        "last_sign_in": person.last_login,
        "last_here": person.last_seen,
        "discreet": person.discreet,
        "break_began": person.break_began,
        "break_ends": person.break_ends,
    }


def _name(handle: Handle) -> dict[str, Any]:
    return {"name": handle.name, "main": handle.is_main, "former": handle.kind == Handle.Kind.KEPT}


def _device(row: UserSession) -> dict[str, Any]:
    return {"browser": row.user_agent, "address": row.ip, "since": row.created_at, "last_seen": row.last_seen_at}


def _removed(gone: RemovedTie) -> dict[str, Any]:
    data = gone.data or {}
    return {"name": gone.name, "removed": gone.removed, "kind": data.get("kind"), "note": data.get("note")}


def _invitation(made: Invitation) -> dict[str, Any]:
    return {
        "name": made.tie.name,
        "created": made.created,
        "expires": made.expires,
        "used": made.used,
        "withdrawn": made.withdrawn,
    }


def _snapshot(kept: Snapshot) -> dict[str, Any]:
    drawn = [{part: value for part, value in tie.items() if part != "id"} for tie in kept.data or []]
    return {"taken": kept.taken, "note": kept.note, "map": drawn}


def _look(look: dict[str, Any], names: dict[int, str]) -> dict[str, Any]:
    return {"day": look["day"], "name": names.get(look["actor"], ""), "kind": look["kind"], "times": look["times"]}


def _tie(tie: Any) -> dict[str, Any]:
    return {
        "name": tie.name,
        "kind": tie.kind,
        "circle": tie.circle,
        "gives": tie.needs,
        "last_touch": tie.last_touch,
        "note": tie.note,
        "connected": tie.is_connected,
        "added": tie.created,
        "confirmed": tie.confirmed,
    }


def _block(made: Any, names: dict[int, str]) -> dict[str, Any]:
    return {"name": names.get(made.blocked_id) or made.name, "since": made.since}


def _folded(row: MutedWords) -> dict[str, Any]:
    held = row.words or {"words": [], "topics": []}
    return {"words": ", ".join(held["words"]), "kinds": ", ".join(str(TOPICS[code][0]) for code in held["topics"])}


def _grant(grant: Grant, names: dict[int, str]) -> dict[str, Any]:
    to = names.get(grant.grantee_id, "") if grant.grantee_id else str(grant.get_circle_display())
    words = {"to": to, "what": grant.kind, "level": grant.level, "for": grant.purpose}
    return words | {"starts": grant.starts, "ends": grant.ends, "ended": grant.revoked}


def erase(person: Person) -> None:
    """Delete the person's network and everything between them and others; the account itself goes last, elsewhere."""
    Grant.objects.filter(grantee=person).delete()
    Tie.objects.filter(person=person).update(person=None)
    for model in (Grant, Invitation, RemovedTie, Snapshot, Tie):
        model.objects.filter(owner=person).delete()
    Mute.objects.filter(person=person).delete()
    MutedWords.objects.filter(person=person).delete()
    Mute.objects.filter(handle__person=person).delete()
    Block.objects.filter(blocker=person).delete()
    Block.objects.filter(blocked=person).delete()
    Role.objects.filter(person=person).delete()
