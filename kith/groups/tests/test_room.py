"""The room of those who run a group: who comes in, notes to hand over, the welcome, and stepping down."""

import pytest
from django.db import connection

from kith.core.clock import now
from kith.groups import actions
from kith.groups.models import GroupInvitation, HandOverNote
from kith.groups.tasks import forget_hand_over_notes
from kith.notices.models import Notice
from kith.spaces.models import Membership

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(walk, cast):
    """The walk, which Ana helps to run."""
    actions.set_role(cast.cleo, walk, "Ana", "cofacilitator")
    return walk


def room(client, group):
    return client.get(f"/groups/{group.slug}/room/")


def test_only_those_who_run_it_come_in(as_, visitor, cast, two):
    for who, code in ((cast.cleo, 200), (cast.ana, 200), (cast.ben, 404), (cast.grace, 404), (cast.stranger, 404)):
        assert room(as_(who), two).status_code == code, who
        assert as_(who).get(f"/groups/{two.slug}/room/welcome/").status_code == code, who
    assert room(visitor, two).status_code == 302
    assert "The room of those who run it" in as_(cast.ana).get(f"/groups/{two.slug}/").content.decode()
    assert "The room of those" not in as_(cast.ben).get(f"/groups/{two.slug}/").content.decode()


def test_notes_are_handed_over_the_newest_on_top(as_, cast, two):
    as_(cast.cleo).post(f"/groups/{two.slug}/room/", {"words": "The hut key is with Jo."})
    as_(cast.cleo).post(f"/groups/{two.slug}/room/", {"words": "Rain plan: the hall."})
    page = room(as_(cast.ana), two).content.decode()
    assert page.index("Rain plan") < page.index("The hut key") and "Cleo" in page
    assert "A note is kept for 60 days." in page


def test_a_note_is_sealed(cast, two):
    actions.leave_note(cast.cleo, two, "The hut key is with Jo.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM groups_handovernote")
        assert b"hut key" not in bytes(cursor.fetchone()[0])


def test_an_empty_note_is_explained(as_, cast, two):
    page = as_(cast.cleo).post(f"/groups/{two.slug}/room/", {"words": " "})
    assert page.status_code == 422 and "Write something first." in page.content.decode()


def test_a_note_is_taken_back_and_put_back_by_its_writer_alone(as_, cast, two):
    note = actions.leave_note(cast.cleo, two, "The hut key is with Jo.")
    cleo, ana, address = as_(cast.cleo), as_(cast.ana), f"/groups/{two.slug}/room/"
    assert ana.post(address, {"back": str(note.pk)}).status_code == 404
    assert cleo.post(address, {"back": "nonsense"}).status_code == 404
    cleo.post(address, {"back": str(note.pk)})
    assert "The hut key" not in room(ana, two).content.decode()
    assert "Put it back" in room(cleo, two).content.decode()
    cleo.post(address, {"again": str(note.pk)})
    assert "The hut key" in room(ana, two).content.decode()


def test_notes_are_forgotten_in_time(cast, two):
    note = actions.leave_note(cast.cleo, two, "The hut key is with Jo.")
    assert forget_hand_over_notes(note.at) == 0
    assert forget_hand_over_notes(now()) == 1
    assert not HandOverNote.objects.exists()


def test_whoever_joins_reads_the_welcome_once_and_finds_it_again(as_, cast, two):
    as_(cast.cleo).post(f"/groups/{two.slug}/room/welcome/", {"words": "Come as you are. **Boots** help."})
    sam = as_(cast.stranger)
    assert sam.get(f"/groups/{two.slug}/welcome/").status_code == 302
    assert "Boots" not in sam.get(f"/groups/{two.slug}/").content.decode()
    joined = sam.post(f"/groups/{two.slug}/join/", {"name": "Sam", "version": 1})
    assert joined.url == f"/groups/{two.slug}/welcome/"
    assert "<strong>Boots</strong> help." in sam.get(joined.url).content.decode()
    assert f"/groups/{two.slug}/welcome/" in sam.get(f"/groups/{two.slug}/").content.decode()


def test_whoever_is_let_in_is_led_to_the_welcome_by_the_notice(as_, cast, make_group):
    group = make_group(joining="request")
    actions.set_welcome(cast.cleo, group, "Come as you are.")
    actions.answer_request(cast.cleo, group, actions.ask_to_join(cast.stranger, group, "Sam", ""), True)
    notice = Notice.objects.get(person=cast.stranger, kind="request_answered")
    assert as_(cast.stranger).post(f"/notices/{notice.pk}/").url == f"/groups/{group.slug}/welcome/"


def test_without_a_welcome_there_is_nothing_to_read(as_, cast, walk):
    assert as_(cast.ana).get(f"/groups/{walk.slug}/welcome/").url == f"/groups/{walk.slug}/"


def test_one_hands_over_and_steps_down(as_, cast, two):
    cleo = as_(cast.cleo)
    assert "Step down" in room(cleo, two).content.decode()
    assert "Make facilitator" in cleo.get(f"/groups/{two.slug}/members/").content.decode()
    cleo.post(f"/groups/{two.slug}/members/role/", {"member": "Ana", "role": "facilitator"})
    cleo.post(f"/groups/{two.slug}/members/role/", {"member": "Cleo", "role": "member"})
    assert "You help to run The evening walk now." in as_(cast.ana).get("/notices/").content.decode()
    roles = dict(Membership.objects.filter(space=two.space).values_list("handle__name", "role"))
    assert (roles["Ana"], roles["Cleo"]) == ("facilitator", "member")
    assert room(cleo, two).status_code == 404


def test_the_only_one_finds_another_first(as_, cast, walk):
    page = room(as_(cast.cleo), walk).content.decode()
    assert "Step down" not in page and "first let someone else run it" in page


def test_who_blocked_whom_does_not_show_in_the_numbers(as_, cast, two):
    from kith.people.actions import block

    block(cast.ana, cast.ben)
    assert "2 people are in the group." in room(as_(cast.ana), two).content.decode()
    assert "3 people are in the group." in room(as_(cast.cleo), two).content.decode()


def test_an_invitation_is_out_until_its_person_is_here_under_their_main_name(cast, as_, two):
    for person in (cast.stranger, cast.femi):
        GroupInvitation.objects.create(group=two, inviter=cast.cleo, person=person)
    actions.join(cast.femi, two, "Mossy Wren")
    assert "You have 2 invitations out." in room(as_(cast.cleo), two).content.decode()
    actions.join(cast.stranger, two, "Sam")
    assert "You have 1 invitation out." in room(as_(cast.cleo), two).content.decode()
