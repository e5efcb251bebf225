"""`kith worker`: does the jobs where the web processes do not."""

import signal
from typing import Any

from django.core.management.base import BaseCommand

from kith.core.checks import at_start
from kith.core.runner import Runner


class Command(BaseCommand):
    requires_system_checks: list = []
    help = "Do jobs until Ctrl-C. Start as many as you like, on as many machines as you like."

    def handle(self, *args: Any, **options: Any) -> None:
        for words in at_start():
            self.stderr.write(f"Note: {words}")
        runner = Runner()

        def stop(*_: Any) -> None:
            runner.stopping.set()
            runner.wake.set()

        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, stop)
        self.stdout.write("Doing jobs. (Ctrl-C stops it)")
        self.stdout.flush()
        runner.work()
