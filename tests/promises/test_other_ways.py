"""What leaves by other ways than pages: mail, what people take with them, and the log when something breaks."""

import importlib
import json
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core import mail
from django.test import Client
from jinja2 import Template

from conftest import proved
from tests.promises.conftest import everything_logged, logged
from tests.promises.reading import Finder, client_for, forbidden, send
from tests.promises.scene import mark
from tests.promises.table import OWNER, THINGS, VIEWERS, may_see, owner_of

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("promises_ways")]
PEOPLE = list(VIEWERS)[1:]
TAKEN_LATER = {"removed_tie"}  # kept for an hour, to be put back; the map it is put back on is in the export


def exported(who, scene):
    found = {}
    for config in apps.get_app_configs():
        if config.name.startswith("kith.") and Path(config.path, "portability.py").is_file():
            found |= importlib.import_module(f"{config.name}.portability").export(scene.people[who])
    return json.dumps(found, default=str, ensure_ascii=False)


@pytest.mark.parametrize("who", PEOPLE)
def test_nobody_takes_out_what_they_may_not_see(scene, who):
    assert not forbidden(who, Finder(scene).find(exported(who, scene)), "export")


def test_what_people_take_out_holds_all_their_own_words(scene):
    found = Finder(scene).find(exported(OWNER, scene))
    hers = {
        thing
        for thing, row in THINGS.items()
        if row.get("kept_in") and owner_of(thing) == OWNER and may_see(OWNER, thing, OWNER) and thing not in TAKEN_LATER
    }
    missing = sorted(thing for thing in hers if (thing, OWNER) not in found)
    assert not missing, f"Ana gave these and does not get them back from portability.export: {missing}"


@pytest.mark.parametrize("who", ["ana", "ben", "nobody"])
def test_mail_holds_nothing_but_its_readers_own_address(scene, who):
    address = f"{mark('email', who)}@example.org"
    for page, form in (
        ("/accounts/login/code/", {"email": address}),
        ("/accounts/signup/", {"email": address, "name": "New"}),
    ):
        send(Client(), page, "post", form)
    assert mail.outbox
    for one in mail.outbox:
        assert one.to == [address]
        assert one.from_email.startswith("Messages <")
        said = "\n".join([one.subject, one.body, *map(str, one.alternatives)])
        assert Finder(scene).find(said) <= {("email", who)}
        assert not re.search(r"\bKith\b|mental|recover", one.subject)


def not_proved_lately(scene, who):
    """Signed in long ago, and holding a form that was sent without a proof."""
    client = client_for(scene, who)
    session = client.session
    for proof in (records := session["account_authentication_methods"]):
        proof["at"] -= 3600
    session["account_authentication_methods"] = records
    session.save()
    return client


def test_words_kept_while_one_proves_who_one_is_are_for_their_writer_alone(scene):
    words = f"for {mark('purpose')} alone"
    ana, ben = not_proved_lately(scene, "ana"), client_for(scene, "ben")
    with everything_logged() as kept:
        asked = send(ana, "/sharing/give/", "post", {"purpose": words, "what": "check_ins"})
    assert asked.headers["Location"] == "/you/again/"
    assert ("purpose", OWNER) not in Finder(scene).find(f"{dict(ana.session)} {kept.lines}")
    assert ("purpose", OWNER) not in Finder(scene).answer(send(ana, "/you/again/"))

    stolen = ben.session
    stolen["kept"] = ana.session["kept"]
    stolen.save()
    assert ("purpose", OWNER) not in Finder(scene).answer(send(ben, "/you/again/kept/"))
    assert ("purpose", OWNER) in Finder(scene).answer(send(proved(ana, scene.ana), "/you/again/kept/"))


PAGES_OF_WORDS = [
    "/",
    "/check-in/",
    "/strategies/",
    "/sharing/",
    "/messages/",
    "/groups/",
    "/network/ties/",
    "/what-would-help/hard/",
    "/hard-time/",
    "/you/names/",
]


@pytest.mark.parametrize("page", PAGES_OF_WORDS)
def test_an_error_while_words_are_shown_says_none_of_them(scene, monkeypatch, page):
    drawn, draw = [], Template.render

    def breaks(template, context=(), **_kwargs):
        if drawn:  # the page that says sorry
            return draw(template, context)
        drawn.append(context)
        words = {mark("check_in_words"): mark("answer")}
        raise LookupError(f"could not draw {words} of {context}")

    client = client_for(scene, OWNER)
    monkeypatch.setattr(Template, "render", breaks)
    with everything_logged() as kept:
        answer = send(client, page)
    assert answer.status == 500
    assert any("LookupError" in line for line in kept.lines)
    assert Finder(scene).answer(answer) <= {("name", OWNER)}
    assert not [line for line in kept.lines if logged(Finder(scene), line)]


@pytest.mark.parametrize("page", PAGES_OF_WORDS)
def test_words_that_were_sent_and_refused_are_not_logged(scene, page):
    words = mark("check_in_words")
    with everything_logged() as kept:
        send(client_for(scene, OWNER), f"{page}?q={words}", "post", {"words": words, "mood": words, "body": words})
    assert not [line for line in kept.lines if words in line]
