"""Writes docs/security.json: what an assessor asks for, read from the running code and settings, so that it cannot grow old.

python scripts/security.py            writes it
python scripts/security.py --check    fails when it differs from the code
"""

import ast
import importlib
import json
import os
import re
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PLACE = ROOT / "docs/security.json"

# How well a thing must be kept. Each table has a class of its own here; a new table without one stops this program.
CLASSES = {
    "secret": "Opens other things. Sealed or hashed, in no export, log or answer. Erased with its owner.",
    "private": "Words someone wrote for themselves or for people they chose. Sealed with their own key, bound to its row; never filtered by, logged or mailed. Erased by destroying the key.",
    "personal": 'Says that someone is here, or what they did. Plain in the database, shown only by access.py, logged by id alone. Exported and erased with its owner; how long it is kept is settled in "kept".',
    "shared": "Written for a group of people. Plain in the database, shown to those who may read the group. Exported and erased with its author.",
    "public": "May be read by anyone.",
    "working": "Keeps the program going: holds ids, names of jobs and random marks, no words.",
}
TABLES = {
    "auth.Group": "working", "auth.Permission": "working", "contenttypes.ContentType": "working",
    "sessions.Session": "secret", "core.DataKey": "secret", "mfa.Authenticator": "secret", "people.Invitation": "secret",
    "account.EmailAddress": "personal", "account.EmailConfirmation": "secret", "usersessions.UserSession": "personal",
    "core.AuditEvent": "personal", "core.AuditLink": "working", "core.AuditHead": "working", "core.Job": "working", "core.Heartbeat": "working", "core.Once": "working",
    "core.Setting": "working", "core.Erased": "working", "mydata.Export": "private", "mydata.Leaving": "private",
    "people.Person": "personal", "people.Handle": "personal", "people.Role": "personal", "people.Block": "personal", "people.Mute": "personal", "people.MutedWords": "private", "people.Grant": "personal",
    "people.Tie": "private", "people.RemovedTie": "private", "people.Snapshot": "private",
    "notices.Notice": "personal", "notices.Wishes": "personal", "notices.FamilyWish": "personal", "notices.GroupWish": "personal", "notices.AtNight": "personal",
    "notices.Outgoing": "personal", "notices.Device": "private",
    "spaces.Membership": "personal", "spaces.ReadMark": "personal", "spaces.Bookmark": "personal", "spaces.Reaction": "shared",
    "spaces.Space": "shared", "spaces.Thread": "shared", "spaces.Post": "shared", "spaces.Letter": "private", "spaces.Draft": "private", "spaces.PostVersion": "private",
    "spaces.Picture": "private", "spaces.Poll": "shared", "spaces.PollChoice": "shared", "spaces.PollAnswer": "private",
    "groups.Group": "shared", "groups.Facet": "shared", "groups.Agreement": "shared", "groups.MeetingTime": "shared", "groups.MeetingChange": "shared",
    "groups.Coming": "personal", "groups.Reminder": "personal", "groups.Reminded": "personal", "groups.Calendar": "secret",
    "groups.Offer": "personal", "groups.Thanks": "private", "groups.ReachOut": "private", "groups.Pace": "public",
    "groups.Session": "shared", "groups.Seat": "personal", "groups.SessionPost": "private",
    "groups.Agreed": "personal", "groups.JoinRequest": "private", "groups.GroupInvitation": "personal", "groups.Waiting": "personal",
    "groups.HandOverNote": "private",
    "recovery.CheckIn": "private", "recovery.HardTime": "private", "recovery.Strategy": "private", "recovery.StrategyTry": "personal", "recovery.TryNote": "private", "recovery.Occasion": "private",
    "recovery.LibraryEntry": "shared", "recovery.LibraryAnswer": "private", "recovery.LibraryFit": "shared", "recovery.LibraryProblem": "private", "recovery.LibraryMark": "working",
    "resources.Resource": "public", "resources.Answer": "private", "resources.Topic": "public", "resources.Problem": "private",
    "weave.Answer": "private", "weave.Dismissal": "private",
    "safety.Opening": "private", "safety.Silence": "private", "safety.Case": "private", "safety.Report": "private", "safety.CaseEvent": "private",
    "safety.Act": "private", "safety.Appeal": "private", "safety.Swept": "personal", "safety.Shift": "personal", "safety.Mindful": "personal",
    "safety.HandOver": "private", "safety.Debrief": "private", "safety.HintOff": "personal", "safety.StewardHint": "public", "safety.BlockedWord": "working", "safety.BookOfHelp": "public", "safety.FirstLook": "working",
    "directory.Category": "public", "directory.Organisation": "public", "directory.Listing": "public", "directory.Site": "public",
    "directory.Phone": "public", "directory.Opening": "public", "directory.ListingLanguage": "public", "directory.Situation": "public",
    "directory.Belonging": "public", "directory.AccessFact": "public", "directory.Place": "public",
}  # fmt: skip

