"""Ends what was only meant to last for a while."""

from datetime import timedelta

from django.db import transaction

from kith.core.clock import now
from kith.core.jobs import task
from kith.groups.access import INVITED_FOR
from kith.groups.models import GroupInvitation
from kith.spaces.models import Membership


@task(name="groups.end_old_invitations", every=timedelta(hours=6))
@transaction.atomic
def end_old_invitations() -> None:
    """An invitation to a group that nobody took up within a month opens nothing any more, and is forgotten."""
    before = now() - INVITED_FOR
    waiting = Membership.objects.filter(state=Membership.State.INVITED, changed__lt=before)
    waiting.update(state=Membership.State.LEFT, changed=now())
    GroupInvitation.objects.filter(at__lt=before).delete()
