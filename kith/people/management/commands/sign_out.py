"""`kith sign-out`: ends every session of one person, when a device was lost or an account is in wrong hands."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from kith.people.actions.sessions import end_every_session
from kith.people.management.commands.forget_second_step import whose


class Command(BaseCommand):
    help = "Sign one account out everywhere. Nothing else about it changes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        self.stdout.write(f"Signed out in this many places: {end_every_session(whose(email))}.")
