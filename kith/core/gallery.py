"""What the gallery of parts shows: one form with every kind of control, and words of every length. Demo mode only."""

import re
from datetime import timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _

from kith.core import css
from kith.core.clock import now

DRAWN = (css.FOLDER / "icons" / "icons.svg").read_text(encoding="utf-8")
ICONS = re.findall(r'<symbol id="([^"]+)"', DRAWN)
COLOURS = re.findall(r"swatch-([\w-]+)::before", (css.FOLDER / "css" / "gallery.css").read_text(encoding="utf-8"))
LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"


class EveryField(forms.Form):
    """Every kind of control people meet."""

    name = forms.CharField(label=_("What shall we call you?"), help_text=_("A made-up name is fine."), max_length=40)
    email = forms.EmailField(label=_("Your email"), required=False)
    words = forms.CharField(label=_("What would you like to say?"), widget=forms.Textarea(attrs={"rows": 4}))
    feeling = forms.ChoiceField(
        label=_("How are you today?"),
        help_text=_("We ask so that the people you chose can answer you."),
        widget=forms.RadioSelect,
        required=False,
        choices=[
            ("good", _("Good")),
            ("so", _("So-so")),
            ("hard", _("It is a hard day")),
            ("no", _("I would rather not say")),
        ],
    )
    needs = forms.MultipleChoiceField(
        label=_("What kinds of support are missing?"),
        widget=forms.CheckboxSelectMultiple,
        choices=[
            ("listen", _("Someone to listen")),
            ("practical", _("Practical help")),
            ("company", _("Company and things to do")),
        ],
    )
    near = forms.ChoiceField(
        label=_("How far can you travel?"), choices=[("2", _("On foot")), ("10", _("By bus")), ("50", _("Further"))]
    )
    on = forms.DateField(
        label=_("When were you last in touch?"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    at = forms.TimeField(label=_("At what time?"), required=False, widget=forms.TimeInput(attrs={"type": "time"}))
    agreed = forms.BooleanField(label=_("I have read how this group looks after each other"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["needs"].hints = {  # type: ignore[attr-defined]
            "listen": _("A person who has time for you"),
            "practical": _("Lifts, forms, shopping, repairs"),
        }


def context() -> dict[str, Any]:
    """Everything `core/gallery.html` needs."""
    typed = {
        "wrong-email": "ana at home",
        "wrong-words": "I typed this and it is kept.",
        "wrong-near": "10",
        "wrong-feeling": "so",
    }
    wrong = EveryField(typed, prefix="wrong")
    return {
        "nav": "network",
        "calm_form": EveryField(),
        "wrong_form": wrong,
        "icons": ICONS,
        "colours": COLOURS,
        "long_word": LONG_WORD,
        "some_page": Paginator(range(60), 10).page(3),
        "earlier": now() - timedelta(hours=3),
    }
