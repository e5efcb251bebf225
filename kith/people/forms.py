"""What people fill in about themselves, their ties and what they share."""

from django import forms
from django.utils.translation import gettext_lazy as _


class JoinForm(forms.Form):
    """The extra question allauth asks when someone joins."""

    name = forms.CharField(label=_("What shall we call you?"), max_length=40, help_text=_("A made-up name is fine. Please do not use your full real name."))

    def signup(self, request, person):
        """allauth calls this once the person's row exists."""
