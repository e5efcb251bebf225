"""Says one act as an AuditEvent of FHIR R4 (hl7.org/fhir/R4/auditevent.html), for those who must hand the record on.

A pure function: it reads nothing but the row it is given, which holds ids and codes only.
"""

from __future__ import annotations

from datetime import UTC
from typing import Any, NamedTuple

from kith.core.audit import AuditEvent, Verb

DICOM = "http://dicom.nema.org/resources/ontology/DCM"
REASONS = "http://terminology.hl7.org/CodeSystem/v3-ActReason"
ENTITIES = "http://terminology.hl7.org/CodeSystem/audit-entity-type"
ROLES = "http://terminology.hl7.org/CodeSystem/object-role"
OURS = "urn:kith:"


class Facts(NamedTuple):
    """What a verb says in FHIR's codes: action (C, R, U, D, E), type and subtype in DICOM's, and why (PurposeOfUse)."""

    action: str
    type: tuple[str, str] = ("110100", "Application Activity")
    subtype: tuple[str, str] | None = None
    purpose: str = ""


PRIVATE = ("110110", "Patient Record")
ALERT = ("110113", "Security Alert")
SIGNING_IN = ("110114", "User Authentication")
RIGHTS = ("110135", "Object Security Attributes Changed")
RIGHTS_OF_ROLES = ("110136", "Security Roles Changed")
EMERGENCY, EMERGENCY_OVER = ("110127", "Emergency Override Started"), ("110138", "Emergency Override Stopped")
OPENED = Facts("E", ALERT, None, "BTG")
IN, OUT = Facts("E", SIGNING_IN, ("110122", "Login")), Facts("E", SIGNING_IN, ("110123", "Logout"))
WAY_IN = Facts("U", ALERT, ("110137", "User Security Attributes Changed"), "PATRQT")

FACTS: dict[Verb, Facts] = {
    Verb.JOINED: Facts("C"),
    **dict.fromkeys((Verb.SIGNED_IN, Verb.SIGN_IN_REFUSED, Verb.NEW_DEVICE), IN),
    **dict.fromkeys((Verb.PROVED, Verb.PROOF_REFUSED, Verb.UNLOCKED), IN),
    **dict.fromkeys((Verb.SIGNED_OUT, Verb.SESSION_ENDED, Verb.LOCKED), OUT),
    **dict.fromkeys((Verb.FACTOR_ADDED, Verb.ADDRESS_ADDED), WAY_IN._replace(action="C")),
    **dict.fromkeys((Verb.FACTOR_REMOVED, Verb.ADDRESS_REMOVED), WAY_IN._replace(action="D")),
    **dict.fromkeys((Verb.ADDRESS_CHANGED, Verb.LOCK_CHOSEN), WAY_IN),
    Verb.REFUSED: Facts("E", ALERT, ("110132", "Use of Restricted Function")),
    Verb.LOOKED: Facts("R", PRIVATE, None, "SUPNWK"),
    Verb.GRANT_GIVEN: Facts("C", ALERT, RIGHTS, "PATRQT"),
    Verb.GRANT_CHANGED: Facts("U", ALERT, RIGHTS, "PATRQT"),
    Verb.GRANT_ENDED: Facts("D", ALERT, RIGHTS, "PATRQT"),
    Verb.CALENDAR_MADE: Facts("C", ALERT, RIGHTS, "PATRQT"),
    Verb.CALENDAR_CHANGED: Facts("U", ALERT, RIGHTS, "PATRQT"),
    Verb.CALENDAR_ENDED: Facts("D", ALERT, RIGHTS, "PATRQT"),
    Verb.SESSION_OPENED: Facts("C"),
    **dict.fromkeys((Verb.SESSION_PASSED, Verb.SESSION_CLOSED), Facts("U")),
    Verb.BLOCKED: Facts("C", ALERT, RIGHTS, "PATRQT"),
    Verb.UNBLOCKED: Facts("D", ALERT, RIGHTS, "PATRQT"),
    Verb.ROLE_GIVEN: Facts("C", ALERT, RIGHTS_OF_ROLES, "HSYSADMIN"),
    Verb.ROLE_ENDED: Facts("D", ALERT, RIGHTS_OF_ROLES, "HSYSADMIN"),
    Verb.SETTING_CHANGED: Facts("U", ALERT, ("110129", "Security Configuration"), "HSYSADMIN"),
    **dict.fromkeys((Verb.EXPORTED, Verb.EXPORT_TAKEN), Facts("R", ("110106", "Export"), None, "PATRQT")),
    Verb.LEAVING: Facts("U", PRIVATE, None, "PATRQT"),
    Verb.STAYED: Facts("U", PRIVATE, None, "PATRQT"),
    Verb.BREAK_TAKEN: Facts("U", PRIVATE, None, "PATRQT"),
    Verb.BREAK_ENDED: Facts("U", PRIVATE, None, "PATRQT"),
    Verb.DEVICE_TOLD: Facts("C", PRIVATE, None, "PATRQT"),
    Verb.HARD_TIME_SAID: Facts("C", PRIVATE, None, "PATRQT"),
    Verb.HARD_TIME_OVER: Facts("D", PRIVATE, None, "PATRQT"),
    Verb.ERASED: Facts("D", PRIVATE, None, "PATRQT"),
    Verb.CHECKED_IN: Facts("C", PRIVATE, None, "PATRQT"),
    Verb.CHECK_IN_REMOVED: Facts("D", PRIVATE, None, "PATRQT"),
    **dict.fromkeys((Verb.THANKED, Verb.REACHED_OUT), Facts("C", PRIVATE)),
    Verb.THANKS_REMOVED: Facts("D", PRIVATE, None, "PATRQT"),
    Verb.POST_HELD: Facts("U", ALERT),
    Verb.POST_LET_THROUGH: Facts("U", ALERT),
    Verb.REPORTED: Facts("C", ALERT),
    Verb.CASE_OPENED: Facts("C", ALERT),
    Verb.CASE_READ: Facts("R", PRIVATE, None, "SUPNWK"),
    Verb.ACT_ASKED: Facts("C", ALERT),
    Verb.ACT_TAKEN: Facts("U", ALERT),
    Verb.ACT_UNDONE: Facts("U", ALERT),
    Verb.OPENING_ASKED: OPENED._replace(action="C"),
    Verb.OPENING_AGREED: OPENED._replace(subtype=EMERGENCY),
    Verb.OPENING_READ: Facts("R", PRIVATE, None, "BTG"),
    Verb.EARLIER_WORDS_READ: Facts("R", PRIVATE, None, "SUPNWK"),
    Verb.OPENING_ENDED: OPENED._replace(subtype=EMERGENCY_OVER),
    Verb.OPENING_TOLD: OPENED,
    Verb.OPENING_NOT_TOLD: OPENED,
}
ENDINGS = {
    "C": ("added", "made", "kept", "posted", "invited", "joined", "restored", "imported", "connected", "waited"),
    "U": ("changed", "edited", "checked", "answered", "moderated", "pinned", "unpinned"),
    "D": ("removed", "withdrawn", "ended", "left", "disconnected"),
}


