"""What stewards write about a helpline, refused only where a phone could not dial it or nobody could check it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from kith.core.ids import short_code
from kith.safety.helplines import DIALS, Book, Line, Number
from kith.spaces.forms import words

MOST_NUMBERS = 4
NOT_A_NUMBER = _("A phone cannot dial this. Write digits, with spaces or hyphens between, such as 116 123.")


def plain(text: str) -> str:
    return " ".join(text.split())


class NumbersField(forms.CharField):
    """One number a line, each as people should read it."""

    def __init__(self, **kwargs: Any) -> None:
        box = forms.Textarea(attrs={"rows": 3, "dir": "ltr", "autocomplete": "off", "inputmode": "text"})
        super().__init__(widget=box, max_length=200, required=False, **kwargs)

    def clean(self, value: Any) -> tuple[Number, ...]:
        written = [plain(line) for line in super().clean(value).splitlines() if line.strip()]
        if len(written) > MOST_NUMBERS:
            raise forms.ValidationError(_("That is more than four numbers. Keep the ones people should try first."))
        return tuple(number(one) for one in written)


def number(written: str) -> Number:
    if not DIALS.fullmatch(written):
        raise forms.ValidationError(NOT_A_NUMBER)
    return Number(written)


FREE = {"": None, "yes": True, "no": False}


class LineForm(forms.Form):
    """One helpline, in the order one would tell it. What is left empty is shown as not known."""

    country = forms.ChoiceField(label=_("Country"))
    name = words(_("Name of the line"), 80, _("Write what the line is called."))
    call = NumbersField(label=_("Numbers to call"), help_text=_("One on each line, as people should read it."))
    text = words(_("Number to text"), 30, "", required=False, hint=_("As people should read it."))
    keyword = words(
        _("Word to text"), 20, "", required=False, hint=_("Only where the first text must be a certain word.")
    )
    who = words(_("Who can use it"), 160, "", required=False)
    hours = words(_("When it is open"), 120, "", required=False, hint=_("For example: Day and night, every day"))
    languages = words(_("Languages"), 120, "", required=False)
    free = forms.ChoiceField(
        label=_("Is it free?"),
        required=False,
        widget=forms.RadioSelect,
        choices=[("", _("Not known")), ("yes", _("Yes")), ("no", _("No"))],
    )
    source_url = words(
        _("Where its publisher says so"),
        300,
        _("Give the address of the page that says so, so that others can check."),
        hint=_("The address of a page. It begins with https://"),
    )

    def __init__(self, *args: Any, book: Book, line: Line | None = None, **kwargs: Any) -> None:
        kwargs["initial"] = kwargs.get("initial") or began(line)
        super().__init__(*args, **kwargs)
        self.book, self.line = book, line
        field = self.fields["country"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = sorted(book.countries.items(), key=lambda pair: str(pair[1]))

    def clean_text(self) -> Number | None:
        written = plain(self.cleaned_data["text"])
        return number(written) if written else None

    def clean_keyword(self) -> str:
        word = plain(self.cleaned_data["keyword"])
        if word and not word.replace(" ", "").isalnum():
            raise forms.ValidationError(_("Write only the letters and digits one has to text."))
        return word

    def clean_source_url(self) -> str:
        address = self.cleaned_data["source_url"].strip()
        try:
            parts = urlsplit(address)
            sound = parts.scheme == "https" and "." in (parts.hostname or "") and not parts.username
        except ValueError:
            sound = False
        if not sound or any(sign.isspace() or sign in "<>\"'" for sign in address):
            raise forms.ValidationError(_("This should be the address of a page, beginning with https://"))
        return address

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if "call" in said and "text" in said and not said["call"] and not said["text"]:
            self.add_error("call", _("Give a number to call, or one to text."))
        if said.get("keyword") and "text" in said and not said["text"]:
            self.add_error("text", _("Give the number that this word is texted to."))
        return said

    def as_line(self) -> Line:
        """The line as it would be. Its check stands only as long as nothing people rely on has changed."""
        said = self.cleaned_data
        told = {name: plain(said[name]) for name in ("name", "who", "hours", "languages")}
        facts = told | {name: said[name] for name in ("country", "call", "text", "keyword", "source_url")}
        facts["free"] = FREE[said["free"]]
        if self.line is None:
            return Line(id=self._new_id(said["country"], told["name"]), **facts)
        same = all(getattr(self.line, name) == value for name, value in facts.items())
        held = self.line if same else self.line.unchecked()
        checks = {name: getattr(held, name) for name in ("last_checked", "checked_by", "checker")}
        return Line(id=self.line.id, **facts, **checks)

    def _new_id(self, country: str, name: str) -> str:
        return f"{country.lower()}-{slugify(name)[:20] or 'line'}-{short_code()[:6].lower()}"[:40]


def began(line: Line | None) -> dict[str, Any]:
    """What the boxes hold at first."""
    if line is None:
        return {}
    same = ("country", "name", "keyword", "who", "hours", "languages", "source_url")
    return {name: getattr(line, name) for name in same} | {
        "call": "\n".join(n.written for n in line.call),
        "text": line.text.written if line.text else "",
        "free": next(key for key, value in FREE.items() if value is line.free),
    }


class CheckForm(forms.Form):
    """That a line is right, said by someone who asked or looked."""

    by = words(
        _("Who checked it"),
        60,
        _("Write who checked it. It may be a name, or what you do here."),
        hint=_("It may be a name, or what you do here, such as: the stewards."),
    )


class CountryForm(forms.Form):
    """A country, and whom one calls there when a life is in danger."""

    code = forms.RegexField(
        regex=r"^[A-Za-z]{2}\Z",
        label=_("Two letters"),
        help_text=_("As in its web addresses, such as IE for Ireland. The United Kingdom is GB."),
        error_messages={"required": _("Write the two letters."), "invalid": _("This should be two letters.")},
        widget=forms.TextInput(attrs={"size": 4, "autocomplete": "off"}),
    )
    name = words(_("Name of the country"), 60, _("Write the name of the country."))
    numbers = NumbersField(
        label=_("Emergency numbers"),
        help_text=_("One on each line. The first is the one people should try first."),
    )

    def __init__(self, *args: Any, code: str = "", book: Book, **kwargs: Any) -> None:
        numbers = "\n".join(n.written for n in book.emergency.get(code, ()))
        began = {"name": book.countries.get(code, ""), "numbers": numbers} if code else {}
        kwargs["initial"] = began
        super().__init__(*args, **kwargs)
        self.book = book
        if code:
            del self.fields["code"]

    def clean_code(self) -> str:
        code = self.cleaned_data["code"].upper()
        if code in self.book.countries:
            raise forms.ValidationError(_("This country is there already."))
        return code
