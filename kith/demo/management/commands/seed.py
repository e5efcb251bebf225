"""`kith seed`: a believable community of any size, for trying Kith at scale."""

import time
from dataclasses import fields
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kith.core.checks import at_start
from kith.core.management.commands.serve import refuse_an_old_database
from kith.demo.seed import seed_community
from kith.demo.seed.size import BadSizeError, Size, read_size


class Command(BaseCommand):
    requires_system_checks: list = []  # at_start looks, and says it in one line
    help = "Make a community of invented people who talk. The same for the same --seed."

    def add_arguments(self, parser: CommandParser) -> None:
        for field in fields(Size):
            parser.add_argument(f"--{field.name}", metavar="N", help=f"default {field.default}")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            size = read_size(options)
        except BadSizeError as error:
            raise CommandError(str(error), returncode=2) from error
        at_start()
        refuse_an_old_database()
        began = time.perf_counter()
        self.say(f"Making a community from seed {size.seed}:")
        try:
            seed_community(size, self.say)
        except KeyboardInterrupt:
            raise CommandError("Stopped. Nothing was changed.", returncode=130) from None
        seconds = time.perf_counter() - began
        self.say(f"Done in {seconds:.1f} s: {size.posts:,} posts, {size.posts / seconds:,.0f} a second over all.")

    def say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()
