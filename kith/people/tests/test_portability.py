"""Everything a person put into their network can be taken along, and taken away."""

from kith.people import actions, portability
from kith.people.models import Block, Grant, Invitation, RemovedTie, Snapshot, Tie


def fill(cast):
    tie = actions.add_tie(cast.ana, "Ruth", "family", "inner", ["listen"], note="Ask about the baby")
    actions.invite(cast.ana, tie)
    actions.give(cast.ana, "check_ins", grantee=cast.ben, purpose="So I need not explain")
    actions.give(cast.ben, "check_ins", grantee=cast.ana)
    actions.keep_snapshot(cast.ana, "A year after")
    actions.block(cast.ana, cast.femi)
    actions.remove_tie(cast.ana, actions.add_tie(cast.ana, "Gone", "peer"))


def test_the_export_holds_every_word_the_person_gave(cast):
    fill(cast)
    everything = str(portability.export(cast.ana))
    for words in ("Ruth", "Ask about the baby", "So I need not explain", "A year after", "Femi", "Ben"):
        assert words in everything


def test_the_export_of_another_holds_none_of_them(cast):
    fill(cast)
    everything = str(portability.export(cast.ben))
    assert "Ruth" not in everything
    assert "explain" not in everything


def test_erasing_leaves_no_row_and_no_link_from_others(cast):
    fill(cast)
    portability.erase(cast.ana)
    for model in (Tie, Invitation, RemovedTie, Snapshot, Grant):
        assert not model.objects.filter(owner=cast.ana).exists()
    assert not Grant.objects.filter(grantee=cast.ana).exists()
    assert not Tie.objects.filter(person=cast.ana).exists()
    assert not Block.objects.exists()
    assert Tie.objects.filter(owner=cast.ben, name__isnull=False).exists()
