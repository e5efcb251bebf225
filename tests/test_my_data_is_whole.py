"""A copy of one's data is whole: every field of every table is in it, or stands here with the reason why it is not.

A new table or field fails these tests until someone decides where it belongs.
"""

from datetime import time, timedelta

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
        "break_began": "people/about/break_began",
        "break_ends": "people/about/break_ends",
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
    "people.MutedWords": {"words": "people/folded/words"},
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
    "notices.Wishes": {
        name: f"notices/when_told/{name}"
        for name in ("by_mail", "fuller", "weekly", "digest_day", "digest_hour", "quiet", "quiet_from", "quiet_to")
    },
    "notices.FamilyWish": {name: f"notices/what_is_told/{name}" for name in ("family", "mail", "push")},
    "notices.GroupWish": {"group": "notices/of_groups/group", "level": "notices/of_groups/level"},
    "notices.AtNight": {"tie": "notices/at_night/name"},
    "notices.Outgoing": {
        name: f"notices/left_the_house/{name}" for name in ("channel", "state", "made", "due", "done")
    },
    "notices.Device": {"session": "notices/told_devices/browser", "made": "notices/told_devices/since"},
    "spaces.Membership": {
        "space": "spaces/memberships/kind",
        "handle": "spaces/memberships/as",
        "role": "spaces/memberships/role",
        "state": "spaces/memberships/state",
        "joined": "spaces/memberships/at",
        "seen": "spaces/memberships/last_read",
        "agrees": "spaces/memberships/agrees",
        "returned": "spaces/memberships/came_back",
        "greeted": "spaces/memberships/said_hello",
        "line": "spaces/memberships/what_i_do",
        "welcomes": "spaces/memberships/welcomes",
        "welcome_asked": "spaces/memberships/asked_to_welcome",
        "answers_a_week": "spaces/memberships/answers_a_week",
        "missed_after": "spaces/memberships/missed_after_weeks",
    },
    "spaces.Thread": {
        "title": "spaces/posts/conversation",
        "hope": "spaces/posts/hope",
        "readers": "spaces/posts/for",
        "author": "spaces/posts/as",
    },
    "spaces.Post": {
        "author": "spaces/posts/as",
        "body": "spaces/posts/words",
        "note": "spaces/posts/content_note",
        "created": "spaces/posts/at",
        "edited": "spaces/posts/edited",
        "withdrawn": "spaces/posts/withdrawn",
        "hold": "spaces/posts/held",
    },
    "spaces.Draft": {
        "words": "spaces/drafts/words",
        "begun": "spaces/drafts/begun",
        "changed": "spaces/drafts/changed",
        "removed": "spaces/drafts/removed",
    },
    "spaces.PostVersion": {"body": "spaces/earlier_words/words", "until": "spaces/earlier_words/until"},
    "spaces.Reaction": {
        "author": "spaces/reactions/as",
        "kind": "spaces/reactions/kind",
        "at": "spaces/reactions/at",
    },
    "spaces.ReadMark": {"not_now": "spaces/put_away/since"},
    "spaces.Bookmark": {"at": "spaces/kept_posts/at"},
    "spaces.Picture": {
        "post": "spaces/pictures/at",
        "width": "spaces/pictures/size",
        "height": "spaces/pictures/size",
        "alt": "spaces/pictures/shows",
        "drawn": "spaces/pictures/file",
        "withdrawn": "spaces/pictures/withdrawn",
    },
    "spaces.Poll": {
        "question": "spaces/polls/question",
        "several": "spaces/polls/several",
        "closes": "spaces/polls/closes",
    },
    "spaces.PollChoice": {"words": "spaces/polls/choices"},
    "spaces.PollAnswer": {
        "poll": "spaces/poll_answers/question",
        "chosen": "spaces/poll_answers/chosen",
        "counted": "spaces/poll_answers/counted",
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
    "groups.Waiting": {
        "group": "groups/group_waiting/group",
        "since": "groups/group_waiting/at",
        "offered": "groups/group_waiting/offered",
        "ends": "groups/group_waiting/ends",
    },
    "groups.HandOverNote": {
        "group": "groups/hand_over_notes/group",
        "author": "groups/hand_over_notes/as",
        "words": "groups/hand_over_notes/words",
        "at": "groups/hand_over_notes/at",
        "taken_back": "groups/hand_over_notes/withdrawn",
    },
    "groups.GroupInvitation": {
        "group": "groups/group_invitations/group",
        "person": "groups/group_invitations/to",
        "at": "groups/group_invitations/at",
    },
    "groups.Coming": {
        "time": "groups/meetings/group",
        "day": "groups/meetings/day",
        "comes": "groups/meetings/comes",
        "quietly": "groups/meetings/quietly",
    },
    "groups.Reminder": {
        "group": "groups/meeting_reminders/group",
        "day_before": "groups/meeting_reminders/day_before",
        "hour_before": "groups/meeting_reminders/hour_before",
    },
    "groups.SessionPost": {
        "session": "groups/sessions/group",
        "author": "groups/sessions/as",
        "body": "groups/sessions/words",
        "created": "groups/sessions/at",
        "hidden": "groups/sessions/put_away",
    },
    "groups.Calendar": {"named": "groups/calendar/named", "made": "groups/calendar/made"},
    "groups.Thanks": {
        "group": "groups/thanks_given/group",
        "received_as": "groups/thanks_given/to",
        "given_as": "groups/thanks_given/as",
        "words": "groups/thanks_given/words",
        "at": "groups/thanks_given/at",
    },
    "groups.ReachOut": {
        "written_as": "groups/hellos/as",
        "words": "groups/hellos/words",
        "said": "groups/hellos/at",
        "membership": "groups/missed/group",
        "noticed": "groups/missed/since",
        "answer": "groups/missed/said_back",
        "ended": "groups/missed/ended",
    },
    "groups.Offer": {
        "group": "groups/asked_to_answer/group",
        "asked": "groups/asked_to_answer/asked",
        "until": "groups/asked_to_answer/until",
        "taken": "groups/asked_to_answer/taken_on",
        "ended": "groups/asked_to_answer/ended",
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
        "before": "recovery/strategies/tries/before",
        "after": "recovery/strategies/tries/after",
        "occasion": "recovery/strategies/tries/occasion",
        "at": "recovery/strategies/tries/at",
        "removed": "recovery/strategies/tries/removed",
    },
    "recovery.TryNote": {"words": "recovery/strategies/tries/words"},
    "recovery.Occasion": {"words": "recovery/strategies/tries/occasion"},
    "recovery.LibraryEntry": {
        "name": "recovery/library_entries/name",
        "how": "recovery/library_entries/how",
        "when": "recovery/library_entries/when",
        "language": "recovery/library_entries/language",
        "state": "recovery/library_entries/state",
        "offered": "recovery/library_entries/created",
        "new_name": "recovery/library_entries/new_words",
        "new_how": "recovery/library_entries/new_words",
        "new_when": "recovery/library_entries/new_words",
        "reviewed": "recovery/library_entries/answered",
        "reviewed_as": "recovery/library_entries/role",
        "check_by": "recovery/library_entries/read_again",
    },
    "recovery.LibraryAnswer": {
        "words": "recovery/library_entries/their_words",
        "at": "recovery/library_entries/answered",
    },
    "recovery.LibraryFit": {"code": "recovery/library_entries/fits"},
    "recovery.LibraryProblem": {
        "about": "recovery/library_problems/about",
        "kind": "recovery/library_problems/kind",
        "words": "recovery/library_problems/words",
        "at": "recovery/library_problems/at",
        "settled": "recovery/library_problems/answered",
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
    "safety.HintOff": {"code": "safety/hints_i_switched_off/hint"},
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
        "contact": "safety/openings_of_mine/contact",
        "said": "safety/openings_of_mine/said_outside",
        "done": "safety/openings_of_mine/contacted",
        "asked": "safety/openings_i_took_part_in/asked",
    },
    "safety.Shift": {
        "starts": "safety/my_shifts/starts",
        "ends": "safety/my_shifts/ends",
        "offered": "safety/my_shifts/offered",
    },
    "safety.HandOver": {
        "words": "safety/what_i_told_the_next_shift/words",
        "at": "safety/what_i_told_the_next_shift/at",
    },
    "safety.Debrief": {
        "words": "safety/how_it_was/words",
        "for_buddy": "safety/how_it_was/for_buddy",
        "at": "safety/how_it_was/at",
    },
    "safety.Mindful": {
        "most_cases": "safety/how_i_look_after_myself/most_cases",
        "blurs": "safety/how_i_look_after_myself/blurs",
        "resting_until": "safety/how_i_look_after_myself/resting_until",
        "buddy": "safety/how_i_look_after_myself/buddy",
        "buddy_agreed": "safety/how_i_look_after_myself/buddy_agreed",
    },
    "safety.Report": {
        "case": "safety/reports/about",
        "kind": "safety/reports/kind",
        "words": "safety/reports/words",
        "tell": "safety/reports/tell_me",
        "at": "safety/reports/at",
    },
    "safety.CaseEvent": {"kind": "safety/work_on_cases/kind", "at": "safety/work_on_cases/at"},
    "safety.Act": {
        "kind": "safety/acts_about_me/what",
        "reason": "safety/acts_about_me/why",
        "lines": "safety/acts_about_me/words",
        "rule": "safety/acts_about_me/rule",
        "post": "safety/acts_about_me/post",
        "said": "safety/acts_about_me/said",
        "began": "safety/acts_about_me/began",
        "ends": "safety/acts_about_me/ends",
        "undone": "safety/acts_about_me/undone",
        "since": "safety/acts_about_me/posts_since",
        "asked": "safety/acts_i_took/asked",
    },
    "safety.Appeal": {
        "words": "safety/acts_about_me/appeal/words",
        "made": "safety/acts_about_me/appeal/made",
        "due": "safety/acts_about_me/appeal/due",
        "answer": "safety/acts_about_me/appeal/answer",
        "answered": "safety/acts_about_me/appeal/answered",
        "upheld": "safety/acts_about_me/appeal/stays",
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
    },
    "resources.Answer": {"words": "resources/resources/answer_in_words"},
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
        "paused_until": "made from what was done about them, which is in the copy",
        "suspended_until": "the same",
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
    "people.MutedWords": {"person": OWNER},
    "safety.HintOff": {"person": OWNER},
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
        "round": "how often it was read, so that nothing is told twice",
    },
    "notices.Wishes": {"person": OWNER, "mark": "a secret of the links that stop mail"},
    "notices.FamilyWish": {"person": OWNER},
    "notices.GroupWish": {"person": OWNER},
    "notices.AtNight": {"person": OWNER},
    "notices.Outgoing": {
        "person": OWNER,
        "notice": "which of the notices it was",
        "round": "the same",
        "at_night": "says the same as the choice of whom it is from",
        "letter": "which of them went together; a random mark",
        "tries": "how often it was tried",
    },
    "notices.Device": {
        "person": OWNER,
        "address": "a secret: with it anyone could make the device show something",
        "last_letter": "a random mark",
        "refused_since": "whether its push service is in trouble; says nothing of its owner",
    },
    "safety.Act": {
        "subject": OWNER,
        "case": "what others told about it is theirs",
        "by": "who keeps the place safe is not named to those it is about",
        "second": "the same",
        "undone_by": "the same",
        "hours": "when it began and ended is in the copy",
        "every_name": "how it was decided; the posts say which they are",
    },
    "safety.Appeal": {"subject": OWNER, "act": "it stands with what it is about", "by": "who answered is not named"},
    "spaces.Membership": {
        "person": OWNER,
        "changed": "when the state last changed, kept for a way back within the hour",
    },
    "spaces.Thread": {
        "space": "where it stands; others' place",
        "created": "the same as its first post's",
        "last_post_at": "made from everyone's posts",
        "note": "the same as its first post's",
        "pinned": "what those who run the group chose to put above the others",
        "replies": "a count of everyone's posts",
        "withdrawn": "the same as its first post's",
        "has_pictures": "the pictures are in the copy",
        "has_poll": "the poll is in the copy",
    },
    "spaces.Post": {
        "thread": "where it stands; the title is others' words unless the person began it",
        "opening": "shown by its title",
    },
    "spaces.Draft": {
        "person": OWNER,
        "space": "where it would have stood; others' place",
        "thread": "the same",
        "turn": "how often it was kept",
    },
    "spaces.PostVersion": {"person": OWNER, "post": "the post as it is now is in the copy"},
    "spaces.Reaction": {"post": "another's words"},
    "spaces.ReadMark": {
        "person": OWNER,
        "thread": "another's words",
        "last_seen_post": "how far one has read; nothing written or chosen",
    },
    "spaces.Bookmark": {"person": OWNER, "post": "another's words"},
    "spaces.Picture": {"person": OWNER, "place": "they stand in this order"},
    "spaces.Poll": {
        "post": "its words are in the copy",
        "people": "a count of everyone's answers",
        "shows": "whether that count may be shown",
    },
    "spaces.PollChoice": {
        "poll": "stands within its poll",
        "place": "they stand in this order",
        "counted": "a count of everyone's answers",
    },
    "spaces.PollAnswer": {
        "person": OWNER,
        "stands": "one that was taken back chose nothing",
        "changed": "whether what is chosen and counted differ; both are in the copy",
    },
    "spaces.Letter": {
        "person": OWNER,
        "author": "always the main name",
        "about": NUMBER,
        "held": "that it never arrived: it would tell of the other's choice (decision 13)",
    },
    "groups.Agreed": {"person": OWNER},
    "safety.Report": {"reporter": OWNER},
    "safety.CaseEvent": {
        "by": OWNER,
        "case": "what others told, about someone else",
        "words": "a note about someone else, for those who keep the place safe",
        "owner": "whose key it is sealed with",
    },
    "groups.JoinRequest": {"person": OWNER, "membership": "the same as the group"},
    "groups.GroupInvitation": {"inviter": OWNER},
    "groups.Waiting": {"person": OWNER},
    "groups.HandOverNote": {"person": OWNER},
    "groups.Coming": {"person": OWNER},
    "groups.SessionPost": {
        "person": OWNER,
        "number": "its place among everyone's words",
        "closing": "whether it announced the end",
    },
    "groups.Reminder": {"person": OWNER},
    "groups.Calendar": {"person": OWNER, "secret_hash": "a secret of the address; it cannot be turned back"},
    "groups.Thanks": {
        "giver": OWNER,
        "receiver": "another's number; the name is in the copy",
        "post": "another's words",
        "state": "what the other did with them",
        "removed": "the same",
        "held": "that they never arrived: it would tell of the other's choice (decision 13)",
    },
    "groups.ReachOut": {"writer": OWNER},
    "groups.Offer": {
        "person": OWNER,
        "post": "another's words",
        "how": "how it ended: by time, an answer or a not now",
    },
    "recovery.CheckIn": {"person": OWNER},
    "recovery.HardTime": {"person": OWNER},
    "recovery.Strategy": {"person": OWNER, "borrowed": "which idea of the library it began as"},
    "recovery.StrategyTry": {"strategy": "stands within its strategy"},
    "recovery.TryNote": {"person": OWNER, "about": "stands within its try"},
    "recovery.Occasion": {"person": OWNER},
    "recovery.LibraryEntry": {
        "person": OWNER,
        "strategy": "which of theirs it began as; its words are in the copy",
        "reviewer": "another person, whose work must not follow them home",
    },
    "recovery.LibraryAnswer": {
        "person": "another person, who has it in their own copy",
        "entry": "stands within its entry",
    },
    "recovery.LibraryFit": {"entry": "stands within its entry"},
    "recovery.LibraryProblem": {"person": OWNER},
    "resources.Resource": {
        "person": OWNER,
        "code": "a random mark in its address",
        "checked_by": "another person, whose work must not follow them home",
        "link_tried": "when the program last tried the link",
        "link_fails_since": "the same",
    },
    "resources.Answer": {"person": OWNER, "resource": "stands within its resource"},
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
        "outcome": "what those two wrote about others outside",
        "case": "what others told about it is theirs",
        "hours": "says the same as its end",
        "review": "when telling is looked at again",
        "round": "the same",
    },
    "safety.Shift": {"person": OWNER},
    "safety.HandOver": {"person": OWNER},
    "safety.Debrief": {"person": OWNER},
    "safety.Mindful": {"person": OWNER},
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
    "safety.BookOfHelp": "numbers for everyone; which of them the person checked is in the copy",
    "safety.FirstLook": "how long it takes until someone looks, over everyone",
    "safety.BlockedWord": "settled for everyone by a steward",
    "safety.Case": "what others told of; it would say who told. What was done about it is in the copy",
    "safety.Swept": "ids of posts that were hidden together; each post says in the copy that it is held",
    "safety.StewardHint": "written for everyone by a steward",
    "safety.Silence": "why two people thought that telling was not safe; they wrote it, about a danger",
    "spaces.Space": "a place of many people's",
    "groups.Group": "what a group says of itself belongs to the group",
    "groups.Facet": "the same",
    "groups.Agreement": "the same; the words the person agreed to are in the copy",
    "groups.MeetingTime": "the same",
    "groups.MeetingChange": "the same",
    "groups.Session": "the same; what the person said in it is in the copy",
    "groups.Seat": "that one is in a session at this moment",
    "groups.Reminded": "that a reminder was sent; the notice itself is in the copy",
    "groups.Pace": "how long answers take, over everyone",
    "recovery.LibraryMark": "how many an idea helped, roughly, and whether it was taken out",
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
    "safety.BookOfHelp": "only who made a version of the numbers for everyone; the name of who checked a line stands beside it",
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
    from kith.safety.words.actions import no_more_of

    Role.objects.create(person=cast.ana, kind="facilitator")
    cast.ana = Person.objects.get(pk=cast.ana.pk)
    walk = group_of(cast.cleo, "The evening walk")
    fill(cast, walk)
    Authenticator.objects.create(user=cast.ana, type="webauthn", data={})
    UserSession.objects.create(user=cast.ana, session_key="k", ip="127.0.0.1", user_agent="A browser")
    give(cast.ana, "strategies", circle="inner")
    hers = group_of(cast.ana, "Hers", "invitation")
    groups.take_note_back(cast.ana, hers, groups.leave_note(cast.ana, hers, "The key hangs by the door").pk)
    groups.invite(cast.ana, hers, Tie.objects.get(owner=cast.ana, person=cast.ben).pk)
    had_to_be_opened(cast)
    kept_it_safe(cast)
    had_something_done(cast)
    no_more_of(cast.ana, "addict")
    actions.ask_for_copy(cast.ana)
    whole = {name: areas.export_area(name, cast.ana) for name in areas.areas()}
    actions.ask_to_be_erased(cast.ana, keep_posts=True)
    whole["mydata"] = areas.export_area("mydata", cast.ana)
    return whole