def facts(verb: str) -> Facts:
    """What FHIR should know of a verb. One that is not in the list is told by its last word."""
    known = FACTS.get(Verb(verb))
    if known:
        return known
    last = verb.rpartition("_")[2]
    return Facts(next((action for action, words in ENDINGS.items() if last in words), "E"))


def as_fhir(event: AuditEvent, site: str = "") -> dict[str, Any]:
    """One act as the JSON of an AuditEvent; `site` is the installation's address. Empty elements are left out, as FHIR wants."""
    known = facts(event.verb)
    purpose = event.purpose or known.purpose
    said: dict[str, Any] = {
        "resourceType": "AuditEvent",
        "id": str(event.pk),
        "type": _coding(DICOM, *known.type),
        "subtype": [*([_coding(DICOM, *known.subtype)] if known.subtype else []), _coding(f"{OURS}verb", event.verb)],
        "action": known.action,
        "recorded": event.at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "outcome": str(int(event.outcome)),
        "purposeOfEvent": [{"coding": [_coding(REASONS, purpose)]}] if purpose else [],
        "agent": [_agent(event)],
        "source": {"observer": {"display": site or "Kith"}},
        "entity": _entities(event),
    }
    return {name: value for name, value in said.items() if value not in ([], "")}


def _coding(system: str, code: str, display: str = "") -> dict[str, str]:
    return {"system": system, "code": code, **({"display": display} if display else {})}


def _someone(number: int) -> dict[str, Any]:
    return {"identifier": {"system": f"{OURS}person", "value": str(number)}}


def _agent(event: AuditEvent) -> dict[str, Any]:
    """Who did it, and as what; a visitor or the installation itself has no number."""
    agent: dict[str, Any] = {"requestor": True}
    if event.actor is not None:
        agent["who"] = _someone(event.actor)
    if event.role:
        agent["role"] = [{"coding": [_coding(f"{OURS}role", event.role)]}]
    return agent


def _entities(event: AuditEvent) -> list[dict[str, Any]]:
    """Whose thing it was, and which thing."""
    found = []
    if event.owner is not None:
        whose = {"what": _someone(event.owner), "type": _coding(ENTITIES, "1", "Person")}
        found.append({**whose, "role": _coding(ROLES, "1", "Patient")})
    if event.kind or event.thing:
        thing: dict[str, Any] = {"type": _coding(ENTITIES, "2", "System Object")}
        if event.thing:
            thing["what"] = {"identifier": {"system": f"{OURS}{event.kind or 'thing'}", "value": event.thing}}
        thing["detail"] = [{"type": name, "valueString": text} for name, text in _details(event)]
        found.append({name: value for name, value in thing.items() if value})
    return found


def _details(event: AuditEvent) -> list[tuple[str, str]]:
    return [(name, text) for name, text in (("kind", event.kind), ("code", event.note_code)) if text]
