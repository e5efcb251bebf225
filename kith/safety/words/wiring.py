"""Makes the looks at words known to where words are written."""

from kith.core import beside, diagnosis
from kith.safety.words.actions import no_more_of
from kith.safety.words.beside import help_beside
from kith.safety.words.examining import looks
from kith.safety.words.hinting import hints_for
from kith.safety.words.looking import after, before
from kith.spaces import watching


def register_all() -> None:
    watching.register(before=before, after=after, wordings=(hints_for, no_more_of))
    beside.register(help_beside)
    diagnosis.PARTS["words"] = looks
