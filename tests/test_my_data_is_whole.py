"""A copy of one's data is whole: every field of every table is in it, or stands here with the reason why it is not.

A new table or field fails these tests until someone decides where it belongs.
"""

import pytest
from django.apps import apps

from kith.mydata import areas, kept
from kith.mydata.tests.filled import fill, group_of
from kith.people.actions import give
from kith.people.models import Person, Role

OURS = ("kith.", "allauth.", "django.contrib.sessions")

# Where each field stands in a copy: area/part/field.
IN_THE_COPY = {
    "people.Person": {
        "username": "people/about/sign_in_name",
        "email": "people/about/email",
        "time_zone": "people/about/time_zone",
        "joined": "people/about/joined",
        "last_login": "people/about/last_sign_in",
        "last_seen": "people/about/last_here",
        "discreet": "people/about/discreet",
        "leaving": "mydata/leaving/due",
    },
    "people.Handle": {"name": "people/names/name", "is_main": "people/names/main", "kind": "people/names/former"},
    "people.Role": {
        "kind": "people/roles/kind",
        "title": "people/roles/title",
        "organisation": "people/roles/organisation",
        "since": "people/roles/since",
    },
    "people.Tie": {
        "circle": "people/network/circle",
        "kind": "people/network/kind",
        "name": "people/network/name",
        "note": "people/network/note",
        "gives": "people/network/gives",
        "last_touch": "people/network/last_touch",
        "person": "people/network/connected",
        "created": "people/network/added",
        "confirmed": "people/network/confirmed",
    },
    "people.RemovedTie": {
        "name": "people/removed/name",
        "removed": "people/removed/removed",
        "data": "people/removed/kind",
    },
    "people.Invitation": {
        "tie": "people/invitations/name",
        "created": "people/invitations/created",
        "expires": "people/invitations/expires",
        "used": "people/invitations/used",
        "withdrawn": "people/invitations/withdrawn",
    },
    "people.Block": {"blocked": "people/blocks/name", "since": "people/blocks/since"},
    "people.Mute": {"handle": "people/muted/name", "since": "people/muted/since", "hidden": "people/muted/blocked"},
    "people.Grant": {
        "grantee": "people/sharing/to",
        "circle": "people/sharing/to",
        "kind": "people/sharing/what",
        "level": "people/sharing/level",
        "purpose": "people/sharing/for",
        "starts": "people/sharing/starts",
        "ends": "people/sharing/ends",
        "revoked": "people/sharing/ended",
    },
    "people.Snapshot": {
        "taken": "people/snapshots/taken",
        "note": "people/snapshots/note",
        "data": "people/snapshots/map",
    },
    "account.EmailAddress": {
        "email": "people/emails/email",
        "verified": "people/emails/verified",
        "primary": "people/emails/primary",
    },
    "mfa.Authenticator": {
        "type": "people/keys/type",
        "created_at": "people/keys/created_at",
        "last_used_at": "people/keys/last_used_at",
    },
    "usersessions.UserSession": {
        "ip": "people/devices/address",
        "user_agent": "people/devices/browser",
        "created_at": "people/devices/since",
        "last_seen_at": "people/devices/last_seen",
    },
    "notices.Notice": {
        "kind": "notices/notices/kind",
        "at": "notices/notices/at",
        "read_at": "notices/notices/read_at",
    },
    "spaces.Membership": {
        "space": "spaces/memberships/kind",
        "handle": "spaces/memberships/as",
        "role": "spaces/memberships/role",
        "state": "spaces/memberships/state",
        "joined": "spaces/memberships/at",
        "seen": "spaces/memberships/last_read",
    },
    "spaces.Thread": {"title": "spaces/posts/conversation", "hope": "spaces/posts/hope", "author": "spaces/posts/as"},
    "spaces.Post": {
        "author": "spaces/posts/as",
        "body": "spaces/posts/words",
        "created": "spaces/posts/at",
        "edited": "spaces/posts/edited",
        "withdrawn": "spaces/posts/withdrawn",
    },
    "spaces.Reaction": {
        "author": "spaces/reactions/as",
        "kind": "spaces/reactions/kind",
        "at": "spaces/reactions/at",
    },
    "spaces.Letter": {
        "space": "spaces/messages/to",
        "body": "spaces/messages/words",
        "created": "spaces/messages/at",
    },
    "groups.Agreed": {"agreement": "groups/group_agreements/agreement", "at": "groups/group_agreements/at"},
    "groups.JoinRequest": {
        "group": "groups/group_requests/group",
        "answer": "groups/group_requests/words",
        "asked": "groups/group_requests/at",
        "decided": "groups/group_requests/answered",
        "accepted": "groups/group_requests/accepted",
    },
    "groups.GroupInvitation": {
        "group": "groups/group_invitations/group",
        "person": "groups/group_invitations/to",
        "at": "groups/group_invitations/at",
    },
    "recovery.HardTime": {
        "words": "recovery/hard_time/words",
        "since": "recovery/hard_time/since",
        "ends": "recovery/hard_time/ends",
    },
    "recovery.CheckIn": {
        "mood": "recovery/check_ins/mood",
        "words": "recovery/check_ins/words",
        "at": "recovery/check_ins/at",
        "only_me": "recovery/check_ins/only_me",
        "removed": "recovery/check_ins/removed",
    },
    "recovery.Strategy": {
        "name": "recovery/strategies/name",
        "how": "recovery/strategies/how",
        "when": "recovery/strategies/when",
        "created": "recovery/strategies/created",
        "removed": "recovery/strategies/removed",
    },
    "recovery.StrategyTry": {
        "helped": "recovery/strategies/tries/helped",
        "at": "recovery/strategies/tries/at",
    },
    "weave.Answer": {
        "question": "weave/what_would_help/question",
        "value": "weave/what_would_help/answer",
        "changed": "weave/what_would_help/changed",
    },
    "weave.Dismissal": {
        "kind": "weave/not_for_me/kind",
        "title": "weave/not_for_me/what",
        "at": "weave/not_for_me/when",
    },
    "safety.Opening": {
        "kind": "safety/openings_of_mine/what",
        "handle": "safety/openings_of_mine/name",
        "ground": "safety/openings_of_mine/ground",
        "reads": "safety/openings_of_mine/reads",
        "last_read": "safety/openings_of_mine/last_read",
        "agreed": "safety/openings_of_mine/opened",
        "ends": "safety/openings_of_mine/ends",
        "ended": "safety/openings_of_mine/ended",
        "told": "safety/openings_of_mine/told",
        "asked": "safety/openings_i_took_part_in/asked",
    },
    "resources.Resource": {
        "kind": "resources/resources/kind",
        "title": "resources/resources/title",
        "url": "resources/resources/link",
        "words": "resources/resources/words",
        "language": "resources/resources/language",
        "cost": "resources/resources/cost",
        "state": "resources/resources/state",
        "shared": "resources/resources/shared",
        "changed": "resources/resources/changed",
        "withdrawn": "resources/resources/taken_back",
        "checked": "resources/resources/checked_on",
        "checked_as": "resources/resources/checked_as",
        "check_again": "resources/resources/check_again",
        "answer": "resources/resources/answer",
    },
    "resources.Topic": {"code": "resources/resources/helps_with"},
    "resources.Problem": {
        "resource": "resources/resource_problems/resource",
        "kind": "resources/resource_problems/what",
        "words": "resources/resource_problems/words",
        "at": "resources/resource_problems/at",
        "settled": "resources/resource_problems/settled",
    },
    "mydata.Export": {"asked": "mydata/copies/asked", "ready": "mydata/copies/ready"},
    "mydata.Leaving": {
        "asked": "mydata/leaving/asked",
        "due": "mydata/leaving/due",
        "keep_posts": "mydata/leaving/keep_posts",
    },
}

