"""The demo community, loaded once for the tests that look round in it."""

import pytest
from django.db import transaction

from kith.demo.loader import load_demo


@pytest.fixture(scope="module")
def community(django_db_setup, django_db_blocker):
    """Everything the demo makes; gone again after the module. Yields what was said while loading."""
    said = []
    with django_db_blocker.unblock():
        atomic = transaction.atomic()
        atomic.__enter__()
        try:
            load_demo(said.append)
            yield said
        finally:
            transaction.set_rollback(True)
            atomic.__exit__(None, None, None)
