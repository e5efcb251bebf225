"""A map that someone shares gives away neither a hidden group nor the name its owner has in one."""

from kith.groups import actions as groups
from kith.people import actions
from kith.people.models import Handle, Tie
from kith.spaces import actions as spaces


def put_in(group, person, handle=None):
    spaces.enter(group.space, person, handle or person.main_handle)
    actions.add_tie_for(person, "group", group.pk, group.name, "group", ["company"])


def make(cast, name, visibility):
    start = {"name": name, "purpose": "Fresh air.", "visibility": visibility, "joining": "open"}
    return groups.make_group(cast.cleo, start, "Be kind.", {"needs": ["company"], "formats": ["in_person"]})


def test_hidden_groups_and_groups_under_another_name_are_left_out_of_a_shared_map(cast, as_):
    other = Handle.objects.create(person=cast.ana, name="Mossy Wren", name_key="mossy wren")
    put_in(make(cast, "The evening walk", "anyone"), cast.ana)
    hidden = make(cast, "A quiet corner", "hidden")
    put_in(hidden, cast.ana)
    put_in(make(cast, "Poets by night", "anyone"), cast.ana, other)
    actions.give(cast.ana, "network", grantee=cast.ben)
    address = f"/people/{Tie.objects.get(owner=cast.ben, person=cast.ana).pk}/network/"
    seen = as_(cast.ben).get(address).content.decode()
    assert "The evening walk" in seen
    assert "A quiet corner" not in seen and "Poets by night" not in seen
    put_in(hidden, cast.ben)
    assert "A quiet corner" in as_(cast.ben).get(address).content.decode()
    mine = as_(cast.ana).get("/network/ties/").content.decode()
    assert "A quiet corner" in mine and "Poets by night" in mine