NUMBER = "the database's own number, which means nothing outside it"
OWNER = "whose it is: the person who has the copy"
LEFT_OUT = {
    "people.Person": {
        "password": "always unusable: nobody has one here",
        "is_active": "says the same as leaving",
        "exit_explained": "that the way out was explained once; nothing the person gave",
    },
    "people.Handle": {"person": OWNER, "name_key": "made from the name", "colour": "chosen by the program"},
    "people.Role": {"person": OWNER},
    "people.Tie": {
        "owner": OWNER,
        "target_kind": "which group or service the tie is; its name is in the copy",
        "target_id": "the same",
    },
    "people.RemovedTie": {"owner": OWNER},
    "people.Invitation": {"owner": OWNER, "token_hash": "a secret of the link; it cannot be turned back"},
    "people.Block": {"blocker": OWNER},
    "people.Mute": {"person": OWNER},
    "people.Grant": {"owner": OWNER, "thing": "which one thing is shared; a number"},
    "people.Snapshot": {"owner": OWNER},
    "account.EmailAddress": {"user": OWNER},
    "mfa.Authenticator": {"user": OWNER, "data": "secrets that must never leave: with them anyone could sign in"},
    "usersessions.UserSession": {
        "user": OWNER,
        "session_key": "a secret: with it anyone could act as the person",
        "data": "empty here",
    },
    "notices.Notice": {
        "person": OWNER,
        "actor": "another's name, which they chose",
        "thing_kind": "says with thing_id which thing it was about",
        "thing_id": NUMBER,
    },
    "spaces.Membership": {
        "person": OWNER,
        "changed": "when the state last changed, kept for a way back within the hour",
    },
    "spaces.Thread": {
        "space": "where it stands; others' place",
        "created": "the same as its first post's",
        "last_post_at": "made from everyone's posts",
        "replies": "a count of everyone's posts",
        "withdrawn": "the same as its first post's",
    },
    "spaces.Post": {
        "thread": "where it stands; the title is others' words unless the person began it",
        "opening": "shown by its title",
    },
    "spaces.Reaction": {"post": "another's words"},
    "spaces.Letter": {
        "person": OWNER,
        "author": "always the main name",
        "about": NUMBER,
        "held": "that it never arrived: it would tell of the other's choice (decision 13)",
    },
    "groups.Agreed": {"person": OWNER},
    "groups.JoinRequest": {"person": OWNER, "membership": "the same as the group"},
    "groups.GroupInvitation": {"inviter": OWNER},
    "recovery.CheckIn": {"person": OWNER},
    "recovery.HardTime": {"person": OWNER},
    "recovery.Strategy": {"person": OWNER, "borrowed": "which idea of the library it began as"},
    "recovery.StrategyTry": {"strategy": "stands within its strategy"},
    "resources.Resource": {
        "person": OWNER,
        "code": "a random mark in its address",
        "checked_by": "another person, whose work must not follow them home",
        "link_tried": "when the program last tried the link",
        "link_fails_since": "the same",
    },
    "resources.Topic": {"resource": "stands within its resource"},
    "resources.Problem": {"person": OWNER},
    "weave.Answer": {"person": OWNER},
    "weave.Dismissal": {"person": OWNER, "thing_id": NUMBER},
    "safety.Opening": {
        "subject": OWNER,
        "asker": "another person, whose work must not follow them home",
        "agreer": "the same",
        "post": "which words the name stood under; they are in the copy",
        "reason": "what two others wrote about a danger; the person is told the ground",
        "hours": "says the same as its end",
        "review": "when telling is looked at again",
        "round": "the same",
    },
    "mydata.Export": {
        "person": OWNER,
        "done": "how far the making was",
        "parts": "the same",
        "size": "of the file",
        "sealed": "the copy itself",
    },
    "mydata.Leaving": {
        "person": OWNER,
        "hidden": "what is needed to put everything back; the same things are in the copy",
    },
}

