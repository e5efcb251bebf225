"""Choosing pictures for a post, each with what it shows: checked and drawn before anything is written."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from kith.core.drawing import LARGEST, NotAPictureError, TooLargeError, redraw
from kith.core.limits import TooMany, limit
from kith.people.models import Person
from kith.spaces.forms import words
from kith.spaces.pictures.access import MOST_OF_ONE, room_for_more
from kith.spaces.pictures.actions import A_POST, Given

AN_HOUR, A_DAY = 20, 40
NUMBERS = range(1, A_POST + 1)
PARTS = ("file", "alt", "plain")


class PicturesForm(forms.Form):
    """Up to four. `cleaned_data["given"]` is what was chosen, drawn anew. The page draws its boxes itself (`groups/pictures.html`)."""

    def __init__(self, person: Person, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, prefix="pictures")
        self.person = person
        for number in NUMBERS:
            self.fields |= _fields(number)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        chosen = [number for number in NUMBERS if said.get(f"file_{number}")]
        for number in NUMBERS:
            if number not in chosen and said.get(f"alt_{number}") and f"file_{number}" not in self.errors:
                self.add_error(f"file_{number}", _("Choose this picture again, or empty what it shows."))
        said["given"] = [one for number in chosen if (one := self._drawn(number, said)) is not None]
        if chosen and not self.errors and room_for_more(self.person) < len(chosen):
            self.add_error(
                f"file_{chosen[0]}",
                _("You have shared %(num)s pictures. Take some back to make room for new ones.") % {"num": MOST_OF_ONE},
            )
        return said

    def _drawn(self, number: int, said: dict[str, Any]) -> Given | None:
        alt, plain = said.get(f"alt_{number}", ""), said.get(f"plain_{number}")
        if not alt and not plain and f"alt_{number}" not in self.errors:
            self.add_error(f"alt_{number}", _("Say what it shows, or tick that it says nothing more than your words."))
        try:
            return Given(self._read(said[f"file_{number}"]), "" if plain and not alt else alt)
        except forms.ValidationError as error:
            self.add_error(f"file_{number}", error)
        return None

    def _read(self, file: UploadedFile) -> Any:
        """Raises ValidationError, always with one sentence that says what to do."""
        try:
            limit(self.person, "pictures", AN_HOUR, 3600)
            limit(self.person, "pictures_a_day", A_DAY, 86400)
            if (file.size or 0) > LARGEST:
                raise TooLargeError
            return redraw(file.read())
        except TooMany as error:
            raise forms.ValidationError(
                _("You have added many pictures in a short time. Your words are kept here. Please add this one later.")
            ) from error
        except TooLargeError as error:
            raise forms.ValidationError(
                _(
                    "This picture is too large: it can have 8 megabytes and 40 million pixels. Please choose a smaller one."
                )
            ) from error
        except NotAPictureError as error:
            raise forms.ValidationError(
                _("We cannot read this as a picture. Please choose a JPEG, PNG, WebP or GIF file.")
            ) from error


def _fields(number: int) -> dict[str, forms.Field]:
    picture = forms.FileField(label=_("Picture"), required=False, allow_empty_file=True)
    alt = words(_("What does it show?"), 1000, "", hint=_("For people who cannot see it."), required=False)
    plain = forms.BooleanField(label=_("It says nothing more than my words"), required=False)
    return dict(zip((f"{part}_{number}" for part in PARTS), (picture, alt, plain), strict=True))
