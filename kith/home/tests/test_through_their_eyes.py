"""One's own sharing as the other sees it: the same access, clearly framed, unable to act, noting no look."""

import pytest

from kith.core.audit import AuditEvent, Verb
from kith.groups.models import Group
from kith.people import actions as people
from kith.people.models import Tie
from kith.recovery import actions as recovery
from kith.spaces import actions as spaces
from kith.spaces.models import Space

pytestmark = pytest.mark.django_db
FRAME = "This is what Ben sees"


def tie_of(owner, other):
    return Tie.objects.get(owner=owner, person=other)


@pytest.fixture
def things(cast):
    """Something of every kind: its words, and the address of its page as Ben sees it."""
    base = f"/sharing/as/{tie_of(cast.ana, cast.ben).pk}/"
    made = recovery.check_in(cast.ana, 4, "The choir was good")
    helps = recovery.add_strategy(cast.ana, "Walk to the sea wall", "Slowly")
    recovery.say_so(cast.ana, "Please ring on Sunday")
    people.add_tie(cast.ana, "Mãe", "family", "inner", note="Worries out loud")
    return {
        "check_ins": ("The choir was good", f"{base}check-in/{made.pk}/", f"/check-in/{made.pk}/"),
        "strategies": ("Walk to the sea wall", f"{base}strategies/{helps.pk}/", f"/strategies/{helps.pk}/"),
        "hard_time": ("Please ring on Sunday", f"{base}hard-time/", f"/hard-time/{cast.ana.hard_time.pk}/"),
        "network": ("Mãe", f"{base}network/", f"/people/{tie_of(cast.ben, cast.ana).pk}/network/"),
    }


@pytest.mark.parametrize("audience", ["named", "circle"])
@pytest.mark.parametrize("kind", ["check_ins", "strategies", "hard_time", "network"])
def test_it_shows_exactly_what_they_may_open(cast, as_, things, kind, audience):
    words, mine, theirs = things[kind]
    ana, ben = as_(cast.ana), as_(cast.ben)
    assert ana.get(mine).status_code == ben.get(theirs).status_code == 404
    given = {"grantee": cast.ben} if audience == "named" else {"circle": "inner"}
    grant = people.give(cast.ana, kind, **given)
    if kind == "check_ins":
        made = recovery.check_in(cast.ana, 4, words)
        mine, theirs = mine.rsplit("/", 2)[0] + f"/{made.pk}/", f"/check-in/{made.pk}/"
    page = ana.get(mine).content.decode()
    assert FRAME in page and words in page and "Worries" not in page
    assert words in ben.get(theirs).content.decode()
    people.end_grant(cast.ana, grant)
    assert ana.get(mine).status_code == ben.get(theirs).status_code == 404


def test_nothing_on_it_can_be_sent_and_no_look_is_noted(cast, as_, things):
    for kind in things:
        people.give(cast.ana, kind, grantee=cast.ben)
    ana = as_(cast.ana)
    base = f"/sharing/as/{tie_of(cast.ana, cast.ben).pk}/"
    for address in [base, *(mine for kind, (_words, mine, _theirs) in things.items() if kind != "check_ins")]:
        page = ana.get(address).content.decode()
        framed = page.partition('class="eyes"')[2].partition("</main>")[0]
        assert framed and "<form" not in framed and "<button" not in framed, address
        assert ana.post(address, {"text": "Hello"}).status_code == 405, address
    assert not AuditEvent.objects.filter(verb=Verb.LOOKED).exists()


def test_nobody_else_may_look_through_those_eyes(cast, as_, things):
    for kind in things:
        people.give(cast.ana, kind, grantee=cast.ben)
    for _words, mine, _theirs in things.values():
        assert as_(cast.ben).get(mine).status_code == as_(cast.cleo).get(mine).status_code == 404


def test_a_hidden_group_is_left_out_as_it_would_tell_who_else_is_in_it(cast, as_, things):
    space = Space.objects.create(kind="group", reading="members")
    Group.objects.create(space=space, slug="quiet", name="The quiet room", purpose="Rest", visibility="hidden")
    for person in (cast.ana, cast.ben):
        spaces.enter(space, person, person.main_handle)
    people.add_tie_for(cast.ana, "group", space.group.pk, "The quiet room", "group")
    people.give(cast.ana, "network", grantee=cast.ben)
    assert "The quiet room" in as_(cast.ben).get(things["network"][2]).content.decode()
    assert "The quiet room" not in as_(cast.ana).get(things["network"][1]).content.decode()


def test_others_things_are_never_shown_through_their_eyes(cast, as_, connect):
    connect(cast.ben, cast.dr_osei, "professional", "outer")
    people.give(cast.dr_osei, "strategies", grantee=cast.ben)
    recovery.add_strategy(cast.dr_osei, "A walk after work")
    page = as_(cast.ana).get(f"/sharing/as/{tie_of(cast.ana, cast.ben).pk}/").content.decode()
    assert "A walk after work" not in page
