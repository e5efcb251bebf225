"""Everyone goes everywhere, linked or not: each mark left in a private field is met by those the table names, and nobody else."""

import re
from functools import partial

import pytest

from kith.core import live, tickets
from kith.spaces.models import Space, pair_key
from tests.promises.everywhere import KITH
from tests.promises.reading import forbidden
from tests.promises.table import OWNER, PAGES, THINGS, VIEWERS, may_see, owner_of, shows

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("promises_marks")]
ANNOUNCED = re.compile(r'announce\(\s*(?:f"([\w-]+):|(\w[\w.]*\())')
each_viewer = pytest.mark.parametrize("viewer", VIEWERS)


@each_viewer
def test_nobody_meets_what_the_table_does_not_let_them_see(world, viewer):
    leaks = {
        f"{viewer} met the {thing} of {owner} at {found[thing, owner]}"
        for page, found in world.met[viewer].found.items()
        for thing, owner in forbidden(viewer, set(found), page)
    }
    assert not leaks, f"Close the leak; or if it should be so, say it in who_sees_what.toml: {sorted(leaks)}"


@each_viewer
def test_no_address_answers_to_an_id_of_what_is_not_the_viewers_to_know(world, viewer):
    reached = world.met[viewer].reached
    leaks = {
        f"{viewer} reached the {thing} of {owner} at {reached[thing, owner]}"
        for thing, owner in forbidden(viewer, set(reached))
    }
    assert not leaks, sorted(leaks)


@each_viewer
def test_everyone_meets_all_that_the_table_lets_them_see(world, viewer):
    promised = {
        (thing, owner_of(thing))
        for thing, row in THINGS.items()
        if not row.get("acted_on") and may_see(viewer, thing, owner_of(thing))
    }
    assert promised <= world.met[viewer].things(), (
        f"{viewer} may see these and never does: {sorted(promised - world.met[viewer].things())}"
    )


@each_viewer
def test_no_page_breaks(world, viewer):
    assert not world.met[viewer].broken


@each_viewer
def test_no_log_at_any_level_holds_anything_private(world, viewer):
    assert not world.met[viewer].logged


def on_pages(world):
    """page: every thing somebody met there; one's own name is on every page."""
    met: dict[str, set[str]] = {page: set() for page in PAGES if not page.endswith("*")}
    for viewer, seen in world.met.items():
        for page, found in seen.found.items():
            met.setdefault(page, set()).update(thing for thing, owner in found if (thing, owner) != ("name", viewer))
    return met


def test_every_page_shows_only_what_its_row_says(world):
    more = {
        page: sorted(found - set(shows(page) or []))
        for page, found in on_pages(world).items()
        if found - set(shows(page) or [])
    }
    assert not more, f"These pages show more than their rows in pages.toml say. Is it meant? Then say it there: {more}"


def test_every_row_is_true_of_its_page(world):
    met = on_pages(world)
    less = {page: sorted(set(row) - met[page]) for page, row in PAGES.items() if page in met and set(row) - met[page]}
    assert not less, f"These rows of pages.toml promise things that nobody ever meets there; take them out: {less}"


def topics(scene):
    """Everything pages may listen to, with the thing whose readers may listen, and whose it is."""
    found = {
        f"{kind}:{person.pk}": ("notice", who)
        for who, person in scene.people.items()
        for kind in ("home", "notices", "my-data")
    }
    found |= {f"space:{group.space_id}": (f"{name}_listening", "cleo") for name, group in scene.groups.items()}
    for name, group in scene.groups.items():
        inside = f"{name}_listening_inside" if name == "open" else f"{name}_listening"
        found |= {f"space:{group.space_id}:members": (inside, "cleo")}
        found |= {f"space:{group.space_id}:running": ("listening_running", "cleo")}
    found["safety:queue"] = ("queue_listening", "cleo")
    for value, thing, owner in scene.ids["thread_id"]:
        found[f"thread:{value}"] = (thing, owner)
    for value, thing, owner in scene.ids["meeting"]:
        found |= {f"session:{value}": (thing, owner), f"session-here:{value}": (thing, owner)}
    pair = Space.objects.get(pair=pair_key(scene.ana, scene.ben))
    found[f"space:{pair.pk}"] = ("letter", OWNER)
    return {tickets.digest(topic): thing for topic, thing in found.items()}


@each_viewer
def test_pages_listen_only_to_what_their_reader_may_read(world, viewer):
    known = topics(world.scene)
    digests = {ticket.partition(".")[2].partition(":")[0] for ticket in world.met[viewer].tickets}
    strange = digests - known.keys()
    assert not strange, "A page listens to a topic that topics() in this file does not know: say there who may listen"
    assert not [known[one] for one in digests if not may_see(viewer, *known[one])]


def test_pages_do_listen(world):
    known = topics(world.scene)
    heard = {ticket.partition(".")[2].partition(":")[0] for met in world.met.values() for ticket in met.tickets}
    assert {("letter", OWNER), ("quiet_post", OWNER), ("notice", OWNER)} <= {known[one] for one in heard}


def test_what_is_announced_says_only_that_something_changed(world):
    calls = [call for call in world.announced if isinstance(call, partial) and call.func is live.tell]
    assert len(calls) > 50
    for call in calls:
        kind, digest = call.args
        assert kind == "changed"
        assert re.fullmatch("[0-9a-f]{24}", digest)


def test_every_topic_is_one_of_those_the_table_knows():
    code = "\n".join(path.read_text() for path in KITH.glob("**/*.py") if "tests" not in path.parts)
    named = {literal or called for literal, called in ANNOUNCED.findall(code)}
    # topic: of one's own copy, `my-data`; list_topic: of a group's conversations, for each circle of readers
    assert named == {"home", "notices", "session", "session-here", "space", "thread", "topic(", "list_topic("}, (
        "A new kind of live update: add it to topics() in tests/promises/test_marks.py, with who may listen"
    )
