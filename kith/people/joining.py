"""Joining: a made-up name, a time zone, and nothing about who someone is outside."""

import random
import zlib
from typing import Any

from allauth.account.models import EmailAddress
from django import forms
from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kith.core.audit import Verb, record
from kith.core.ids import short_code
from kith.people.models import Handle, Person, name_key
from kith.people.names import WORDS, clean_name

ZONES = [
    "Europe/London", "Europe/Dublin", "Europe/Lisbon", "Europe/Paris", "Europe/Madrid", "Europe/Berlin", "Europe/Amsterdam", "Europe/Rome",
    "Europe/Warsaw", "Europe/Athens", "Europe/Istanbul", "Africa/Lagos", "Africa/Johannesburg", "Africa/Nairobi", "Asia/Dubai", "Asia/Karachi",
    "Asia/Kolkata", "Asia/Dhaka", "Asia/Bangkok", "Asia/Singapore", "Asia/Shanghai", "Asia/Tokyo", "Australia/Perth", "Australia/Brisbane",
    "Australia/Sydney", "Pacific/Auckland", "America/Sao_Paulo", "America/Halifax", "America/New_York", "America/Chicago", "America/Denver",
    "America/Los_Angeles", "Pacific/Honolulu", "UTC",
]  # fmt: skip


def zones() -> list[tuple[str, str]]:
    """A short list, with the installation's own zone among them."""
    names = ZONES if settings.TIME_ZONE in ZONES else [settings.TIME_ZONE, *ZONES]
    return [(name, name.split("/")[-1].replace("_", " ")) for name in names]


def is_free(name: str, but_for: Person | None = None) -> bool:
    """Nobody has this name, leaving out one person who may keep theirs."""
    return not Handle.objects.filter(name_key=name_key(name)).exclude(person=but_for).exists()


def unfinished_join(email: str) -> Person | None:
    """Who began to join with this address and never typed the code: trying again goes on from there."""
    begun = EmailAddress.objects.filter(email__iexact=email.strip(), verified=False, user__last_login=None)
    begun = begun.exclude(user__emailaddress__verified=True).select_related("user")
    return begun[0].user if begun else None


def free_names(count: int = 3) -> list[str]:
    """Made-up names nobody here has, for someone who cannot think of one. Asks the database once."""
    tried = {f"{random.choice(WORDS['first'])} {random.choice(WORDS['second'])}" for _n in range(count * 4)}  # noqa: S311  not a secret
    taken = set(Handle.objects.filter(name_key__in=[name_key(n) for n in tried]).values_list("name_key", flat=True))
    return sorted(name for name in tried if name_key(name) not in taken)[:count]


@transaction.atomic
def name_person(person: Person, name: str, time_zone: str = "") -> Handle:
    """Give a new person their main name and sign-in name. If the name was taken this moment, a number is added to it."""
    person.handles.filter(is_main=True).delete()
    person.username = _username(name, person)
    person.time_zone = time_zone or settings.TIME_ZONE
    person.save(update_fields=["username", "time_zone"])
    handle = _handle(person, name)
    record(Verb.JOINED, person, person)
    return handle


def _username(name: str, person: Person) -> str:
    plain = slugify(name).replace("-", "_")[:30].strip("_")
    taken = not plain or Person.objects.filter(username=plain).exclude(pk=person.pk).exists()
    return f"{plain or 'member'}_{short_code(5)}" if taken else plain


def _handle(person: Person, name: str) -> Handle:
    for attempt in range(5):
        shown = name if not attempt else f"{name[:35]} {random.randint(2, 999)}"  # noqa: S311  not a secret
        try:
            with transaction.atomic():
                colour = zlib.crc32(name_key(shown).encode()) % 8
                return Handle.objects.create(
                    person=person, name=shown, name_key=name_key(shown), colour=colour, is_main=True
                )
        except IntegrityError:
            continue
    raise IntegrityError("no free name")


class JoinForm(forms.Form):
    """What we ask besides the email. allauth builds its own form on top of this one."""

    name = forms.CharField(
        label=_("What shall we call you?"),
        min_length=2,
        max_length=40,
        help_text=_("A made-up name is best. Other members see it, so please do not use your full real name."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "words", "spellcheck": "false"}),
        error_messages={
            "required": _("Choose a name. Any made-up one will do."),
            "min_length": _("Choose a name of two letters or more."),
            "max_length": _("Choose a name of 40 letters or fewer."),
        },
    )
    time_zone = forms.ChoiceField(
        label=_("Which city keeps the same time as you?"),
        choices=zones,
        required=False,
        help_text=_("So that times are shown as you know them. Only you see this."),
    )
    field_order = ["name", "email", "time_zone"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].initial = settings.TIME_ZONE

    def clean_name(self) -> str:
        name = clean_name(self.cleaned_data["name"])
        if not is_free(name, but_for=unfinished_join(self.data.get("email", ""))):
            raise forms.ValidationError(self._taken(name))
        return name

    def _taken(self, name: str) -> str:
        ideas = {"name": name, "ideas": ", ".join(free_names())}
        return (
            gettext(
                "Someone here is already called %(name)s. If that is you, sign in instead. Some that are free: %(ideas)s."
            )
            % ideas
        )

    def suggestions(self) -> list[str]:
        return free_names()

    def signup(self, request: HttpRequest, person: Person) -> None:
        """allauth calls this once the person's row exists, in the same transaction."""
        name_person(person, self.cleaned_data["name"], self.cleaned_data.get("time_zone", ""))
