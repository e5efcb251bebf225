"""The table is whole: no page, private field, kind of grant or audience is without its row, and each row is of use."""

import re
from itertools import chain

import pytest
from django.apps import apps
from django.db import models

from kith.core.crypto import EncryptedTextField
from kith.people.models import Grant
from tests.promises.addresses import ACCOUNTS, PART, SAME_FOR_EVERYONE, all_patterns, named, parts, patterns
from tests.promises.reading import Finder
from tests.promises.scene import KINDS
from tests.promises.table import AUDIENCES, NAMES, NOT_PRIVATE, PAGES, THINGS, VIEWERS, is_in, owner_of, shows

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("promises_whole")]
WORDS = (models.CharField, models.TextField, models.JSONField, EncryptedTextField)
KEPT_IN = {kept: thing for thing, row in THINGS.items() for kept in row.get("kept_in", [])}


def word_fields():
    """Every field of ours in which words could lie: not those with a fixed list of codes."""
    for model in apps.get_models():
        if model.__module__.startswith("kith."):
            for one in model._meta.concrete_fields:
                if isinstance(one, WORDS) and not one.choices:
                    yield model, one, f"{model._meta.app_label}.{model.__name__}.{one.name}"


def rows_of(thing):
    return [(thing, THINGS[thing]), *((who, row) for who, row in NAMES.items() if thing == "name")]


@pytest.mark.parametrize("pattern", patterns())
def test_every_page_has_a_row(pattern):
    assert shows(pattern) is not None, (
        f"Say in tests/promises/pages.toml what {pattern} may show: "
        "a row with the things of who_sees_what.toml that it shows, or [] when it shows nothing of anybody's."
    )


def test_no_address_stands_in_the_way_of_another():
    shapes = [PART.sub(r"<\1>", pattern) for pattern in all_patterns() if not pattern.startswith(ACCOUNTS)]
    hidden = sorted({shape for shape in shapes if shapes.count(shape) > 1})
    assert not hidden, f"Two views have each of these; only the first ever answers: {hidden}"


def test_every_row_has_a_page_and_shows_things_there_are():
    gone = [page for page in PAGES if not page.endswith("*") and page not in patterns()]
    assert not gone, f"These pages are gone; take their rows out of pages.toml: {gone}"
    unknown = sorted(set(chain.from_iterable(PAGES.values())) - set(THINGS))
    assert not unknown, f"pages.toml names things that have no row in who_sees_what.toml: {unknown}"


@pytest.mark.parametrize("pattern", named())
def test_every_part_of_an_address_is_known_to_the_scene(scene, pattern):
    strange = [part for part in parts(pattern) if part not in SAME_FOR_EVERYONE and part not in scene.ids]
    assert not strange, (
        f"{pattern} names something by {strange} that the scene has none of: make one in tests/promises/marks.py "
        "and say scene.know(part, id, thing, owner); or list the part in SAME_FOR_EVERYONE in addresses.py."
    )
    assert len(parts(pattern)) == len(re.findall("<", pattern)), (
        f"write the type of each part of {pattern}, as <int:id>"
    )
    assert PART.search(pattern)


def test_every_sealed_field_is_a_thing_of_the_table():
    missing = [
        label for _model, one, label in word_fields() if isinstance(one, EncryptedTextField) and label not in KEPT_IN
    ]
    assert not missing, f"Add a row to [things] with kept_in = {missing}, and its marks to tests/promises/marks.py."


def test_every_plain_field_of_words_is_a_thing_or_nobodys_secret():
    def is_listed(label):
        return label in KEPT_IN or any(re.fullmatch(row.replace("*", ".*"), label) for row in NOT_PRIVATE)

    missing = [label for _model, _one, label in word_fields() if not is_listed(label)]
    assert not missing, f"Words lie in these: add each to a row of [things], or to [not_private] and say why: {missing}"
    known = [label for _model, _one, label in word_fields()]
    gone = [
        row for row in [*KEPT_IN, *NOT_PRIVATE] if not any(re.fullmatch(row.replace("*", ".*"), one) for one in known)
    ]
    assert not gone, f"who_sees_what.toml names fields that are gone: {gone}"


@pytest.mark.parametrize(("thing", "kept"), [(t, kept) for t, row in THINGS.items() for kept in row.get("kept_in", [])])
def test_the_scene_leaves_a_mark_in_every_private_field(scene, thing, kept):
    label, _dot, name = kept.rpartition(".")
    words = "\n".join(str(getattr(row, name)) for row in apps.get_model(label).objects.all())
    assert (thing, owner_of(thing)) in Finder(scene).find(words), (
        f'Leave mark("{thing}") in {kept}: add it to a function in tests/promises/marks.py.'
    )


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_grant_opens_something_to_somebody_and_ends_for_others(scene, kind):
    assert kind in AUDIENCES, f'Add "{kind}" to [audiences], and to `seen_by` of the things it opens.'
    opened = [thing for thing, row in THINGS.items() if {kind, f"{kind}:words"} & set(row["seen_by"])]
    assert opened, f'No thing has "{kind}" in `seen_by`: say what it opens.'
    assert [who for who in VIEWERS if kind in is_in(who)], f'Give someone "{kind}" in `holds`.'
    lost = {row["how"] for row in VIEWERS.values() if kind in row.get("held", [])}
    assert lost == {"ended", "expired", "removed", "blocked", "blocking", "unconfirmed", "leaving"}, (
        f'"{kind}" should have ended for somebody in every way there is; add it to their `held`.'
    )
    assert Grant.objects.filter(owner=scene.ana, kind=kind, grantee=None).exists(), f"{kind} is given to no circle"


@pytest.mark.parametrize("kind", KINDS)
def test_whoever_lost_a_grant_sees_nothing_it_opened(kind):
    for thing, row in THINGS.items():
        for who in (who for who, viewer in VIEWERS.items() if kind in viewer.get("held", [])):
            assert not ({kind, f"{kind}:words"} & is_in(who)), (who, thing)
            assert row.get("by") or who not in row["seen_by"], (who, thing)


def test_every_audience_is_explained_and_of_use():
    used = {one for thing in THINGS for _who, row in rows_of(thing) for one in row["seen_by"]}
    held = set(chain.from_iterable(is_in(who) for who in VIEWERS)) | {"owner"}
    unexplained = sorted(used - set(AUDIENCES) - set(VIEWERS))
    assert not unexplained, f"Say in [audiences] who these are: {unexplained}"
    assert sorted(set(AUDIENCES) - used) == [], "These audiences see nothing: take them out"
    assert sorted(set(AUDIENCES) - held) == [], "Nobody in [viewers] belongs to these audiences"
