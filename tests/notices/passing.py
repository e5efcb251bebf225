"""Lets time pass and jobs be done, and says what came by mail."""

from datetime import timedelta

from django.core import mail

from kith.core import runner
from kith.notices.tasks import send_what_is_due


def passes(clock, **span):
    """Let time pass, and everything that is due by then happen."""
    run()
    clock.shift(timedelta(**span))
    send_what_is_due()
    run()


def run():
    runner.run_due()


def subjects():
    return [one.subject for one in mail.outbox]
