"""The one thing home writes: that someone read on it what another shared, so that the other can see who looked."""

from collections.abc import Sequence

from django.db import transaction

from kith.core.audit import Verb, record, record_many
from kith.home.access import looked_lately
from kith.people.models import Person
from kith.people.sharing_kinds import NETWORK
from kith.recovery.access import Shared
from kith.recovery.sharing import CHECK_INS


@transaction.atomic
def note_looks(viewer: Person, shared: Sequence[Shared]) -> None:
    """Note that the viewer read these words, for their owners to see."""
    record_many(Verb.LOOKED, viewer, [(one.person, CHECK_INS, one.id) for one in shared])


def note_map_seen(viewer: Person, owner: Person) -> None:
    """Note that the viewer looked at the owner's map; once in an hour is enough to know."""
    if looked_lately(viewer, owner, NETWORK):
        return
    record(Verb.LOOKED, viewer, owner=owner, kind=NETWORK)
