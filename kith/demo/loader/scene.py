"""What the steps of loading the demo community hand on to one another."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from kith.directory.models import Listing
from kith.groups.models import Group
from kith.people.models import Handle, Person


@dataclass
class Scene:
    """The moment it all leads up to, and everyone and everything made so far, by the names the data files use."""

    at: datetime
    random: Random
    people: dict[str, Person] = field(default_factory=dict)
    names: dict[str, Handle] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    listings: dict[str, Listing] = field(default_factory=dict)
    others: dict[tuple[int, str], Handle] = field(default_factory=dict)
    """The names people have in one group only, by the group's space."""

    def name_in(self, space_id: int, who: str) -> Handle:
        """What someone is called in a group: their main name, unless they chose another there."""
        return self.others.get((space_id, who)) or self.names[who]

    def ago(self, days: float = 0, hours: float = 0) -> datetime:
        """So long before now; a negative number is still to come."""
        return self.at - timedelta(days=days, hours=hours)

    def at_the_hour(self, days: int, hour: int, minute: int) -> datetime:
        """A time of day so many days ago, never later than a minute before now."""
        then = self.ago(days).replace(hour=hour, minute=minute, second=0, microsecond=0)
        return min(then, self.at - timedelta(minutes=1))
