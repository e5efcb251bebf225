"""Fits allauth to Kith: people are known by a pseudonym, mail says nothing about why it came, secrets are sealed."""

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kith.core import crypto
from kith.core.audit import Verb, record
from kith.core.refusals import refused
from kith.people import cookies, doors, proof
from kith.people.entrance import INVITATION, SHARED_DEVICE, is_invited
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

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """While only invited people may join, whoever holds an open invitation still can."""
        return not doors.is_by_invitation() or is_invited(request)

    def get_login_stages(self) -> list[str]:
        """allauth's steps of signing in, with our rule on who needs a second one."""
        ours = {"allauth.mfa.stages.AuthenticateStage": "kith.people.entrance.SecondStep"}
        return [ours.get(stage, stage) for stage in super().get_login_stages()]

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Raised here, not answered: allauth would ask nothing of someone who has only their mail."""
        if not proof.is_lately(self.request, self.request.user):
            raise ReauthenticationRequired
        return False

    def pre_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> Any:
        """Someone who is leaving may come in: all they then meet is the way to keep their account."""
        return None if user.leaving else super().pre_login(request, user, **kwargs)

    def post_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> Any:
        shared = request.session.pop(SHARED_DEVICE, False)
        if shared:
            request.session.set_expiry(0)
        record(Verb.SIGNED_IN, user, user, kind=proof.ways_used(request, user))
        response = super().post_login(request, user, **kwargs)
        if not kwargs.get("signup") and not cookies.is_known(request, user):
            record(Verb.NEW_DEVICE, user, user)
            self.send_notification_mail("account/email/new_device", user)
        if not shared:
            cookies.remember(request, response, user)
        return response

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Straight to an invitation that was opened before, when the address names no other page."""
        return (
            reverse("invitation-held") if request.session.get(INVITATION) else super().get_login_redirect_url(request)
        )

    def get_reauthentication_methods(self, user: Any) -> list[dict]:
        """Ours alone: one page asks again, by whatever way the person has."""
        return [{"id": "prove", "description": gettext("Is it still you?"), "url": reverse("prove")}]


class MFAAdapter(NotesWrongCodes, DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("That code does not fit. Please try again."),
        "unverified_email": _("Please confirm your email address first."),
        "cannot_delete_authenticator": _(
            "You look after others here, so one passkey or app has to stay. Add another one first, then remove this."
        ),
    }

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last one stays while its owner holds a role that needs it."""
        person = authenticator.user
        others = person.authenticator_set.filter(type__in=proof.BEYOND_MAIL).exclude(pk=authenticator.pk)
        return not person.entrusted or others.exists()

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
