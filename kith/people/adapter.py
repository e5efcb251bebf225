"""Fits allauth to Kith: people are known by a pseudonym, mail says nothing about why it came, secrets are sealed."""

import base64
import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kith.core import crypto
from kith.core.audit import Verb, record
from kith.core.refusals import refused
from kith.people.entrance import INVITATION, SHARED_DEVICE
from kith.people.models import Person

SEALED_FOR = "mfa.secret"
NOTED = ("incorrect_code", "incorrect_password", "too_many_login_attempts", "rate_limited")


class NotesWrongCodes:
    """Both adapters say through this what is wrong with a code; the record of acts hears of it, without the code."""

    def validation_error(self, code: str, *args: Any) -> Any:
        if code in NOTED:
            refused("code", code)
        return super().validation_error(code, *args)  # type: ignore[misc]  # allauth's, which stands beside it


class AccountAdapter(NotesWrongCodes, DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed."),
        "cannot_remove_primary_email": _("This is the address your codes go to. Add another one first."),
        "duplicate_email": _("This address is already yours."),
        "incorrect_code": _("That code does not fit. Look at the newest mail and try again."),
        "invalid_login": _("Write an email address like name@example.org."),
        "rate_limited": _("That was a lot of tries. Please wait a few minutes and try again."),
        "too_many_login_attempts": _("That was a lot of tries. Please wait a few minutes and ask for a new code."),
        "unverified_primary_email": _("Please confirm the new address first."),
    }

    def get_login_stages(self) -> list[str]:
        """allauth's steps of signing in, with our rule on who needs a second one."""
        ours = {"allauth.mfa.stages.AuthenticateStage": "kith.people.entrance.SecondStep"}
        return [ours.get(stage, stage) for stage in super().get_login_stages()]

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Someone who signed in within the last minutes is not asked again."""
        records = get_authentication_records(self.request, self.request.user)
        fresh = bool(records) and time.time() - records[-1]["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
        return not fresh and super().is_reauthentication_required(app=app, **kwargs)

    def pre_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> Any:
        """Someone who is leaving may come in: all they then meet is the way to keep their account."""
        return None if user.leaving else super().pre_login(request, user, **kwargs)

    def post_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> Any:
        if request.session.pop(SHARED_DEVICE, False):
            request.session.set_expiry(0)
        record(Verb.SIGNED_IN, user, user)
        return super().post_login(request, user, **kwargs)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Straight to an invitation that was opened before, when the address names no other page."""
        return (
            reverse("invitation-held") if request.session.get(INVITATION) else super().get_login_redirect_url(request)
        )

    def get_reauthentication_methods(self, user: Any) -> list[dict]:
        words = {
            "mfa_reauthenticate": _("Use a code from your app or a recovery code"),
            "mfa_reauthenticate:webauthn": _("Use your passkey"),
        }
        return [
            {**method, "description": words.get(method["id"], method["description"])}
            for method in super().get_reauthentication_methods(user)
        ]


class MFAAdapter(NotesWrongCodes, DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("That code does not fit. Please try again."),
        "unverified_email": _("Please confirm your email address first."),
    }

    def _get_user_identifier(self, user: Person) -> str:
        """What a phone's list of keys shows: the name chosen here, never the email."""
        return str(user)

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        number = user.authenticator_set.filter(type=type).count() + 1
        return gettext("My device") if number == 1 else gettext("Device %(number)s") % {"number": number}

    def encrypt(self, text: str) -> str:
        """Seal a secret with the server's newest key, so that a copied database does not hold it."""
        name, key = crypto.newest_key()
        return f"{name}:{base64.b64encode(crypto.seal(key, text.encode(), SEALED_FOR)).decode()}"

    def decrypt(self, encrypted_text: str) -> str:
        """Raises WrongKeyError when the server key it was sealed with is gone."""
        name, _sep, sealed = encrypted_text.partition(":")
        return crypto.unseal(crypto.server_key(name), base64.b64decode(sealed), SEALED_FOR).decode()
