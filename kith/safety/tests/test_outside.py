"""Telling someone outside about a person: two decide whom and what, one of them does it and writes it down, the person learns of it."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from conftest import proved
from kith.core.audit import AuditEvent, Verb
from kith.core.clock import now
from kith.notices.models import Notice
from kith.safety import access, actions, portability
from kith.safety.cases import keeping
from kith.safety.models import CaseEvent, Opening
from kith.safety.tasks import tell_when_due

SAID = "He wrote that he would not be here tomorrow."
ASKED = {"contact": "crisis", "said": SAID, "ground": "danger", "reason": "He does not answer."}


@pytest.fixture
def mod(make_person):
    return make_person("hana", "Hana", ["moderator"])


def ask(cast, case, unsafe=""):
    return actions.ask_to_contact(cast.femi, case, **ASKED, unsafe=unsafe)


def agreed(cast, case, mod, unsafe=("", "")):
    made = ask(cast, case, unsafe[0])
    assert actions.agree(mod, made, unsafe[1])
    return Opening.objects.get(pk=made.pk)


def signed_in(as_, person):
    client = as_(person)
    proved(client, person)
    return client


def test_from_the_case_through_two_people_to_what_the_person_reads(cast, as_, case, mod):
    femi, hana, ben = signed_in(as_, cast.femi), signed_in(as_, mod), as_(cast.ben)
    new = reverse("opening-new-outside", args=[case.pk])
    assert femi.post(new, ASKED).status_code == 302
    opening = Opening.objects.get()
    place = reverse("opening", args=[opening.pk])
    assert (opening.kind, opening.subject, opening.case, opening.contact) == ("outside", cast.ben, case, "crisis")
    done = reverse("opening-contacted", args=[opening.pk])
    femi.post(done, {"outcome": "Rang them."})
    assert Opening.objects.get().done is None, "one person alone does nothing"
    assert SAID not in ben.get(reverse("had-to-look")).content.decode()
    assert SAID in hana.get(place).content.decode()
    hana.post(reverse("opening-agree", args=[opening.pk]), {"unsafe": ""})
    assert Notice.objects.filter(person=cast.ben, kind="opening").exists()
    assert SAID in ben.get(reverse("had-to-look")).content.decode()
    assert femi.post(done, {"outcome": ""}).status_code == 422
    femi.post(done, {"outcome": "Rang the team at nine. They are on their way."})
    assert "They are on their way." in hana.get(place).content.decode()
    read = ben.get(reverse("had-to-look")).content.decode()
    assert "Someone outside was told about you" in read and "They are on their way." not in read
    assert "He does not answer." not in read and "A crisis team" in read
    events = list(CaseEvent.objects.filter(case=case).values_list("kind", flat=True))
    assert {"asked", "agreed", "contacted"} <= set(events)
    assert AuditEvent.objects.filter(verb=Verb.OUTSIDE_CONTACTED, owner=cast.ben.pk, actor=cast.femi.pk).exists()
    hana.post(done, {"outcome": "Again."})
    assert Opening.objects.get().outcome.startswith("Rang the team"), "it is written down once"


def test_whoever_asked_or_whom_it_is_about_cannot_be_the_second(cast, case, mod):
    made = ask(cast, case)
    assert not actions.agree(cast.femi, made) and not actions.agree(cast.ben, made)
    assert Opening.objects.get().agreed is None


@pytest.mark.parametrize("who", ["ana", "ben", "cleo", "dr_osei", "stranger"])
def test_for_everyone_else_there_is_no_such_page(who, cast, as_, case):
    client = signed_in(as_, getattr(cast, who))
    assert client.get(reverse("opening-new-outside", args=[case.pk])).status_code == 404
    made = ask(cast, case)
    assert client.post(reverse("opening-contacted", args=[made.pk]), {"outcome": "x"}).status_code == 404


def test_the_name_used_there_is_shown_and_no_other(cast, as_, case, mod):
    page = signed_in(as_, mod).get(reverse("opening", args=[ask(cast, case).pk])).content.decode()
    assert case.handle.name in page


def test_telling_later_takes_both_and_comes_by_itself(cast, as_, case, mod):
    opening = agreed(cast, case, mod, ("He said he would run.", "Yes."))
    assert opening.told is None and opening.review
    assert SAID not in as_(cast.ben).get(reverse("had-to-look")).content.decode()
    assert not AuditEvent.objects.filter(owner=cast.ben.pk, thing=str(opening.pk)).exists()
    with time_machine.travel(now() + timedelta(days=31), tick=False):
        tell_when_due()
        assert SAID in as_(cast.ben).get(reverse("had-to-look")).content.decode()


def test_its_time_is_a_day(cast, case, mod):
    opening = agreed(cast, case, mod)
    with time_machine.travel(now() + timedelta(hours=25), tick=False):
        assert not actions.write_down_contact(cast.femi, opening, "Too late.")


def test_it_opens_nothing_to_read(cast, as_, case, mod):
    opening = agreed(cast, case, mod)
    assert not access.can_read(cast.femi, opening)
    assert signed_in(as_, cast.femi).get(reverse("opening-read", args=[opening.pk])).status_code == 404


def test_the_database_wants_two_before_anything_is_done(cast, case):
    made = ask(cast, case)
    with pytest.raises(IntegrityError), transaction.atomic():
        Opening.objects.filter(pk=made.pk).update(done=now())


def test_a_case_about_nobody_has_nobody_to_tell_of(cast, as_):
    empty = keeping.open_case(keeping.About("group", "1"), "worried", "report", ["worried"], 0)[0]
    assert signed_in(as_, cast.femi).get(reverse("opening-new-outside", args=[empty.pk])).status_code == 404


def test_it_goes_with_the_person(cast, case, mod):
    agreed(cast, case, mod)
    portability.erase(cast.ben)
    assert not Opening.objects.exists()
