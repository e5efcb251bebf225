"""`kith setup`: everything an installation needs before it can serve; safe to run again at any time."""

import os
import sys
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from kith.core import installation
from kith.people.actions.beginning import appoint_first_steward, has_steward


class Command(BaseCommand):
    help = "Make the folder and the secrets, bring the database and the static files up to date, and appoint the first steward."
    requires_system_checks: list = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--steward-email", default=os.environ.get("KITH_STEWARD_EMAIL", ""))
        parser.add_argument("--steward-name", default=os.environ.get("KITH_STEWARD_NAME", ""))
        parser.add_argument("--no-steward", action="store_true", help="do not ask for a steward")

    def handle(self, *args: Any, steward_email: str, steward_name: str, no_steward: bool, **options: Any) -> None:
        self._folders_and_secrets()
        call_command("migrate", interactive=False, verbosity=0)
        self.stdout.write("The database is up to date.")
        call_command("collectstatic", interactive=False, verbosity=0)
        self.stdout.write("Static files are in place.")
        if not no_steward and not has_steward():
            self._steward(steward_email, steward_name)
        self.stdout.write("Ready: `kith serve` starts it, `kith doctor` looks it over.")

    def _folders_and_secrets(self) -> None:
        try:
            installation.make_folders()
            made = installation.make_missing_secrets()
        except OSError as error:
            raise CommandError(
                f"{error.filename or settings.KITH_DATA} cannot be written: {error.strerror}. Set KITH_DATA to a folder of yours."
            ) from error
        if made:
            self.stdout.write(
                f"New secrets are in {settings.KEY_FOLDER}. Keep a copy somewhere safe: without them nothing private can be read."
            )

    def _steward(self, email: str, name: str) -> None:
        if not email and sys.stdin.isatty():
            email = input("Email of the first steward (empty to do it later): ").strip()
            name = name or (email and input("What shall we call them? ").strip())
        if not email:
            self.stdout.write(
                "There is no steward yet: run `kith setup --steward-email someone@example.org --steward-name Name`."
            )
            return
        try:
            appoint_first_steward(email, name or "Steward")
        except ValueError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{name or 'Steward'} is the first steward, and signs in with a code sent to {email}.")