# Every module that seals, hashes, signs or draws random values, and what for. One that is not here stops this program.
CRYPTOGRAPHY = {
    "kith/core/crypto.py": "AES-256-GCM (cryptography/OpenSSL), 96-bit random nonces: seals private words and wraps each person's key",
    "kith/core/audit.py": "the system's generator: a salt for each act, so that the seal of a forgotten one cannot be guessed",
    "kith/core/chain.py": "SHA-256: links the record of acts; HMAC-SHA-256 under a key made from a server key: signs where it ends",
    "kith/core/tickets.py": "HMAC-SHA-256 (Django signing): tickets for live updates, bound to a session and a time",
    "kith/core/limits.py": "HMAC-SHA-256: a person's or address's mark in a counter",
    "kith/home/map/remembered.py": "BLAKE2b under a key of the process (the system's generator): knows a map again that has not changed",
    "kith/resources/views/checking.py": "HMAC-SHA-256: whether something changed, or was said to be wrong, since it was read",
    "kith/core/once.py": "the system's generator: the mark of a form, so that it acts once",
    "kith/groups/views/offers.py": "HMAC (Django's salted_hmac): which lines of a text an offer was made about",
    "kith/core/meanwhile.py": "HMAC-SHA-256: whether something changed since its form was opened",
    "kith/core/ids.py": "the system's generator: ids, and codes that must not be guessed",
    "kith/core/relay.py": "the system's generator: the name of a process",
    "kith/core/runner.py": "the system's generator: the name of a process",
    "kith/core/installation.py": "the system's generator: the signing secret; a number on P-256, by which push services know this installation",
    "kith/notices/push/vapid.py": "ECDSA with SHA-256 on P-256 (cryptography/OpenSSL): the signed note for a push service (RFC 8292)",
    "kith/notices/push/sealing.py": "ECDH on P-256, HKDF and AES-128-GCM (http-ece over cryptography/OpenSSL), a new key and salt each time: seals a message for one browser (RFC 8291)",
    "kith/notices/stopping.py": "HMAC-SHA-256 (Django signing): links that stop mail; they name a random mark and nothing else",
    "kith/core/archive.py": "SHA-256: whether a part of a backup is whole",
    "kith/core/css.py": "SHA-256: the name of a file of styles",
    "kith/people/actions/invitations.py": "the system's generator: 192-bit links; SHA-256: the mark of a link that is kept",
    "kith/people/adapter.py": "AES-256-GCM by kith/core/crypto.py: secrets of authenticator apps",
    "kith/groups/actions/calendars.py": "the system's generator: 192-bit addresses of calendars; SHA-256: the mark of one that is kept",
    "kith/groups/ics.py": "HMAC-SHA-256: what a meeting is called in one person's calendar, so that two calendars cannot be matched",
    "kith/groups/actions/appearing.py": "the system's generator: the colour of a name",
    "kith/mydata/making.py": "AES-256-GCM by kith/core/crypto.py: the copy someone asked for, as one piece",
    "kith/mydata/access.py": "the same: opens it for its owner",
    "kith/core/keyring.py": "SHA-256: the mark under which an erased person stays erased in old backups",
    "kith/mydata/erasing.py": "SHA-256 by kith/core/keyring.py; the system's generator: what a name is overwritten with",
    "kith/people/cookies.py": "HMAC-SHA-256 (Django signing): the two cookies a device keeps, which name nobody",
    "kith/people/carried.py": "AES-256-GCM by kith/core/crypto.py: words on their way from one page of one's own to another, in the session",
    "kith/people/kept.py": "AES-256-GCM by kith/core/crypto.py: what was being typed when a session locked",
    "kith/people/mailcode.py": "the system's generator: codes by mail; HMAC-SHA-256: the mark of a code that is kept",
    "kith/directory/records.py": "BLAKE2b: whether a listing changed since the last import (not a secret)",
    "kith/directory/storing.py": "BLAKE2b: the address of a listing (not a secret)",
    "kith/directory/intake/table.py": "BLAKE2b: whether two rows are the same place (not a secret)",
    "kith/demo/seed/rows.py": "AES-256-GCM by kith/core/crypto.py: words of made-up people",
    "kith/demo/loader/members.py": "the system's generator: keys of made-up people",
}
SEALS = re.compile(r"crypto\.(un)?seal|from kith\.core\.crypto import .*\b(un)?seal\b")
FROM_PACKAGES = {
    "django-allauth": "codes by mail and passkeys (WebAuthn by fido2), TOTP with HMAC-SHA-1 as RFC 6238 has it, recovery codes",
    "django": "session ids (190 bits), CSRF tokens, signing (HMAC-SHA-256)",
    "TLS": "by the proxy towards browsers; OpenSSL's defaults (1.2 and later, certificates checked) towards PostgreSQL, Valkey and mail",
}
KEYS = [
    {"name": "KITH_KEYS", "is": "AES-256, several by name, newest last", "opens": "each person's key, secrets of authenticator apps and recovery codes; a key made from it signs the end of the record of acts", "kept": "the environment, a file named by KITH_KEYS_FILE, or KITH_DATA/keys (0600)", "made": "kith setup", "renewed": "kith rotate-keys: each year, and when someone who could read it leaves; everything it sealed is sealed again, and kith doctor says which keys are needed no more", "never": "in the database, a backup, a log or the repository"},
    {"name": "data key", "is": "AES-256, one for each person", "opens": "that person's private words", "kept": "core.DataKey, wrapped by the newest server key; for backups in the one file people_keys beside the server's keys, still wrapped, always the newest", "made": "when a person first writes something private", "renewed": "wrapped again by kith rotate-keys; itself never, it ends with its owner", "never": "in a backup, or unwrapped outside the memory of one request"},
    {"name": "KITH_SECRET_KEY", "is": "50 random bytes", "opens": "nothing; signs tickets and tokens (HMAC)", "kept": "like KITH_KEYS", "made": "kith setup", "renewed": "each year; everyone signs in again", "never": "used to seal"},
    {"name": "KITH_PUSH_KEY", "is": "a number on the curve P-256", "opens": "nothing; signs notes to push services, which know this installation by it (RFC 8292)", "kept": "the environment, or KITH_DATA/keys/push_key (0600)", "made": "kith setup", "renewed": "when someone who could read it leaves; people then let their devices be told again", "never": "used to seal"},
    {"name": "DATABASE_URL, VALKEY_URL, EMAIL_URL", "is": "passwords of other services", "opens": "those services", "kept": "the environment or a file", "made": "the operator", "renewed": "each year, and when someone who could read them leaves", "never": "in the repository or a log"},
    {"name": "the proxy's certificate", "is": "the operator's", "opens": "nothing of Kith's", "kept": "by the proxy", "made": "by the proxy (ACME)", "renewed": "by the proxy", "never": "seen by Kith"},
]  # fmt: skip
LOGS = [
    {"log": "the program's own", "holds": "time (UTC), level, part, message; errors by type and place, never with their values; addresses without the question part", "goes": "standard error", "kept": "as long as the service manager keeps it: 30 days is enough", "read_by": "the operator"},
    {"log": "requests", "holds": "nothing: there is none", "goes": "nowhere", "kept": "not", "read_by": "nobody"},
    {"log": "the record of acts", "holds": "time (UTC), verb, outcome, ids of who and whose, kind and id of the thing, role and purpose where there is one; for signing in the way used; never words", "goes": "core.AuditEvent; refuses to be changed, and is sealed each minute by a signed chain of hashes (docs/decisions/0009-the-record-of-acts-is-sealed-afterwards.md)", "kept": "in the database; who looked and what was refused for a year, the rest for good, with a number that names nobody once its owner is erased", "read_by": "its owner, who looked; the operator. kith doctor finds what was changed"},
    {"log": "where that record ends", "holds": "how many acts there are, a hash, a signature", "goes": "audit-anchor in the data folder", "kept": "always the newest", "read_by": "kith doctor"},
    {"log": "the proxy's", "holds": "the operator's choice; docs/operate.md asks to leave out the question part and the address of the visitor", "goes": "the operator's choice", "kept": "7 days is enough", "read_by": "the operator"},
]  # fmt: skip
DEADLINES = {
    "a known fault in a part that can be reached, critical": "3 days",
    "a known fault in a part that can be reached, high": "7 days",
    "any other known fault": "30 days",
    "new versions without a known fault": "90 days",
    "Django": "the supported long-term version, until April 2028",
}
RISKY = {
    "django-allauth": "the way in; much code of its own. Held by: our own adapter, forms and limits, tests/test_accounts.py",
    "markdown-it-py": "reads what anyone writes. Held by: no HTML, no images, nh3 after it",
    "httptools, uvloop": "read requests in C. Held by: limits at the door, kith/core/front.py",
    "Pillow": "reads pictures that anyone sends, in C. Held by: four kinds only, limits before unpacking, nothing of the file passed on, kith/core/drawing.py",
    "psycopg-binary": "carries its own libpq and OpenSSL. Held by: the deadlines above",
}
SEALED_WHOLE = {"mydata.Export": ["sealed"]}  # a file, sealed as one piece by kith/mydata/making.py and not by a field
WAYS_IN = [
    {"way": "code by mail", "at": "/accounts/login/code/confirm/", "asks": "eight letters of twenty, ten minutes, three tries, ten codes an hour; works in the browser that asked. With an app turned on, or for those in trust with any second step, it is not enough", "strength": "one factor: the mailbox"},
    {"way": "joining", "at": "/accounts/confirm-email/", "asks": "a code to the new address, as above", "strength": "one factor: the mailbox"},
    {"way": "joining with a passkey", "at": "/accounts/2fa/webauthn/signup/", "asks": "a code to the new address, then a new passkey", "strength": "the mailbox, and a device that knows its owner"},
    {"way": "passkey", "at": "/accounts/2fa/webauthn/login/", "asks": "a signature of this site's challenge by a device that knows its owner; cannot be phished", "strength": "two factors in one"},
    {"way": "second step", "at": "/accounts/2fa/authenticate/", "asks": "after the code by mail: a passkey, a number of the app (thirty seconds, once), or a recovery code (once)", "strength": "two factors"},
    {"way": "unlocking, and proving again", "at": "/lock/ and /you/again/", "asks": "within an open session: passkey, app or recovery code; a fresh code by mail only where that is enough to come in; three tries a code, twenty tries an hour", "strength": "like coming in"},
    {"way": "a demo's button", "at": "/demo/sign-in/", "asks": "nothing; made-up people only, and a demo refuses a public address (kith.E002)", "strength": "none"},
]  # fmt: skip
WHO_IS_THERE = {
    "before_any_page": "kith/people/middleware.py: a session past its longest time is ended; a quiet one is locked; one of moderators, practitioners and stewards without a second step leads to setting one up",
    "before_big_steps": "kith/people/proof.py: sharing, changing what is shared, addresses and ways to sign in, a copy of everything, erasing, opening what is closed, and what a steward settles ask for a proof of the last minutes. Ending, withdrawing, blocking and signing out never ask",
    "after_signing_in_with_a_browser_not_seen_before": "a mail that names neither place nor person, and a line in the record of acts",
    "what_decides_nothing": "place and time of day: people travel, move out in a hurry and write at night. The network address counts in limits alone",
    "where_we_differ_from_nist_sp_800_63b": "a member's session may stay quiet for days, if they wish: docs/decisions/0010-who-is-there.md says why. Those in trust: 15 quiet minutes, 12 hours",
}
DANGEROUS = {
    "kith/core/archive.py": "runs pg_dump and pg_restore (no shell, words of ours only), unpacks backups an operator gives (only names in its list, marks compared)",
    "kith/directory/intake/": "reads files an operator gives, up to a size; no address in them is ever fetched",
    "kith/core/search.py": "SQL put together from fixed texts; every value is a parameter",
    "kith/core/text.py": "makes HTML of what people write",
    "kith/core/outside.py": "connects to an address a member gave, or their browser: http or https, looked up once, public addresses only, no redirects",
    "kith/demo/": "signs anyone in as anyone; refuses to start on a public address (kith.E002)",
}
COSTLY = {
    "search of services and groups": "indexed; at most 12 queries a page; statement time-out",
    "many pages at once": "lanes at the door: pages wait at most 10 seconds, then 503; help now has a lane of its own",
    "import, export and backup": "commands of the operator, not reachable over the web",
    "mail and other slow work": "jobs, outside of the request",
    "drawing pictures anew": "8 MB and 40 million pixels, asked before unpacking; one at a time in a process, before the transaction; 20 an hour and 40 a day by one person",
    "open pages": "a limit for each visitor and for the process",
}


