"""How the parts of a copy are called, so that it reads as a person would say it and not as a database would."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kith.people.models import Circle, Need, TieKind
from kith.people.sharing_kinds import all_kinds
from kith.safety.models import Opening

AREAS = {
    "people": _("You, your network, and what you share"),
    "notices": _("What we told you"),
    "spaces": _("What you wrote"),
    "groups": _("Your groups"),
    "recovery": _("How you have been, and what helps you"),
    "directory": _("Services you checked"),
    "safety": _("What had to be opened"),
    "weave": _("What would help"),
    "mydata": _("Copies of your data, and leaving"),
}
"""Each area's page. One that is missing here is called by its own name."""

PARTS = {
    "about": _("Your account"),
    "emails": _("Email addresses"),
    "keys": _("Passkeys and codes"),
    "devices": _("Devices you signed in on"),
    "names": _("Names you use here"),
    "roles": _("What you do here"),
    "network": _("Everyone on your map"),
    "removed": _("Taken off your map just now"),
    "sharing": _("What you share or shared"),
    "invitations": _("Invitations you made"),
    "snapshots": _("Maps you kept"),
    "blocks": _("People you blocked"),
    "muted": _("Names you muted or blocked"),
    "who_looked": _("Who looked at what you share"),
    "notices": _("Notices"),
    "posts": _("What you wrote in groups"),
    "messages": _("Messages you wrote"),
    "reactions": _("Warm words you gave"),
    "memberships": _("Places to talk that you are in"),
    "groups": _("Groups"),
    "group_invitations": _("People you invited to a group"),
    "group_requests": _("When you asked to join a group"),
    "group_agreements": _("What you agreed to in groups"),
    "meetings": _("Meetings you come to, or do not"),
    "meeting_reminders": _("Meetings you are reminded of"),
    "sessions": _("What you said in sessions"),
    "calendar": _("The address for your calendar"),
    "check_ins": _("Check-ins"),
    "hard_time": _("Your hard time"),
    "strategies": _("Coping strategies"),
    "listings_checked": _("Services you checked"),
    "what_would_help": _("Your answers"),
    "not_for_me": _("What is not for you"),
    "openings_of_mine": _("What two people who keep the place safe opened of yours"),
    "openings_i_took_part_in": _("Openings you asked for or agreed to"),
    "copies": _("Copies you asked for"),
    "leaving": _("Leaving"),
}

FIELDS = {
    "accepted": _("Let in"),
    "added": _("Added"),
    "address": _("Internet address"),
    "agreement": _("What you agreed to"),
    "agreed": _("Agreed"),
    "answer": _("As it is kept"),
    "answered": _("Answered"),
    "as": _("As"),
    "asked": _("Asked"),
    "at": _("When"),
    "browser": _("Browser"),
    "changed": _("Changed"),
    "checked_on": _("Checked"),
    "circle": _("Circle"),
    "comes": _("You come"),
    "confirmed": _("Confirmed"),
    "connected": _("Connected here"),
    "conversation": _("Conversation"),
    "created": _("Made"),
    "created_at": _("Made"),
    "day": _("Day"),
    "day_before": _("The day before"),
    "discreet": _("Discreet"),
    "due": _("Erased on"),
    "edited": _("Changed"),
    "email": _("Email"),
    "ended": _("Ended"),
    "ends": _("Ends"),
    "expires": _("Ends"),
    "for": _("What for"),
    "former": _("A name you had before"),
    "gives": _("Gives"),
    "ground": _("Why"),
    "group": _("Group"),
    "helped": _("Did it help"),
    "hope": _("What you hoped for"),
    "hour_before": _("An hour before"),
    "how": _("How"),
    "in_words": _("Your answer"),
    "joined": _("Joined"),
    "keep_posts": _("Words in groups stay"),
    "kind": _("Kind"),
    "last_here": _("Last here"),
    "last_read": _("Last read"),
    "last_seen": _("Last used"),
    "last_sign_in": _("Last signed in"),
    "last_touch": _("Last in touch"),
    "last_used_at": _("Last used"),
    "level": _("How much"),
    "listing": _("Service"),
    "main": _("Main name"),
    "map": _("The map"),
    "mood": _("How it was"),
    "made": _("Made"),
    "name": _("Name"),
    "named": _("With names of groups"),
    "note": _("Note"),
    "opened": _("Opened"),
    "only_me": _("Only for me"),
    "organisation": _("Organisation"),
    "primary": _("Codes go here"),
    "question": _("Question"),
    "quietly": _("Only those who run it know"),
    "read_at": _("Read"),
    "reads": _("Times it was read"),
    "ready": _("Ready"),
    "removed": _("Removed"),
    "role": _("Role"),
    "sign_in_name": _("Sign-in name"),
    "since": _("Since"),
    "starts": _("Begins"),
    "state": _("State"),
    "taken": _("Kept on"),
    "time_zone": _("Time zone"),
    "times": _("Times"),
    "title": _("Title"),
    "to": _("To"),
    "told": _("You were told"),
    "tries": _("Times you tried it"),
    "type": _("Kind"),
    "used": _("Used"),
    "verified": _("Confirmed"),
    "what": _("What"),
    "when": _("When"),
    "withdrawn": _("Taken back"),
    "why": _("Why"),
    "words": _("Words"),
    "blocked": _("Blocked"),
}

CODES = dict([*TieKind.choices, *Circle.choices, *Need.choices, *Opening.Kind.choices, *Opening.Ground.choices])
LEVELS = {"tap": _("without words"), "words": _("with words")}
CODED = ("kind", "circle", "gives", "what", "level", "ground")
"""Fields that may hold a code instead of words, and what the codes say."""

ONLY_IN_JSON = ("answer",)
"""Fields that programs read; in the pages the same stands in words."""


def of_code(code: str) -> str:
    """What a code says: of our fixed lists, or of the kinds of thing that can be shared; the code itself for any other."""
    kind = next((kind for kind in all_kinds() if kind.code == code), None)
    return str(kind.name if kind else CODES.get(code) or LEVELS.get(code) or code)
