"""The cast and the tools every test shares."""

import os
import time
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.test import Client

from kith.core import crypto

# handle, name, roles; one line of who they are
CAST = [
    ("ana", "Ana", []),  # a member, a year after a hard winter; the one whose network this is
    ("ben", "Ben", []),  # her brother, a supporter who lives two streets away
    ("cleo", "Cleo", ["peer_supporter", "facilitator"]),  # peer supporter who runs the evening walks
    ("dr_osei", "Dr Osei", ["practitioner"]),  # psychologist at the community team
    ("femi", "Femi", ["moderator"]),  # moderator, evenings and weekends
    ("grace", "Grace", ["steward"]),  # steward, keeps the place running
    ("stranger", "Sam", []),  # a member with no tie to any of them
]


def pytest_configure(config):
    """With Valkey, each worker has a store of its own: clearing one must not clear another's."""
    from django.conf import settings

    from kith.core.postgres import patience

    # A busy machine is not a lost database. The tests of one that is away start servers, which keep the real time.
    patience.PAGE = 120.0
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    if settings.VALKEY_URL:
        settings.CACHES["default"]["LOCATION"] = f"{settings.VALKEY_URL.rstrip('/')}/{int(worker) + 1}"


@pytest.fixture(autouse=True, scope="session")
def tests_may_empty_the_record():
    """Between tests that commit, Django empties every table; the guards of the record of acts stand aside for that alone.

    PostgreSQL truncates, which the guards do not mind.
    """
    from django.db import connection

    if connection.vendor != "sqlite":
        yield
        return
    flush = type(connection.ops).execute_sql_flush

    def without_guards(operations, sql_list):
        with connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'core_audit%%'")
            guards = cursor.fetchall()
            for name, _sql in guards:
                cursor.execute(f"DROP TRIGGER {name}")
            flush(operations, sql_list)
            for _name, sql in guards:
                cursor.execute(sql)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(connection.ops), "execute_sql_flush", without_guards)
        yield


@pytest.fixture(autouse=True)
def fresh_start():
    """No keys and no counters are carried from one test to the next."""
    crypto.forget_keys()
    cache.clear()


@pytest.fixture
def make_person(db):
    from kith.people.models import Handle, Person, Role, name_key

    def make(username, name="", roles=(), **fields):
        person = Person.objects.create_user(username=username, **fields)
        name = name or username.title()
        Handle.objects.create(person=person, name=name, name_key=name_key(name), is_main=True)
        for kind in roles:
            title, organisation = ("Psychologist", "Community team") if kind == "practitioner" else ("", "")
            Role.objects.create(person=person, kind=kind, title=title, organisation=organisation)
        return person

    return make


@pytest.fixture
def connect(db):
    """Put two people on each other's map, as an accepted invitation does."""
    from kith.people.models import Tie

    def both(one, other, kind="family", circle="inner"):
        Tie.objects.create(owner=one, person=other, kind=kind, circle=circle, name=other.name)
        Tie.objects.create(owner=other, person=one, kind=kind, circle=circle, name=one.name)

    return both


@pytest.fixture
def cast(make_person, connect):
    people = {username: make_person(username, name, roles) for username, name, roles in CAST}
    connect(people["ana"], people["ben"], "family", "inner")
    connect(people["ana"], people["cleo"], "peer", "middle")
    return SimpleNamespace(**people)


@pytest.fixture
def visitor():
    return Client()


def proved(client, person, method="mfa"):
    """What signing in leaves behind: a record, just now, of having shown who one is."""
    session = client.session
    session["account_authentication_methods"] = [{"method": method, "type": "totp", "at": time.time()}]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()
    return client


@pytest.fixture
def as_(db):
    """Signed in a moment ago, with a second step."""

    def signed_in(person):
        client = Client()
        client.force_login(person)
        return proved(client, person)

    return signed_in


@pytest.fixture
def queries(django_assert_max_num_queries):
    return django_assert_max_num_queries
