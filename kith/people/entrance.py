"""The forms and steps of coming in: allauth's, with our words, whole transactions and a shared-device choice."""

from typing import Any

from allauth.account.forms import (
    ConfirmEmailVerificationCodeForm,
    ConfirmLoginCodeForm,
    LoginForm,
    RequestLoginCodeForm,
    SignupForm,
)
from allauth.account.models import EmailAddress
from allauth.mfa.stages import AuthenticateStage
from django import forms
from django.db import transaction
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _

from kith.core.audit import Verb, record
from kith.people.access import find_invitation
from kith.people.joining import unfinished_join
from kith.people.models import Person
from kith.people.proof import factors, mail_is_too_little

SHARED_DEVICE = "shared_device"
INVITATION = "invitation"  # in the session: the mark of a link opened before signing in


def is_invited(request: HttpRequest) -> bool:
    """Whether this browser opened an invitation that can still be accepted."""
    try:
        return bool(find_invitation(request.user, request.session.get(INVITATION, "")))
    except Http404:
        return False


def _plain_email(field: Any, label: Any) -> None:
    field.label = label
    field.widget.attrs.pop("placeholder", None)
    field.error_messages["required"] = _("Write your email address.")
    for validator in field.validators:
        if getattr(validator, "code", "") == "invalid":
            validator.message = _("Write an email address like name@example.org.")


def someone_leaving(email: str) -> Person | None:
    """Who has this address and asked to be erased: allauth looks for active people only."""
    held = EmailAddress.objects.filter(email__iexact=email, verified=True, user__leaving__isnull=False)
    return next((address.user for address in held.select_related("user")), None)


class EnterForm(LoginForm):
    """Your email; a code comes by mail."""

    shared = forms.BooleanField(
        label=_("Other people use this device too"),
        required=False,
        help_text=_("Then you are signed out when the browser closes."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain_email(self.fields["login"], _("Your email"))
        self.order_fields(["login", "shared"])

    def _clean_without_password(self, email: str | None, phone: str | None) -> Any:
        cleaned = super()._clean_without_password(email, phone)
        if getattr(self, "user", None) is None and email:
            self.user = someone_leaving(email)
        return cleaned

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> Any:
        request.session[SHARED_DEVICE] = bool(self.cleaned_data.get("shared"))
        return super().login(request, redirect_url)


class AskForCodeForm(RequestLoginCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain_email(self.fields["email"], _("Your email"))

    def clean_email(self) -> str:
        email = super().clean_email()
        found = getattr(self, "_user", None)
        self._user = found or someone_leaving(email)
        return email


class NewMemberForm(SignupForm):
    """Joining is one transaction: no half-made person stays behind when something fails."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain_email(self.fields["email"], _("Your email"))
        self.fields["email"].help_text = _("We send a code there. Other members never see it.")

    def save(self, request: HttpRequest) -> Any:
        with transaction.atomic():
            return super().save(request)

    def try_save(self, request: HttpRequest) -> tuple[Any, Any]:
        """Go on with a join that was begun and not finished, instead of saying by mail that the address is in use."""
        begun = unfinished_join(self.cleaned_data["email"]) if self.account_already_exists else None
        if begun is None:
            return super().try_save(request)
        self.signup(request, begun)
        return begun, None


def _plain_code(form: forms.Form) -> None:
    field = form.fields["code"]
    field.label = _("The code from the mail")
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update({"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"})
    field.error_messages["required"] = _("Write the code from the mail.")


class LoginCodeForm(ConfirmLoginCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain_code(self)

    def clean_code(self) -> str:
        """A wrong code for an address nobody has is recorded too: it costs the same time as one for a member."""
        try:
            return super().clean_code()
        except forms.ValidationError:
            if not self.expected_code:
                record(Verb.SIGN_IN_REFUSED, None, None, kind="mail")
            raise


class EmailCodeForm(ConfirmEmailVerificationCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain_code(self)


class SecondStep(AuthenticateStage):
    """Asks for the authenticator app or the passkey where a code by mail is too little."""

    def handle(self) -> tuple:
        person = self.login.user
        if person is not None and not mail_is_too_little(person, factors(person)):
            return None, True
        return super().handle()
