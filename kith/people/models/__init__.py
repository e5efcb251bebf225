"""Who is here, who they are to one another, and what each chose to share: tables and plain facts about a row."""

from kith.people.kinds import Circle, Need, TieKind
from kith.people.models.account import ROLES, Handle, Person, PersonManager, Role
from kith.people.models.apart import Block, Mute, MutedWords
from kith.people.models.network import Invitation, RemovedTie, Snapshot, Tie
from kith.people.models.sharing import EVERYTHING, Grant, GrantQuerySet
from kith.people.names import name_key

__all__ = [
    "EVERYTHING",
    "ROLES",
    "Block",
    "Circle",
    "Grant",
    "GrantQuerySet",
    "Handle",
    "Invitation",
    "Mute",
    "MutedWords",
    "Need",
    "Person",
    "PersonManager",
    "RemovedTie",
    "Role",
    "Snapshot",
    "Tie",
    "TieKind",
    "name_key",
]
