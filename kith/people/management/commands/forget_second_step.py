"""`kith forget-second-step`: lets someone back in who lost their passkey, their app and their recovery codes."""

from typing import Any

from allauth.account.models import EmailAddress
from django.core.management.base import BaseCommand, CommandError, CommandParser

from kith.people.actions.sessions import forget_second_step
from kith.people.models import Person


def whose(email: str) -> Person:
    """Who has this confirmed address. Raises CommandError."""
    found = EmailAddress.objects.filter(email__iexact=email.strip(), verified=True).select_related("user").first()
    if found is None:
        raise CommandError(f"No account here has the confirmed address {email}.")
    return found.user


class Command(BaseCommand):
    help = "Take all passkeys, apps and recovery codes off one account and sign it out everywhere. First make sure who is asking."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        count = forget_second_step(whose(email))
        self.stdout.write(
            f"Taken off: {count}. They sign in with a code by mail, and set up a second step again if their role asks for it."
        )