# Tables that hold nothing a person gave, or nothing that is theirs to take.
NOT_THEIRS = {
    "core.AuditEvent": "who did what, in numbers; who looked is in the copy, under people/who_looked",
    "core.AuditHead": "the seal of the record of acts",
    "core.AuditLink": "the same",
    "core.DataKey": "the key itself, wrapped; it must never leave",
    "core.Erased": "marks of erased people, which name nobody",
    "core.Heartbeat": "runners of jobs",
    "core.Job": "work to do, in numbers",
    "core.Once": "marks that keep a form from being sent twice",
    "core.Setting": "settled for everyone by a steward",
    "account.EmailConfirmation": "codes are kept in the session; this table stays empty",
    "sessions.Session": "secrets of being signed in; devices are in the copy",
    "safety.Silence": "why two people thought that telling was not safe; they wrote it, about a danger",
    "spaces.Space": "a place of many people's",
    "spaces.ReadMark": "how far one has read; nothing written or chosen",
    "groups.Group": "what a group says of itself belongs to the group",
    "groups.Facet": "the same",
    "groups.Agreement": "the same; the words the person agreed to are in the copy",
    "groups.MeetingTime": "the same",
    "directory.AccessFact": "about a service",
    "directory.Belonging": "about a service",
    "directory.Category": "about services",
    "directory.Listing": "about a service; which ones the person checked is in the copy",
    "directory.ListingLanguage": "about a service",
    "directory.Opening": "about a service",
    "directory.Organisation": "about services",
    "directory.Phone": "about a service",
    "directory.Place": "about services",
    "directory.Site": "about a service",
    "directory.Situation": "about a service",
}
# Tables that point to people and are told of on the privacy page under another row, or need none.
NOT_ON_THE_PAGE = {
    "directory.Listing": "only the name of who checked it, shown beside it",
    "spaces.Space": "no person in it",
    "account.EmailConfirmation": "stays empty",
}


def tables():
    found = [m for config in apps.get_app_configs() if config.name.startswith(OURS) for m in config.get_models()]
    return {f"{model._meta.app_label}.{model.__name__}": model for model in found}


