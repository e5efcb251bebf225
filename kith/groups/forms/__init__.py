"""What people fill in to find, join and run a group."""

from kith.groups.forms.finding import FindForm
from kith.groups.forms.joining import AskForm, JoinForm, NameHereForm
from kith.groups.forms.life import CloseForm, NoteForm, PauseForm, WelcomeForm
from kith.groups.forms.meetings import CallOffForm, MeetingTimeForm, MoveForm, OnceForm
from kith.groups.forms.running import AgreementForm, GroupForm

__all__ = [
    "AgreementForm",
    "AskForm",
    "CallOffForm",
    "CloseForm",
    "FindForm",
    "GroupForm",
    "JoinForm",
    "MeetingTimeForm",
    "MoveForm",
    "NameHereForm",
    "NoteForm",
    "OnceForm",
    "PauseForm",
    "WelcomeForm",
]
