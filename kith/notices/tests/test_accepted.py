"""The inviter learns that their invitation was accepted, for as long as the two are connected."""

from kith.notices.models import Notice
from kith.people import actions
from kith.people.actions.invitations import token_hash
from kith.people.models import Invitation, Tie


def accept(inviter, invited):
    tie = Tie.objects.create(owner=inviter, kind="peer", circle="middle", name="From the walk")
    token = actions.invite(inviter, tie)
    actions.accept_invitation(invited, Invitation.objects.get(token_hash=token_hash(token)))
    return Tie.objects.get(owner=inviter, person=invited)


def test_the_inviter_is_told_once_and_can_go_there(cast, as_):
    tie = accept(cast.ana, cast.grace)
    page = as_(cast.ana).get("/notices/").content.decode()
    assert "accepted your invitation" in page
    assert Notice.objects.filter(person=cast.ana, kind="accepted", thing_id=str(tie.pk)).count() == 1
    assert not Notice.objects.filter(person=cast.grace, kind="accepted").exists()


def test_nothing_is_said_any_more_once_the_tie_ends(cast, as_):
    accept(cast.ana, cast.grace)
    actions.block(cast.ana, cast.grace)
    assert "accepted your invitation" not in as_(cast.ana).get("/notices/").content.decode()
