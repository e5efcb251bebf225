"""What someone chooses when they leave for good."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kith.people.forms import Choice

GO, STAY = "go", "stay"


HINTS = {
    GO: _("Nobody can read it any more. Where others answered you, it says “Someone who left”, without words."),
    STAY: _("Others can still read it. It says “Someone who left” where your name was."),
}


class EraseForm(forms.Form):
    """What becomes of the words others have answered."""

    posts = Choice(
        label=_("What should become of what you wrote in groups?"),
        choices=[(GO, _("It goes")), (STAY, _("It stays, without a name"))],
        hints=HINTS,
        error_messages={"required": _("Choose what should become of it.")},
    )

    def keeps_posts(self) -> bool:
        return self.cleaned_data["posts"] == STAY
