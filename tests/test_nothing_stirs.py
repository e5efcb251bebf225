"""What people do for themselves leaves others' open pages still, a block tells no more than it must, and an undo brings
back only what was shared."""

from contextlib import ExitStack
from unittest.mock import patch

import pytest

from kith.groups.actions import join, make_group
from kith.people import actions as people
from kith.people.access import tie_to
from kith.people.models import Block, Grant
from kith.recovery import actions

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard():
    """The topics told of since the test began, from everywhere that shares or ends sharing."""
    topics = []
    ours = ("recovery.actions.check_ins", "recovery.actions.hard_times")
    peoples = ("people.actions.sharing", "people.actions.ties", "people.actions.blocking")
    places = [f"kith.{place}.announce" for place in (*ours, *peoples)]
    with ExitStack() as stack:
        for place in places:
            stack.enter_context(patch(place, topics.append))
        yield topics


def test_a_check_in_that_nobody_reads_stirs_nobodys_page(cast, heard):
    actions.check_in(cast.ana, 2)
    assert not heard


def test_a_check_in_stirs_the_pages_of_those_who_read_it_and_no_others(cast, heard):
    people.give(cast.ana, "check_ins", grantee=cast.ben)
    heard.clear()
    made = actions.check_in(cast.ana, 2)
    assert heard == [f"home:{cast.ben.pk}"]
    heard.clear()
    actions.check_in(cast.ana, 1, only_me=True)
    assert not heard
    actions.change_check_in(cast.ana, made, "", only_me=True, share=[])
    assert heard == [f"home:{cast.ben.pk}"], "his page lets go of it at once"


@pytest.mark.parametrize("ending", ["remove", "block"])
def test_an_ending_stirs_a_page_only_where_something_was_shared(cast, heard, ending):
    def end(other):
        heard.clear()
        people.remove_tie(cast.ana, tie_to(cast.ana, other)) if ending == "remove" else people.block(cast.ana, other)
        return set(heard)

    people.give(cast.ana, "check_ins", grantee=cast.ben)
    assert f"home:{cast.ben.pk}" in end(cast.ben)
    assert f"home:{cast.cleo.pk}" not in end(cast.cleo)


def test_undo_does_not_share_what_was_written_for_nobody_in_between(cast, as_):
    grant = people.give(cast.ana, "check_ins", grantee=cast.ben)
    actions.check_in(cast.ana, 3, "shared then")
    people.end_grant(cast.ana, grant)
    grant.refresh_from_db()
    people.take_up_again(cast.ana, grant)
    assert "shared then" in as_(cast.ben).get("/").content.decode(), "nothing was written: all is as it was"
    people.end_grant(cast.ana, grant)
    actions.check_in(cast.ana, 2, "for nobody")
    grant.refresh_from_db()
    people.take_up_again(cast.ana, grant)
    page = as_(cast.ben).get("/").content.decode()
    assert "for nobody" not in page and "shared then" not in page
    actions.check_in(cast.ana, 2, "from now on")
    assert "from now on" in as_(cast.ben).get("/").content.decode()


def test_who_was_chosen_for_one_hard_time_is_not_for_the_next(cast):
    made = actions.say_so(cast.ana)
    actions.put_words(cast.ana, made, "", share=[tie_to(cast.ana, cast.cleo).pk])
    lasting = people.give(cast.ana, "hard_time", grantee=cast.ben)
    actions.take_back(cast.ana, made)
    standing = Grant.objects.in_force().filter(owner=cast.ana, kind="hard_time")
    assert list(standing) == [lasting]


@pytest.fixture
def two_groups(cast):
    """A closed group Ana is in, and one anyone reads where the stranger met her."""
    said = {"purpose": "To sit", "joining": "open"}
    closed = make_group(cast.cleo, {"name": "Closed circle", "visibility": "members", **said}, "Be kind.", {})
    open_one = make_group(cast.cleo, {"name": "Open bench", "visibility": "anyone", **said}, "Be kind.", {})
    for group in (closed, open_one):
        join(cast.ana, group, "Ana")
    join(cast.stranger, open_one, "Sam")
    return closed, open_one


def test_a_block_changes_no_number_of_a_group_one_is_not_in(cast, as_, two_groups):
    closed, _open = two_groups
    sam = as_(cast.stranger)
    before = sam.get(f"/groups/{closed.slug}/").content.decode()
    people.block(cast.stranger, cast.ana)
    after = sam.get(f"/groups/{closed.slug}/").content.decode()
    assert "2 people" in before and "2 people" in after


def test_blocking_from_behind_another_name_hides_no_main_name(cast, as_, two_groups):
    _closed, open_one = two_groups
    join(cast.ben, open_one, "Grey Finch")
    ben = as_(cast.ben)
    page = f"/groups/{open_one.slug}/names/?name=Sam"
    assert "They can still read what you write here as Grey Finch." in ben.get(page).content.decode()
    ben.post(page, {"block": "1"}, follow=True)
    assert not Block.objects.filter(blocker=cast.ben).exists()
    assert "Sam" not in ben.get(f"/groups/{open_one.slug}/members/").content.decode()
    assert "Grey Finch" in as_(cast.stranger).get(f"/groups/{open_one.slug}/members/").content.decode()