def kept_it_safe(cast):
    """For a while she was a moderator: with hours, a buddy, and words to the next shift and to herself."""
    from kith.core.clock import now
    from kith.safety.cases import keeping
    from kith.safety.models import Mindful, Shift
    from kith.safety.watch import actions as watch

    Role.objects.create(person=cast.ana, kind="moderator")
    cast.ana = Person.objects.get(pk=cast.ana.pk)
    day = (now() + timedelta(days=1)).date()
    watch.offer_hours(cast.ana, day, time(18), time(20))
    watch.let_others_take(cast.ana, Shift.objects.get(person=cast.ana), True)
    watch.tell_the_next(cast.ana, "All quiet")
    watch.write_debrief(cast.ana, "It was heavy", True)
    watch.ask_buddy(cast.ana, cast.femi.pk)
    watch.answer_buddy(cast.femi, cast.ana.pk, True)
    case = keeping.open_case(keeping.About("group", "1"), "harm", "report", ["other"], 2)[0]
    keeping.note(case, cast.ana, "noted", "Looked at it")
    watch.need_a_break(cast.ana, now() + timedelta(hours=2))
    assert Mindful.objects.get(person=cast.ana).resting_until


def had_to_be_opened(cast):
    """A name Ana uses was opened, and she was told; she took part in another opening."""
    from kith.core.clock import now
    from kith.people.models import Handle
    from kith.safety.models import NAME_HOURS, Opening

    other = Handle.objects.get(person=cast.ana, is_main=False)
    told = {"agreed": now(), "ends": now(), "ended": now(), "told": now()}
    one = {"kind": "name", "ground": "danger", "hours": NAME_HOURS, "asker": cast.femi, "agreer": cast.grace}
    Opening.objects.create(subject=cast.ana, handle=other, **one, **told)
    outside = {"kind": "outside", "hours": 24, "contact": "crisis", "said": "She may need company.", "done": now()}
    Opening.objects.create(subject=cast.ana, handle=other, **(one | outside), **told)
    Opening.objects.create(subject=cast.ben, handle=cast.ben.main_handle, **(one | {"asker": cast.ana}))


