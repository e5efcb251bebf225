"""What people fill in to find, join and run a group."""

from kith.groups.forms.finding import FindForm
from kith.groups.forms.joining import AskForm, JoinForm, NameHereForm
from kith.groups.forms.life import CloseForm, NoteForm, PauseForm, WelcomeForm
from kith.groups.forms.running import AgreementForm, GroupForm, MeetingTimeForm

__all__ = [
    "AgreementForm",
    "AskForm",
    "CloseForm",
    "FindForm",
    "GroupForm",
    "JoinForm",
    "MeetingTimeForm",
    "NameHereForm",
    "NoteForm",
    "PauseForm",
    "WelcomeForm",
]
