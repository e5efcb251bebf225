"""What people fill in about themselves, their ties and what they share."""

import calendar
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kith.core.clock import now
from kith.people import locks, sharing_kinds
from kith.people.models import Circle, Grant, Need, Person, Tie, TieKind, name_key
from kith.people.names import clean_name


class Choice(forms.ChoiceField):
    """One of a few, as large targets; `hints` says a line about each."""

    def __init__(self, choices: Any, hints: Mapping[Any, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(choices=choices, widget=forms.RadioSelect, **kwargs)
        self.hints = dict(hints or {})


KIND_HINTS = {
    TieKind.FAMILY: _("A parent, a friend, a partner, a neighbour"),
    TieKind.PEER: _("Someone who has been through something like it"),
    TieKind.PROFESSIONAL: _("A doctor, a support worker, a teacher, a manager"),
    TieKind.GROUP: _("A walking group, a choir, a team"),
    TieKind.FAITH: _("A place of worship, a community, someone there"),
    TieKind.SERVICE: _("A helpline, a clinic, a class, a library"),
}
CIRCLE_HINTS = {
    Circle.INNER: _("The ones you would call first"),
    Circle.MIDDLE: _("You see or talk to them now and then"),
    Circle.OUTER: _("There when you look for them"),
}


class TieForm(forms.Form):
    """Who or what is in my network. Only the name is needed; the rest can be added later."""

    name = forms.CharField(
        label=_("Who or what is it?"),
        max_length=80,
        help_text=_("A first name, a nickname, or what a place is called."),
        error_messages={
            "required": _("Write a name, or what you call it."),
            "max_length": _("Choose a name of 80 letters or fewer. What you wrote is still here."),
        },
    )
    again = forms.BooleanField(label=_("Yes, add another with this name"), required=False)
    kind = Choice(
        label=_("What kind of tie is it?"),
        choices=TieKind.choices,
        hints=KIND_HINTS,
        error_messages={"required": _("Choose the kind that is nearest.")},
    )
    circle = Choice(
        label=_("How close does it feel today?"),
        choices=Circle.choices,
        hints=CIRCLE_HINTS,
        required=False,
        help_text=_("You can move it at any time. If you skip this, it starts in the middle circle."),
    )
    gives = forms.MultipleChoiceField(
        label=_("What do they give you?"),
        choices=Need.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("It shows you what you have, and where it is thin."),
    )
    last_touch = forms.DateField(
        label=_("When were you last in touch?"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Roughly is fine."),
    )
    note = forms.CharField(
        label=_("A note to yourself"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, known: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known
        self.fields["name"].widget.attrs.pop("maxlength", None)  # a long name is told of, not cut

    def clean(self) -> dict[str, Any]:
        """A name that is on the map already is asked about once; saying yes is enough."""
        cleaned = super().clean() or {}
        said_yes, key = cleaned.pop("again", False), name_key(cleaned.get("name", ""))
        same = next((name for name in self.known if key and name_key(name) == key), "")
        if same and not said_yes:
            self.add_error("again", _("You already have %(name)s on your map. Add another?") % {"name": same})
        return cleaned

    def clean_circle(self) -> str:
        return self.cleaned_data["circle"] or Circle.MIDDLE

    def clean_last_touch(self) -> Any:
        day = self.cleaned_data["last_touch"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come. Choose today or an earlier day."))
        return day

    @classmethod
    def of(cls, tie: Tie, data: Any = None) -> "TieForm":
        fields = {name: getattr(tie, name) for name in ("name", "kind", "circle", "last_touch", "note")}
        return cls(data, initial=fields | {"gives": tie.needs})


class WelcomeForm(forms.Form):
    """How the person accepting an invitation puts the other on their own map."""

    kind = Choice(
        label=_("Who are they to you?"),
        choices=[c for c in TieKind.choices if c[0] in ("family", "peer", "professional", "faith")],
        hints=KIND_HINTS,
        initial=TieKind.FAMILY,
    )
    circle = Choice(
        label=_("How close do they feel?"), choices=Circle.choices, hints=CIRCLE_HINTS, initial=Circle.MIDDLE
    )


MONTHS = {"3": 3, "1": 1, "12": 12}
UNTIL = [("3", _("For 3 months")), ("1", _("For 1 month")), ("12", _("For a year")), ("none", _("Until I end it"))]


def what() -> list[tuple[str, Any]]:
    """Every kind of thing and how much of it, to choose from; the widest of a kind first."""
    kinds = sharing_kinds.all_kinds()
    return [(f"{kind.code}:{level.code}", level.choice) for kind in kinds for level in reversed(kind.levels)]


def what_hints() -> dict[str, Any]:
    kinds = sharing_kinds.all_kinds()
    return {f"{kind.code}:{level.code}": level.hint for kind in kinds for level in kind.levels}


def months_from(moment: datetime, months: int) -> datetime:
    """The same day and time so many months later; the last day of a shorter month."""
    month = moment.month - 1 + months
    year, month = moment.year + month // 12, month % 12 + 1
    return moment.replace(year=year, month=month, day=min(moment.day, calendar.monthrange(year, month)[1]))


class UntilForm(forms.Form):
    """Until when, and what for: the part that can be changed later."""

    until = Choice(
        label=_("For how long?"),
        choices=UNTIL,
        initial="3",
        help_text=_("It ends by itself. You can end it sooner, at any time."),
    )
    purpose = forms.CharField(
        label=_("What is it for?"),
        required=False,
        max_length=200,
        help_text=_("A line to remind you. Only you see it."),
    )

    def ends(self) -> datetime | None:
        until = self.cleaned_data["until"]
        return months_from(now(), MONTHS[until]) if until in MONTHS else None


class GiveForm(UntilForm):
    """Whom I share what with."""

    what = Choice(label=_("What do you want to share?"), choices=what)
    who = Choice(label=_("Who can see it?"), choices=[])
    field_order = ["who", "what", "until", "purpose"]

    def __init__(self, *args: Any, ties: list[Tie], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].hints = what_hints()  # type: ignore[attr-defined]
        self.people: dict[str, Person] = {str(tie.pk): tie.person for tie in ties if tie.person}
        circles = [
            (code, _("Everyone in my %(circle)s") % {"circle": str(label).lower()}) for code, label in Circle.choices
        ]
        self.fields["who"].choices = [(str(tie.pk), self.named(tie)) for tie in ties] + circles  # type: ignore[attr-defined]
        self.fields["who"].hints = self.circle_hints(ties)  # type: ignore[attr-defined]

    @staticmethod
    def named(tie: Any) -> str:
        """Beside the owner's own name for them, the account's, until the owner has said that the two are one."""
        return tie.name if tie.confirmed else _("%(name)s, here as %(here)s") % {"name": tie.name, "here": tie.here_as}

    @staticmethod
    def circle_hints(ties: list[Tie]) -> dict[str, Any]:
        """Who a circle reaches today, by name, so that nobody is counted in by surprise."""
        names = {code: ", ".join(t.name for t in ties if t.circle == code and t.confirmed) for code in Circle.values}
        return {
            code: (_("Today: %(names)s. People you move there later see it too.") % {"names": found})
            if found
            else _("Nobody with an account today.")
            for code, found in names.items()
        }

    def choice(self) -> dict[str, Any]:
        """The arguments of `actions.give`."""
        kind, level = self.cleaned_data["what"].split(":")
        who = self.cleaned_data["who"]
        audience = {"grantee": self.people[who]} if who in self.people else {"circle": who}
        return {"kind": kind, "level": level, "ends": self.ends(), "purpose": self.cleaned_data["purpose"], **audience}


class ChangeForm(UntilForm):
    """How much, until when and what for, of something shared already."""

    level = Choice(label=_("How much?"), choices=[])
    field_order = ["level", "until", "purpose"]

    def __init__(self, data: Any = None, *, grant: Grant) -> None:
        super().__init__(
            data, initial={"level": grant.level, "purpose": grant.purpose, "until": "3" if grant.ends else "none"}
        )
        levels = sharing_kinds.get(grant.kind).levels
        self.fields["level"].choices = [(one.code, one.choice) for one in reversed(levels)]  # type: ignore[attr-defined]
        if len(levels) == 1:
            del self.fields["level"]


COLOURS = [
    (0, _("Sea green")), (1, _("Peach")), (2, _("Lavender")), (3, _("Leaf green")),
    (4, _("Lilac")), (5, _("Honey")), (6, _("Sky blue")), (7, _("Rose")),
]  # fmt: skip


def colour_field(**kwargs: Any) -> forms.TypedChoiceField:
    """The colour behind the first letter of a name; None when nothing is chosen."""
    return forms.TypedChoiceField(choices=COLOURS, coerce=int, empty_value=None, widget=forms.RadioSelect, **kwargs)


class NameForm(forms.Form):
    """The main name and its colour."""

    name = forms.CharField(
        label=_("Your main name"),
        help_text=_("A made-up name is best."),
        error_messages={"required": _("Choose a name. Any made-up one will do.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto", "spellcheck": "false"}),
    )
    colour = colour_field(label=_("Its colour"), error_messages={"required": _("Choose one of the colours.")})

    def clean_name(self) -> str:
        return clean_name(self.cleaned_data["name"])


class NoteForm(forms.Form):
    """A line kept with today's map."""

    note = forms.CharField(
        label=_("A note for later"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("How things are now, or what has changed."),
    )


class LockForm(forms.Form):
    """After how many quiet minutes this device locks. Who is in trust cannot choose longer than they must."""

    after = Choice(label=_("When nothing has happened here for a while"), choices=[], required=False)

    def __init__(self, *args: Any, entrusted: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spans = [n for n in locks.CHOICES if not entrusted or n <= locks.ENTRUSTED_AFTER]
        never = [] if entrusted else [("", _("Do not lock"))]
        field = self.fields["after"]
        field.required = entrusted
        field.choices = [*never, *((n, _("Lock after %(minutes)s minutes") % {"minutes": n}) for n in spans)]  # type: ignore[attr-defined]

    def clean_after(self) -> int | None:
        return int(self.cleaned_data["after"]) if self.cleaned_data["after"] else None
