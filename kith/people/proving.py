"""The three ways to prove again who is there: a passkey, an app or recovery code, a code by mail."""

from typing import Any

from allauth.mfa.base.forms import ReauthenticateForm
from allauth.mfa.webauthn.forms import ReauthenticateWebAuthnForm
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kith.people import mailcode, proof
from kith.people.models import Person


class KeyForm(ReauthenticateWebAuthnForm):
    """What the device answered."""

    mark = "credential"
    way = "webauthn"

    def __init__(self, request: HttpRequest, person: Person) -> None:
        super().__init__(data=request.POST, user=person)


class AppForm(ReauthenticateForm):
    """A number from the app, or a recovery code."""

    mark = "app"
    way = "totp"

    def __init__(self, request: HttpRequest, person: Person) -> None:
        super().__init__(data=request.POST, user=person)
        self.fields["code"].error_messages["required"] = _("Write the number from your app, or a recovery code.")


class MailForm(forms.Form):
    """The code we mailed a moment ago."""

    mark = "code"
    way = "mail"
    code = forms.CharField(max_length=40, error_messages={"required": _("Write the code from the mail.")})

    def __init__(self, request: HttpRequest, person: Person) -> None:
        super().__init__(data=request.POST)
        self.request, self.person = request, person

    def clean_code(self) -> Any:
        if mailcode.fits(self.request, self.person, self.cleaned_data["code"]):
            return self.cleaned_data["code"]
        if mailcode.is_sent(self.request):
            raise forms.ValidationError(gettext("That code does not fit. Look at the newest mail and try again."))
        raise forms.ValidationError(gettext("That code is not good any more. Please ask for a new one."))

    def save(self) -> None:
        proof.note(self.request, self.person, "code", reauthenticated=True)