def access() -> dict[str, list[str]]:
    """Each address by who may open it; what they see there is then decided row by row in access.py."""
    from tests.forms import patterns

    found: dict[str, list[str]] = {}
    for address, view in patterns():
        ours = view.__module__.startswith("kith")
        found.setdefault(getattr(view, "audience", "?") if ours else "allauth", []).append(address)
    return {audience: sorted(set(rows)) for audience, rows in sorted(found.items())}


def sharing() -> dict[str, Any]:
    from kith.people.kinds import Circle
    from kith.people.models import Role
    from kith.people.sharing_kinds import all_kinds

    return {
        "rule": "nobody but the owner, unless a grant in force says so; ended, withdrawn and not begun grants count for nothing, from the next request on",
        "kinds": {kind.code: [level.code for level in kind.levels] for kind in all_kinds()},
        "audiences": ["one connected person", *(f"circle: {one}" for one in Circle.values)],
        "roles": sorted(Role._meta.get_field("kind").choices and [c[0] for c in Role._meta.get_field("kind").choices]),
        "roles_open_nothing_private": True,
        "openings": openings(),
    }


def openings() -> dict[str, Any]:
    from kith.safety import access, models

    return {
        "rule": "two people, of whom the second did not ask, open one of these for a written reason; the person is told at once, or for a name on a set day where both wrote why it is unsafe",
        "kinds": list(models.Opening.Kind.values),
        "hours_of_a_name": models.NAME_HOURS,
        "most_hours_of_a_record": models.MOST_HOURS,
        "days_of_check_ins": access.LOOKS_BACK.days,
    }


