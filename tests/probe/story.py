"""A small community on an installation of its own, in which someone gives something everywhere and then leaves."""

from datetime import timedelta
from types import SimpleNamespace

from django.test import Client

from kith.core import crypto
from kith.core.clock import now
from kith.core.runner import run_due
from kith.mydata import actions
from kith.mydata.models import Leaving
from kith.mydata.tests.filled import fill, group_of
from kith.people.models import Handle, Person, Role, Tie, name_key

HERS = ("Markmain Fern", "markmain_fern", "mossy markwren", "ana.marked@example.org")


def make_person(username, name, *roles):
    person = Person.objects.create_user(username=username)
    Handle.objects.create(person=person, name=name, name_key=name_key(name), is_main=True)
    for kind in roles:
        Role.objects.create(person=person, kind=kind)
    return person


def begin():
    """Ana gives something everywhere, through the real actions; she signs in, and has a copy made."""
    cast = SimpleNamespace(
        ana=make_person("markmain_fern", "Markmain Fern"),
        ben=make_person("ben", "Ben"),
        cleo=make_person("cleo", "Cleo", "peer_supporter", "facilitator"),
        femi=make_person("femi", "Femi", "moderator"),
        grace=make_person("grace", "Grace", "steward"),
    )
    for one, other in ((cast.ana, cast.ben), (cast.ana, cast.cleo)):
        Tie.objects.create(owner=one, person=other, kind="family", circle="inner", name=other.name)
        Tie.objects.create(owner=other, person=one, kind="family", circle="inner", name="My sister")
    fill(cast, group_of(cast.cleo, "The evening walk"))
    browser = Client(HTTP_HOST="localhost")
    browser.post("/accounts/login/", {"login": "Ana.Marked@example.org"})
    browser.force_login(cast.ana)
    assert browser.get("/").status_code == 200
    assert browser.post("/you/my-data/new/", {"once": "x"}).status_code == 302
    run_due()


def ana():
    return Person.objects.get(username="markmain_fern")


def leave(posts="go"):
    """She leaves, and her fourteen days are over."""
    person = ana()
    actions.ask_to_be_erased(person, keep_posts=posts == "stay")
    past = now() - timedelta(seconds=1)
    Leaving.objects.filter(person=person).update(due=past)
    Person.objects.filter(pk=person.pk).update(leaving=past)
    from kith.core.jobs import Job

    Job.objects.filter(name="mydata.erase").update(run_at=past)
    run_due()
    assert not Person.objects.filter(pk=person.pk).exists()


def say():
    """What can be read now: how many people there are, and every name on a map that opens."""
    crypto.forget_keys()
    names = sorted(tie.name for tie in Tie.objects.all())
    print("PEOPLE", Person.objects.count(), "NAMES", *names)
