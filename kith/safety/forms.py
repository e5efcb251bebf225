"""What people write to ask for an opening, to agree, and to say why telling would not be safe."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from kith.people.models import Person
from kith.safety import access
from kith.safety.models import Opening
from kith.spaces.forms import words

LONGEST = 2_000
WHY_FIRST = _("Say why. The second person decides by it.")


def _ground(*left_out: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Why must it be seen?"),
        help_text=_("The person it is about reads this one line, and not your own words."),
        choices=[choice for choice in Opening.Ground.choices if choice[0] not in left_out],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why it must be seen.")},
    )


def _unsafe(required: bool = False) -> forms.CharField:
    hint = _("Leave this empty, and they are told. Only if both of you write why not, they are told later instead.")
    return words(_("Why would it not be safe to tell them?"), LONGEST, WHY_FIRST, rows=3, hint=hint, required=required)


class AskNameForm(forms.Form):
    """Who wrote this post?"""

    address = words(
        _("Address of the post"),
        300,
        _("Paste the address of the post. It ends with # and a number."),
        hint=_("The line in your browser that leads to it. It must be one that you can read."),
    )
    ground = _ground()
    reason = words(_("What happened?"), LONGEST, WHY_FIRST, rows=4)
    unsafe = _unsafe()

    def __init__(self, *args: Any, viewer: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer

    def clean_address(self) -> Any:
        try:
            post = access.find_post(self.viewer, self.cleaned_data["address"])
        except Http404 as error:
            raise forms.ValidationError(_("You cannot read a post at this address.")) from error
        if post.author is None:
            raise forms.ValidationError(_("Whoever wrote this has left. Nothing is kept about them."))
        if post.author.is_main:
            raise forms.ValidationError(_("This was written under a main name. There is nothing to open."))
        if post.author.person_id == self.viewer.pk:
            raise forms.ValidationError(_("You wrote this yourself."))
        return post


class AskRecordForm(forms.Form):
    """A steward must see something of one member's."""

    member = words(
        _("Main name of the member"),
        40,
        _("Write their main name."),
        hint=_("Names used in one group do not work here."),
    )
    kind = forms.ChoiceField(
        label=_("What must you see?"),
        choices=[choice for choice in Opening.Kind.choices if choice[0] in access.RECORDS],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you must see.")},
    )
    kind.hints = {  # type: ignore[attr-defined]
        Opening.Kind.CHECK_INS: _("Of the last 30 days. Not those they keep to themselves"),
        Opening.Kind.NETWORK: _("Who is on it, to know whom to call. Not their notes"),
    }
    hours = forms.TypedChoiceField(
        label=_("For how long?"),
        coerce=int,
        choices=[(1, _("1 hour")), (4, _("4 hours")), (12, _("12 hours")), (24, _("24 hours"))],
        widget=forms.RadioSelect,
        initial=4,
        error_messages={"required": _("Choose for how long.")},
    )
    ground = _ground(Opening.Ground.RULES)
    reason = words(_("What happened?"), LONGEST, WHY_FIRST, rows=4)

    def __init__(self, *args: Any, viewer: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer

    def clean_member(self) -> Person:
        found = access.find_member(self.viewer, self.cleaned_data["member"])
        if found is None:
            raise forms.ValidationError(_("Nobody else here has this main name."))
        return found


class AskOutsideForm(forms.Form):
    """Should someone outside be told about a person?"""

    contact = forms.ChoiceField(
        label=_("Whom would you tell?"),
        choices=Opening.Contact.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whom you would tell.")},
    )
    said = words(
        _("What would you tell them?"),
        LONGEST,
        _("Write what you would tell them. The second person decides by it."),
        rows=4,
        hint=_("As little as helps. The person it is about reads this."),
    )
    ground = _ground(Opening.Ground.RULES)
    reason = words(_("What happened?"), LONGEST, WHY_FIRST, rows=4)
    unsafe = _unsafe()


class ContactedForm(forms.Form):
    outcome = words(
        _("Whom did you reach, how, and what came of it?"),
        LONGEST,
        _("Write a few words first."),
        rows=4,
        hint=_("Without names of people outside, if you can."),
    )


class AgreeForm(forms.Form):
    """The second person's yes; for a name, with why telling is not safe, if they think so."""

    unsafe = _unsafe()


class QuietForm(forms.Form):
    """Why telling is still not safe."""

    why = words(_("Why is it still not safe to tell them?"), LONGEST, WHY_FIRST, rows=3)
