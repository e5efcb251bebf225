"""Brings the demo community to life, once: its people, their networks, groups, conversations and directory."""

from collections.abc import Callable
from random import Random

from django.db import transaction

from kith.core.clock import now
from kith.demo import stories
from kith.demo.loader import (
    belonging,
    cases,
    groups,
    library,
    listings,
    meetings,
    members,
    network,
    recovery,
    resources,
    talk,
    turns,
    writing,
)
from kith.demo.loader.scene import Scene
from kith.people.models import Person

Say = Callable[[str], object]

STEPS: tuple[tuple[str, Callable[[Scene], int]], ...] = (
    ("people", members.make_people),
    ("services", listings.make_listings),
    ("groups", groups.make_groups),
    ("answers to meetings", meetings.make_meetings),
    ("posts", talk.make_posts),
    ("groups that rest or come to an end", turns.make_turns),
    ("kinds of note that someone has folded", talk.make_folds),
    ("things people do for one another in groups", belonging.make_belonging),
    ("words not sent yet", writing.make_drafts),
    ("messages between two", talk.make_letters),
    ("ties", network.make_ties),
    ("sharing choices", network.make_grants),
    ("maps kept to look back at", network.make_snapshots),
    ("answers to what would help", network.make_answers),
    ("check-ins", recovery.make_check_ins),
    ("coping strategies", recovery.make_strategies),
    ("ideas offered to the library", library.make_library),
    ("links and tips", resources.make_resources),
    ("looks at what was shared", recovery.make_looks),
    ("things someone told those who keep the place safe", cases.make_cases),
)


def is_loaded() -> bool:
    """Whether any of the cast is here already: then everything was loaded, and people may have changed it since."""
    return Person.objects.filter(username__in=[row["handle"] for row in stories.cast()]).exists()


def load_demo(say: Say = print) -> bool:
    """Load the demo community unless it is there; False when it was. All of it arrives together or not at all."""
    if is_loaded():
        say("The demo community is here already. Everything you wrote has been kept.")
        return False
    say(f"Making the demo community of {stories.town()['name']}. This takes a few seconds.")
    with transaction.atomic():
        scene = Scene(now(), Random(f"{stories.town()['name']}"))  # noqa: S311 - a story, not a secret
        for what, make in STEPS:
            say(f"  {make(scene):>5} {what}")
    return True
