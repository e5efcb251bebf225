"""Whatever people do to one another, in whatever order: everyone sees what a small second telling of the rules says they see.

`KITH_DEEP=1 pytest tests/promises/test_state_machine.py` looks for some minutes, each time elsewhere; 10 looks ten times as long.
"""

import os

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.promises.machine import Sharing

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("promises_machine")]
DEEP = int(os.environ.get("KITH_DEEP", 0))
CAREFUL = settings(
    max_examples=150 * DEEP or 40,
    stateful_step_count=50 if DEEP else 25,
    derandomize=not DEEP,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def test_everyone_always_sees_what_the_rules_say(settings):
    settings.LIMITS = False
    run_state_machine_as_test(Sharing, settings=CAREFUL)