def fields(model):
    return [field.name for field in model._meta.concrete_fields if not (field.primary_key and field.name == "id")]


@pytest.mark.parametrize("name", sorted(tables()))
def test_every_field_is_in_the_copy_or_has_a_reason(name):
    if name in NOT_THEIRS:
        assert name not in IN_THE_COPY
        return
    known = {**IN_THE_COPY.get(name, {}), **LEFT_OUT.get(name, {})}
    missing = sorted(set(fields(tables()[name])) - known.keys())
    assert not missing, f"{name}: add {missing} to the area's export, and to this list; or give the reason why not"
    assert not set(IN_THE_COPY.get(name, {})) & set(LEFT_OUT.get(name, {}))


def test_the_lists_name_nothing_that_is_gone():
    there = tables()
    assert not (IN_THE_COPY.keys() | LEFT_OUT.keys() | NOT_THEIRS.keys()) - there.keys()
    for name in IN_THE_COPY.keys() | LEFT_OUT.keys():
        gone = set({**IN_THE_COPY.get(name, {}), **LEFT_OUT.get(name, {})}) - set(fields(there[name]))
        assert not gone, (name, gone)


@pytest.fixture
def copy(cast, as_):
    """Everything of Ana's, after she gave something everywhere, with roles, another's invitation and a wish to leave."""
    from allauth.mfa.models import Authenticator
    from allauth.usersessions.models import UserSession

    from kith.groups import actions as groups
    from kith.mydata import actions
    from kith.people.models import Tie

    Role.objects.create(person=cast.ana, kind="facilitator")
    cast.ana = Person.objects.get(pk=cast.ana.pk)
    walk = group_of(cast.cleo, "The evening walk")
    fill(cast, walk)
    Authenticator.objects.create(user=cast.ana, type="webauthn", data={})
    UserSession.objects.create(user=cast.ana, session_key="k", ip="127.0.0.1", user_agent="A browser")
    give(cast.ana, "strategies", circle="inner")
    hers = group_of(cast.ana, "Hers", "invitation")
    groups.invite(cast.ana, hers, Tie.objects.get(owner=cast.ana, person=cast.ben).pk)
    had_to_be_opened(cast)
    actions.ask_for_copy(cast.ana)
    whole = {name: areas.export_area(name, cast.ana) for name in areas.areas()}
    actions.ask_to_be_erased(cast.ana, keep_posts=True)
    whole["mydata"] = areas.export_area("mydata", cast.ana)
    return whole


def had_to_be_opened(cast):
    """A name Ana uses was opened, and she was told; she took part in another opening."""
    from kith.core.clock import now
    from kith.people.models import Handle
    from kith.safety.models import NAME_HOURS, Opening

    other = Handle.objects.get(person=cast.ana, is_main=False)
    told = {"agreed": now(), "ends": now(), "ended": now(), "told": now()}
    one = {"kind": "name", "ground": "danger", "hours": NAME_HOURS, "asker": cast.femi, "agreer": cast.grace}
    Opening.objects.create(subject=cast.ana, handle=other, **one, **told)
    Opening.objects.create(subject=cast.ben, handle=cast.ben.main_handle, **(one | {"asker": cast.ana}))


def at(copy, path):
    """Every value that stands at area/part/field, through lists."""
    found = [copy]
    for step in path.split("/"):
        found = [row[step] for row in found if isinstance(row, dict) and step in row]
        found = [one for value in found for one in (value if isinstance(value, list) else [value])]
    return found


def test_each_place_in_the_copy_really_holds_something(copy):
    empty_at_first = {
        "last_touch", "last_login", "last_seen", "title", "organisation", "last_used_at", "used", "withdrawn", "ends",
        "revoked", "read_at", "edited", "removed", "last_read", "accepted", "decided", "ready", "seen", "confirmed", "time_zone",
    }  # fmt: skip
    silent = [
        f"{name}.{field} at {path}"
        for name, places in IN_THE_COPY.items()
        for field, path in places.items()
        if not at(copy, path) or (field not in empty_at_first and not any(v not in ("", None) for v in at(copy, path)))
    ]
    assert not silent, silent


def test_every_table_that_points_to_a_person_is_told_of_on_the_privacy_page():
    told = {table for row in kept.ROWS for table in row.tables}
    assert not told - tables().keys()
    for name, model in tables().items():
        points = {field.related_model.__name__ for field in model._meta.concrete_fields if field.is_relation}
        if points & {"Person", "Handle"} and name not in NOT_ON_THE_PAGE:
            assert name in told, f"{name} holds something about people: add it to a row of kith/mydata/kept.py"