def own_limits() -> list[dict[str, Any]]:
    """Every call of limit(…) in the code, with its numbers."""
    found = []
    for path in sorted(ROOT.glob("kith/**/*.py")):
        if "tests" not in path.parts and path.name != "limits.py":
            found += _limits_in(path)
    return sorted(found, key=lambda row: (row["what"], row["where"]))


def _limits_in(path: Path) -> list[dict[str, Any]]:
    where = str(path.relative_to(ROOT))
    rows = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "limit":
            given = [*node.args, *(word.value for word in node.keywords)]
            module = importlib.import_module(where[:-3].replace("/", ".").removesuffix(".__init__"))
            by, what, count, seconds = ast.unparse(given[0]), *(_value(one, module) for one in given[1:])
            rows.append({"what": what, "by": by, "count": count, "seconds": seconds, "where": where})
    return rows


def _value(node: ast.expr, module: Any) -> Any:
    """A number or a word as it stands, a name of the module's, or a product of those."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        return _value(node.left, module) * _value(node.right, module)
    if isinstance(node, ast.Subscript):
        return "as the steward settled it"
    return ast.literal_eval(node) if isinstance(node, ast.Constant) else getattr(module, ast.unparse(node))


def limits() -> dict[str, Any]:
    from allauth.account import app_settings as account
    from django.conf import settings

    from kith.core import front, lanes, once, serve, streams

    return {
        "acts": own_limits(),
        "signing_in": dict(sorted(account.RATE_LIMITS.items())),
        "tries_of_a_code": {"sign_in": account.LOGIN_BY_CODE_MAX_ATTEMPTS, "address": account.EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS},
        "bytes_of_a_request": serve.BIGGEST_BODY,
        "bytes_of_a_form": settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
        "fields_of_a_form": settings.DATA_UPLOAD_MAX_NUMBER_FIELDS,
        "seconds_for_a_body": front.BODY_TIME,
        "seconds_a_page_waits": 10.0,
        "seconds_after_which_a_page_counts_as_slow": lanes.SLOW,
        "pages_at_once": serve.MOST_THREADS,
        "open_streams": streams.MOST_STREAMS,
        "open_streams_of_one_visitor": streams.MOST_STREAMS_OF_ONE,
        "days_a_forms_token_is_known": once.KEPT.days,
    }  # fmt: skip


def sessions() -> dict[str, Any]:
    from allauth.mfa import app_settings as mfa
    from django.conf import settings

    from kith.core import tickets
    from kith.people import locks, proof
    from kith.people.kinds import ENTRUSTED

    named = {name: getattr(settings, name) for name in sorted(dir(settings)) if name.startswith("KITH_SESSION") or name in ("SESSION_COOKIE_AGE", "SESSION_SAVE_EVERY_REQUEST", "SESSION_COOKIE_SAMESITE", "SESSION_COOKIE_HTTPONLY", "SESSION_COOKIE_SECURE", "SESSION_COOKIE_NAME", "SESSION_ENGINE", "CSRF_COOKIE_NAME")}  # fmt: skip
    return {
        "settings": named,
        "seconds_a_code_works": settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT,
        "seconds_after_a_proof_in_which_a_page_opens": proof.OPENING,
        "seconds_after_a_proof_in_which_its_form_is_taken": proof.DOING,
        "those_in_trust": list(ENTRUSTED),
        "quiet_minutes_until_a_session_of_theirs_locks": locks.ENTRUSTED_AFTER,
        "quiet_minutes_a_member_may_choose": [*locks.CHOICES, "never"],
        "longest_seconds": {"members": locks.LONGEST, "those_in_trust": locks.LONGEST_ENTRUSTED},
        "on_a_shared_device": "ends with the browser too",
        "ways_in": WAYS_IN,
        "who_is_there": WHO_IS_THERE,
        "seconds_a_live_ticket_works": tickets.AGE,
        "sessions_at_once": "as many as someone opens; each is listed under You and can be ended there, and by the operator with kith sign-out",
        "second_factors": list(mfa.SUPPORTED_TYPES),
    }


def connections() -> list[dict[str, Any]]:
    from config import env
    from kith.core import outside, relay, valkey

    postgres = env.postgres(__import__("urllib.parse").parse.urlsplit("postgres://db/kith"))
    return [
        {"to": "PostgreSQL", "when": "DATABASE_URL is set", "for": "everything", "connect_seconds": int(postgres["OPTIONS"]["connect_timeout"]), "kept_seconds": postgres["CONN_MAX_AGE"], "at_most": "one for each thread that answers pages, one for jobs", "when_full_or_away": "503 with help now; tried again with the next request", "protected": "sslmode=verify-full in DATABASE_URL, or a local socket"},
        {"to": "Valkey", "when": "VALKEY_URL is set", "for": "sessions kept at hand, limits, live updates", "connect_seconds": valkey.PATIENCE, "kept_seconds": None, "at_most": "one for each thread, one for live updates", "when_full_or_away": f"pages work; tried again after {valkey.breaker.trial} seconds; live updates after {relay.PATIENCE}", "protected": "rediss:// (certificate and name are checked), or the same machine"},
        {"to": "the mail server", "when": "EMAIL_URL is set", "for": "codes and notices", "connect_seconds": env.mail("smtp://mail")["EMAIL_TIMEOUT"], "kept_seconds": 0, "at_most": "one for each thread that sends", "when_full_or_away": "the page says that a code cannot be sent; notices wait in the outbox and are tried again, at most four hours apart", "protected": "smtps:// or smtp+tls:// (certificate and name are checked)"},
        {"to": "the push service that someone's own browser named", "when": "they let a device be told", "for": "a sealed line that says only that there is something new", "connect_seconds": outside.PATIENCE, "kept_seconds": 0, "at_most": "one, for the thread that does jobs", "when_full_or_away": "tried again, at most four hours apart", "protected": "https (certificate and name are checked), public addresses only, no redirects; sealed for the browser besides"},
    ]  # fmt: skip


def tables() -> dict[str, Any]:
    """Every table with its class, and the fields of it that are sealed."""
    from django.apps import apps

    from kith.core.crypto import EncryptedTextField

    found = {}
    for model in apps.get_models():
        sealed = sorted(f.name for f in model._meta.concrete_fields if isinstance(f, EncryptedTextField))
        label = model._meta.label
        found[label] = {"class": TABLES[label], "sealed": sealed or SEALED_WHOLE.get(label, [])}
    return dict(sorted(found.items()))


def kept() -> dict[str, Any]:
    """How long things are kept where nobody has settled otherwise, and within which bounds a steward may."""
    from kith.core import retention

    spans = sorted(retention.spans(), key=lambda span: span.name)
    return {one.name: {"days": one.number.default, "least": one.number.least, "most": one.number.most} for one in spans}


def discovered() -> set[str]:
    """The modules of ours that use cryptography in any way."""
    names = {
        "hashlib",
        "hmac",
        "secrets",
        "cryptography",
        "signing",
        "salted_hmac",
        "AESGCM",
        "ec",
        "urandom",
        "get_random_string",
        "constant_time_compare",
    }
    found = set()
    for path in [*ROOT.glob("kith/**/*.py"), *ROOT.glob("config/*.py")]:
        if "tests" not in path.parts and "migrations" not in path.parts:
            tree = ast.parse(path.read_text())
            used = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)} | {
                n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute)
            }
            if used & names or SEALS.search(path.read_text()):
                found.add(str(path.relative_to(ROOT)))
    return found


def document() -> dict[str, Any]:
    from kith.core.audit import Verb
    from kith.core.middleware import PERMISSIONS, POLICY

    return {
        "written_by": "python scripts/security.py, from the code; do not edit",
        "access": access(),
        "sharing": sharing(),
        "limits": limits(),
        "sessions": sessions(),
        "browser": {"policy": POLICY, "permissions": PERMISSIONS},
        "keys": KEYS,
        "cryptography": {"ours": CRYPTOGRAPHY, "of_packages": FROM_PACKAGES, "next": "the first byte of each sealed value names the way it was sealed, so another cipher can be read beside this one; AES-256 is not broken by a quantum computer; TLS follows OpenSSL"},
        "logs": LOGS,
        "recorded_acts": sorted(Verb),
        "classes": CLASSES,
        "kept": kept(),
        "tables": tables(),
        "connections": connections(),
        "deadlines": DEADLINES,
        "risky_parts": RISKY,
        "dangerous_work": DANGEROUS,
        "costly_work": COSTLY,
    }  # fmt: skip


def text() -> str:
    return json.dumps(document(), indent=1, ensure_ascii=False, default=str) + "\n"


def prepare() -> None:
    """The settings of an installation that has an address, and no secret of anyone's."""
    sys.path.insert(0, str(ROOT))
    for name in [
        name for name in os.environ if name.startswith("KITH_") or name in ("DATABASE_URL", "VALKEY_URL", "EMAIL_URL")
    ]:
        del os.environ[name]
    keys = "check:" + "a" * 43 + "="
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "KITH_URL": "https://kith.example",
        "KITH_SECRET_KEY": "x" * 50,
        "KITH_KEYS": keys,
    }
    import django

    django.setup()


def main() -> int:
    prepare()
    if "--check" in sys.argv:
        if PLACE.is_file() and PLACE.read_text() == text():
            return 0
        print(
            "docs/security.json differs from the code: run python scripts/security.py and look at what changed.",
            file=sys.stderr,
        )
        return 1
    PLACE.write_text(text())
    return 0


if __name__ == "__main__":
    sys.exit(main())
