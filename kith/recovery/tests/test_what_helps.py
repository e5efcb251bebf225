"""What helps me, and when: reckoned honestly, drawn for one person alone, as quick with thousands of tries as with a few."""

import re
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.recovery import actions, strip
from kith.recovery.models import StrategyTry
from kith.recovery.what_helps import ENOUGH, summarise

WORD = st.one_of(st.none(), st.integers(1, 5))
TALLIES = st.lists(st.tuples(WORD, WORD, st.integers(1, 40)), max_size=40)


def one_by_one(tallies):
    return [(before, after) for before, after, count in tallies for _one in range(count)]


@given(TALLIES)
def test_every_try_is_counted_once_and_none_is_guessed(tallies):
    found, tries = summarise(tallies), one_by_one(tallies)
    both = [after - before for before, after in tries if before and after]
    assert found.tries == len(tries) and found.measured == len(both)
    assert sorted(step for step, count in found.steps.items() for _one in range(count)) == sorted(both)
    assert found.unmeasured == len(tries) - len(both)


@given(TALLIES)
def test_nothing_is_claimed_of_too_few_and_the_middle_is_the_median(tallies):
    found = summarise(tallies)
    both = [after - before for before, after in one_by_one(tallies) if before and after]
    assert found.is_enough == (len(both) >= ENOUGH)
    if found.is_enough:
        assert found.middle == median(both)
        assert {found.low, found.high} <= set(both) and found.low <= found.middle <= found.high
        assert sum(found.low <= one <= found.high for one in both) * 2 >= len(both)


@given(TALLIES, st.randoms())
def test_neither_order_nor_how_tries_are_gathered_changes_anything(tallies, random):
    apart = [(before, after, 1) for before, after in one_by_one(tallies)]
    random.shuffle(apart)
    assert summarise(apart) == summarise(tallies)


@given(TALLIES)
def test_turning_before_and_after_round_turns_the_picture_round(tallies):
    there, back = summarise(tallies), summarise([(after, before, count) for before, after, count in tallies])
    assert {-step: count for step, count in there.steps.items()} == back.steps
    if there.is_enough:
        assert (there.low, there.middle, there.high) == (-back.high, -back.middle, -back.low)


@given(TALLIES)
def test_the_drawing_stays_small_and_within_its_frame(tallies):
    found = summarise(tallies)
    drawn = strip.draw(found)
    if drawn is None:
        assert not found.measured
        return
    dots = [(float(x), float(y)) for x, y in re.findall(r"M([\d.]+) ([\d.]+)h0", drawn.dots)]
    assert len(dots) == drawn.dots.count("M") <= 9 * strip.HIGHEST
    assert (len(dots) - 9) * drawn.each <= found.measured <= len(dots) * drawn.each
    assert all(0 < x < drawn.width and 0 < y < drawn.floor for x, y in dots)
    assert (drawn.band is None) == (not found.is_enough)


# The page


@pytest.fixture
def ana(cast, as_):
    return as_(cast.ana)


@pytest.fixture
def walk(cast):
    return actions.add_strategy(cast.ana, "Walk to the wall")


def tried(cast, strategy, *pairs, when=""):
    for before, after in pairs:
        actions.log_try(cast.ana, strategy, 2, actions.More(before, after, when))


def shown(client, query=""):
    return " ".join(client.get(f"/strategies/what-helps/{query}").content.decode().split())


@pytest.mark.django_db
def test_three_tries_are_too_few_to_say(cast, ana, walk, settings):
    settings.LIMITS = False
    tried(cast, walk, (2, 3), (2, 4), (1, 1))
    page = shown(ana)
    assert "Too few to say yet: 3 tries" in page and "In the middle" not in page and "plot-band" not in page
    tried(cast, walk, (2, None), (None, None))
    page = shown(ana)
    assert "Too few to say yet: 3 tries" in page and "2 more times have no before or no after" in page


@pytest.mark.django_db
def test_from_five_on_the_middle_and_the_band_are_there_with_a_table_behind(cast, ana, walk):
    tried(cast, walk, (2, 3), (2, 4), (1, 2), (3, 4), (3, 2))
    page = shown(ana)
    assert "5 tries with a before and an after. In the middle: 1 step lighter." in page and "plot-band" in page
    assert '<th scope="row">1 step heavier</th><td>1</td>' in page
    assert '<th scope="row">1 step lighter</th><td>3</td>' in page


@pytest.mark.django_db
def test_it_can_be_looked_at_by_what_was_going_on(cast, ana, walk):
    tried(cast, walk, (2, 2), (2, 3), (2, 4), (2, 5), (1, 1), when="at night")
    tried(cast, walk, (3, 4), when="before work")
    page = shown(ana)
    assert '<th scope="row">before work</th><td>1</td><td>Too few to say yet: 1 try' in page
    night = re.search(r'\?when=([\w-]+)">at night', page).group(1)
    page = shown(ana, f"?when={night}")
    assert "before work</th>" not in page and 'aria-current="true">at night' in page
    for odd in ("?when=", "?when=x", "?page=x", "?page=999"):
        assert ana.get(f"/strategies/what-helps/{odd}").status_code == 200


@pytest.mark.django_db
def test_thousands_of_tries_cost_no_more_questions_and_no_more_page(cast, ana, walk, queries):
    tried(cast, walk, (2, 3), (3, 5))
    before = len(shown(ana))
    StrategyTry.objects.bulk_create(
        [StrategyTry(strategy=walk, helped=2, before=1 + n % 5, after=1 + n % 3) for n in range(4000)]
    )
    with queries(12):
        page = shown(ana)
    assert "Each dot stands for up to" in page and len(page) < before + 5000


@pytest.mark.django_db
def test_the_page_is_ones_own(cast, as_, walk):
    tried(cast, walk, (2, 3), when="at night")
    page = shown(as_(cast.ben))
    assert "Walk" not in page and "at night" not in page
