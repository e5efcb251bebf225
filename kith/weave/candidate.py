"""What may be suggested, as plain values: the same for a group, a meeting, a service and someone you know.

In every field `None` (or "") means *not known*, which is never read as no.
"""

from dataclasses import dataclass
from datetime import date

from kith.core.text import plain_words

REMOTE = frozenset({"online", "phone", "writing"})
"""Ways of meeting for which one need not travel."""


@dataclass(frozen=True)
class Candidate:
    """One thing that might help, with only what it publishes (or, for a tie, what its owner noted)."""

    kind: str  # weave.models.Kind
    id: str
    title: str
    href: str
    gives: frozenset[str] | None = None  # codes of Need
    summary: str = ""  # what it says of itself, as it was written
    who_for: str = ""  # whom it says it is for
    organisation: str = ""  # who runs it: what must not fill a whole list
    audience: frozenset[str] | None = None  # codes of the directory's situations
    topics: frozenset[str] = frozenset()  # slugs of the directory's categories
    lat: float | None = None
    lng: float | None = None
    km: float | None = None  # from the place asked about, where its source has measured it
    place: str = ""
    languages: frozenset[str] | None = None  # ISO 639 codes
    belongs: frozenset[str] | None = None  # culture, faith and identity it states, in lower case
    formats: frozenset[str] | None = None  # codes of questions.FORMATS
    times: frozenset[str] | None = None  # codes of questions.SLOTS
    when: str = ""  # the next time or the usual hours, in words
    cost: str = ""  # free, low, paid
    min_age: int | None = None
    max_age: int | None = None
    waiting_list: bool = False
    full: bool = False
    hidden: bool = False
    blocked: bool = False
    step: str = "look"  # what one would do next; a key of sources.STEPS
    last_touch: date | None = None

    @property
    def in_short(self) -> str:
        """The first words of what it says of itself. Worked out only for what is shown."""
        return plain_words(self.summary, 140)

    @property
    def who_for_in_short(self) -> str:
        return plain_words(self.who_for, 120)

    @property
    def key(self) -> tuple[str, str]:
        return (self.kind, self.id)

    def is_remote(self) -> bool:
        """True when it is known that one can take part from home."""
        return bool(self.formats and self.formats & REMOTE)