def had_something_done(cast):
    """A post of Ana's was held, she asked for another look and was answered; and she acted on somebody else."""
    from kith.core.clock import now
    from kith.core.ids import new_id
    from kith.groups.models import SessionPost
    from kith.safety.models import Act, Appeal

    said = {"reason": "Too much.", "lines": "One line.", "rule": "links", "post": 1, "said": new_id(), "since": now()}
    when = {"began": now(), "ends": now(), "undone": now()}
    act = Act.objects.create(kind="hold", subject=cast.ana, by=cast.femi, **said, **when)
    answered = {"answer": "It stays.", "answered": now(), "upheld": True, "by": cast.grace}
    Appeal.objects.create(act=act, subject=cast.ana, words="Please look again.", due=now(), **answered)
    Act.objects.create(kind="word", subject=cast.ben, by=cast.ana, began=now())
    SessionPost.objects.filter(person=cast.ana).update(hidden=now())


def at(copy, path):
    """Every value that stands at area/part/field, through lists."""
    found = [copy]
    for step in path.split("/"):
        found = [row[step] for row in found if isinstance(row, dict) and step in row]
        found = [one for value in found for one in (value if isinstance(value, list) else [value])]
    return found


def test_each_place_in_the_copy_really_holds_something(copy):
    empty_at_first = {
        "offered", "last_touch", "last_login", "last_seen", "title", "organisation", "last_used_at", "used", "withdrawn", "ends",
        "revoked", "read_at", "edited", "settled", "removed", "last_read", "accepted", "decided", "ready", "seen", "confirmed", "time_zone", "counted",
        "hold",
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
