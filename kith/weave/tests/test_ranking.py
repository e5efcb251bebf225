"""What the ranking promises, whatever is asked and whatever there is."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kith.directory.vocabulary import situations
from kith.people.audiences import AUDIENCES
from kith.people.models import Need
from kith.weave import fit, questions
from kith.weave.asked import Asked, from_answers
from kith.weave.candidate import Candidate
from kith.weave.fit import distance
from kith.weave.ranking import WEIGHTS, Weights, rank

TODAY = date(2026, 11, 22)
WATERBURY = {"place": "Waterbury, CT", "lat": 41.556, "lng": -73.04}


def some(values, most=3):
    return st.frozensets(st.sampled_from(sorted(values)), max_size=most)


def maybe(strategy):
    return st.none() | strategy


KINDS = st.sampled_from(["person", "group", "gathering", "service"])
IDS = st.integers(1, 6).map(str)
KEYS = st.frozensets(st.tuples(KINDS, IDS), max_size=3)
LANGUAGES = ["en", "so", "pl", "es"]
BELONGS = ["muslim", "somali", "christian", "deaf"]
TOPICS = ["money", "housing", "drop-in", "peer-support", "addiction", "older-people", "young-people"]
WHOM = [
    "anyone",
    "adults",
    "women",
    "men",
    "fathers",
    "students",
    "older-people",
    "young-people",
    "carers",
    "refugees",
    "lgbtq",
    "veterans",
    "addiction",
]

CANDIDATES = st.builds(
    Candidate,
    kind=KINDS,
    id=IDS,
    title=st.sampled_from(["Walk", "Table", "Clinic"]),
    href=st.just("/"),
    gives=maybe(some(Need.values)),
    organisation=st.sampled_from(["", "One", "Two"]),
    topics=some(TOPICS),
    audience=maybe(some(WHOM)),
    lat=maybe(st.floats(40, 43)),
    lng=maybe(st.floats(-75, -71)),
    languages=maybe(some(LANGUAGES)),
    belongs=maybe(some(BELONGS)),
    formats=maybe(some(questions.FORMATS)),
    times=maybe(some(questions.SLOTS, 6)),
    cost=st.sampled_from(["", "free", "low", "paid"]),
    min_age=maybe(st.integers(0, 70)),
    max_age=maybe(st.integers(0, 90)),
    waiting_list=st.booleans(),
    full=st.booleans(),
    hidden=st.booleans(),
    blocked=st.booleans(),
    last_touch=maybe(st.dates(date(2026, 1, 1), TODAY)),
)
PLACES = st.just({}) | st.builds(
    lambda lat, lng, reach: {"place": "Here", "lat": lat, "lng": lng, "reach": reach},
    st.floats(40, 43),
    st.floats(-75, -71),
    st.sampled_from([2, 10, 50, 100]),
)
ASKED = st.builds(
    lambda place, **said: Asked(**place, **said),
    place=PLACES,
    needs=some(Need.values),
    missing=some(Need.values),
    hard=some(questions.HARD),
    languages=st.lists(st.sampled_from(LANGUAGES), unique=True, max_size=3).map(tuple),
    belongs=some(BELONGS),
    audiences=some(WHOM).map(questions.FOR_MANY.union),
    slots=some(questions.SLOTS, 8),
    formats=some(questions.FORMATS),
    ages=maybe(st.sampled_from([questions.band_ages(code) for code in questions.BANDS])),
    dismissed=KEYS,
    on_map=KEYS,
    today=st.just(TODAY),
)
LISTS = st.lists(CANDIDATES, max_size=8)
ANSWER_FIELDS = {
    "hard": {"hard": frozenset()},
    "missing": {"missing": frozenset()},
    "where": {"place": "", "lat": None, "lng": None, "reach": questions.USUAL_REACH},
    "languages": {"languages": ()},
    "times": {"slots": frozenset()},
    "meeting": {"formats": frozenset()},
    "age": {"ages": None},
    "culture": {"belongs": frozenset()},
}


@settings(max_examples=150, deadline=None)
@given(ASKED, LISTS)
def test_nothing_blocked_full_hidden_dismissed_on_the_map_or_out_of_reach_is_ever_suggested(asked, things):
    for each in rank(asked, things):
        thing = each.thing
        assert not (thing.blocked or thing.full or thing.hidden)
        assert thing.key not in asked.dismissed | asked.on_map
        assert not asked.needs or thing.gives is None or thing.gives & asked.needs
        if asked.ages:
            assert asked.ages[1] >= (thing.min_age or 0)
            assert thing.max_age is None or asked.ages[0] <= thing.max_age
        km = distance(asked, thing)
        assert km is None or km <= asked.reach or thing.is_remote()


@settings(max_examples=150, deadline=None)
@given(ASKED, LISTS, st.sampled_from(sorted(ANSWER_FIELDS)))
def test_removing_an_answer_never_adds_a_reason_made_of_it_and_leaves_none(asked, things, question):
    without = replace(asked, **ANSWER_FIELDS[question])
    for each in rank(without, things):
        assert all(reason.made_of != question for reason in each.reasons)


@settings(max_examples=150, deadline=None)
@given(ASKED, LISTS)
def test_every_reason_is_made_of_an_answer_that_was_given_and_of_what_is_published(asked, things):
    given_by = {"hard": asked.hard, "missing": asked.missing, "where": asked.place, "languages": asked.languages}
    given_by |= {"times": asked.slots, "meeting": asked.formats, "culture": asked.belongs, "": True}
    for each in rank(asked, things):
        assert all(given_by[reason.made_of] for reason in each.reasons)
        made_of = {reason.made_of for reason in each.reasons}
        assert "languages" not in made_of or set(asked.languages) & each.thing.languages
        assert "culture" not in made_of or asked.belongs & each.thing.belongs
        assert "times" not in made_of or asked.slots & each.thing.times


@settings(max_examples=150, deadline=None)
@given(ASKED, LISTS, CANDIDATES, KEYS, st.sampled_from([2, 10]))
def test_adding_a_hard_limit_never_adds_a_suggestion(asked, things, another, keys, reach):
    before = {id(each.thing) for each in rank(asked, things)}
    for stricter in (
        replace(asked, dismissed=asked.dismissed | keys),
        replace(asked, on_map=asked.on_map | keys),
        replace(asked, reach=min(asked.reach, reach)),
        replace(asked, ages=asked.ages or (18, 25)),
    ):
        assert {id(each.thing) for each in rank(stricter, things)} <= before


@settings(max_examples=100, deadline=None)
@given(ASKED, st.lists(CANDIDATES, max_size=8, unique_by=lambda thing: thing.key), st.randoms())
def test_the_order_is_the_same_whatever_order_things_come_in(asked, things, random):
    shuffled = list(things)
    random.shuffle(shuffled)
    assert [each.thing for each in rank(asked, things)] == [each.thing for each in rank(asked, shuffled)]


@settings(max_examples=150, deadline=None)
@given(ASKED, CANDIDATES, st.sampled_from(["languages", "belongs", "times", "formats", "cost"]))
def test_not_known_stands_between_yes_and_no(asked, thing, field):
    free_of_limits = {"needs": frozenset(), "dismissed": frozenset(), "on_map": frozenset(), "ages": None, "lat": None}
    allowed, asked = (
        replace(thing, kind="service", blocked=False, full=False, hidden=False),
        replace(asked, **free_of_limits),
    )

    def score_with(value):
        return rank(asked, [replace(allowed, **{field: value})])[0].score

    unknown, no, yes = {
        "languages": (None, frozenset({"none"}), frozenset(asked.languages)),
        "belongs": (None, frozenset({"none"}), asked.belongs),
        "times": (None, frozenset({"none"}), asked.slots),
        "formats": (None, frozenset({"none"}), asked.formats),
        "cost": ("", "paid", "free"),
    }[field]
    if yes:
        assert score_with(no) < score_with(unknown) < score_with(yes)


NARROW = st.fixed_dictionaries(
    {},
    optional={
        "audience": some(WHOM),
        "topics": some(TOPICS),
        "belongs": some(BELONGS),
        "min_age": st.integers(27, 70),
        "max_age": st.integers(10, 53),
    },
)


@settings(max_examples=300, deadline=None)
@given(ASKED, CANDIDATES, NARROW, LISTS)
def test_what_is_for_some_never_stands_above_the_same_for_all_unless_an_answer_fits(asked, thing, narrow, others):
    asked = replace(asked, hard=frozenset(), belongs=frozenset())  # no other gain than being for all or for some
    open_to_all = replace(
        thing,
        id="open",
        organisation="Same",
        topics=frozenset(),
        audience=None,
        belongs=None,
        min_age=None,
        max_age=None,
    )
    for_some = replace(open_to_all, id="some", **narrow)
    order = [each.thing.id for each in rank(asked, [for_some, open_to_all, *others])]
    if fit.apart(asked, for_some) and "some" in order:
        assert order.index("open") < order.index("some")


@settings(max_examples=150, deadline=None)
@given(CANDIDATES, NARROW)
def test_saying_nothing_never_makes_something_for_some_a_yes(thing, narrow):
    thing = replace(thing, topics=frozenset(), audience=None, belongs=None, min_age=None, max_age=None, languages=None)
    thing = replace(thing, **narrow)
    says_so = (
        (thing.audience or frozenset()) - questions.FOR_MANY
        or thing.belongs
        or thing.topics & questions.PARTICULAR.keys()
    )
    assert bool(fit.apart(Asked(), thing)) == bool(says_so or fit.is_for_some_ages(thing))


@pytest.mark.parametrize(
    ("thing", "answers"),
    [
        ({"audience": {"older-people"}}, {"age": {"band": "65-"}}),
        ({"min_age": 16, "max_age": 25}, {"age": {"band": "18-25"}}),
        ({"audience": {"carers"}}, {"hard": {"things": ["caring"]}}),
        ({"topics": {"addiction"}}, {"hard": {"things": ["drink"]}}),
        ({"audience": {"workers"}}, {"hard": {"things": ["work"]}}),
        ({"audience": {"refugees", "families"}}, {"hard": {"things": ["new"]}}),
        ({"audience": {"lgbtq"}, "belongs": {"lgbtq"}}, {"culture": {"choices": ["lgbtq"]}}),
        ({"belongs": {"muslim"}}, {"culture": {"choices": ["muslim"]}}),
        ({"belongs": {"polish"}, "languages": {"pl", "en"}}, {"languages": {"codes": ["pl"]}}),
        ({"audience": {"men", "fathers"}}, {"culture": {"choices": ["men"]}}),
        ({"audience": {"students"}}, {"culture": {"choices": ["student"]}}),
        ({"audience": {"women", "addiction"}}, {"culture": {"choices": ["women"]}, "hard": {"things": ["drink"]}}),
    ],
)
def test_what_is_for_some_comes_forward_when_the_answers_fit(thing, answers):
    facts = {name: frozenset(value) if isinstance(value, set) else value for name, value in thing.items()}
    assert fit.apart(Asked(), service(1, **facts)) == 1
    assert fit.apart(from_answers(answers), service(1, **facts)) == 0


def test_half_as_far_back_where_anyone_may_come():
    assert fit.apart(Asked(), service(1, audience=frozenset({"older-people", "anyone"}))) == 0.5


def test_english_does_not_tell_that_a_place_of_faith_is_for_someone():
    assert (
        fit.apart(Asked(languages=("en",)), service(1, belongs=frozenset({"sikh"}), languages=frozenset({"en", "pa"})))
        == 1
    )


def test_a_kind_that_has_only_things_for_others_does_not_lead():
    dads = Candidate("group", "1", "Saturday dads", "/", gives=frozenset({"care"}), audience=frozenset({"men"}))
    assert [each.thing.kind for each in rank(asked_near_waterbury(), [dads, service(1), service(2)])] == [
        "service",
        "service",
        "group",
    ]


def test_ages_that_leave_many_out_are_said_while_theirs_is_not_known():
    young = service(1, min_age=16, max_age=25)
    assert rank(asked_near_waterbury(), [young])[0].cautions == ["Only for some ages, and you have not said yours"]
    assert rank(asked_near_waterbury(ages=(18, 25)), [young])[0].cautions == []


def test_groups_and_the_directory_name_whom_they_are_for_alike():
    assert AUDIENCES.keys() <= situations().keys()
    assert set().union(*questions.AUDIENCES.values(), *questions.PARTICULAR.values()) <= situations().keys()


def service(number, **facts):
    given = {"gives": frozenset({"care"}), "organisation": f"Org {number}", "km": float(number)}
    return Candidate("service", str(number), f"Service {number}", "/", **{**given, **facts})


def asked_near_waterbury(**said):
    return Asked(**WATERBURY, **{"needs": frozenset({"care"}), "today": TODAY, **said})


def test_the_nearest_suitable_service_comes_first():
    found = rank(asked_near_waterbury(), [service(9), service(2), service(5)])
    assert [each.thing.id for each in found] == ["2", "5", "9"]
    assert str(found[0].reasons[0]) == "2.0 km from Waterbury, CT"


def test_what_fits_in_language_can_stand_before_what_is_a_little_nearer():
    asked = asked_near_waterbury(languages=("so",))
    found = rank(asked, [service(1, languages=frozenset({"en"})), service(4, languages=frozenset({"so", "en"}))])
    assert [each.thing.id for each in found] == ["4", "1"]
    assert "Speaks Somali, as you asked" in map(str, found[0].reasons)


def test_one_of_each_kind_comes_before_a_second_of_any():
    many = [service(number) for number in range(1, 8)]
    group = Candidate("group", "1", "Evening walk", "/", gives=frozenset({"care"}))
    friend = Candidate("person", "x", "Ruth", "/", gives=frozenset({"care"}), last_touch=date(2026, 10, 11))
    found = rank(asked_near_waterbury(), [*many, group, friend])
    assert {each.thing.kind for each in found[:3]} == {"service", "group", "person"}
    assert len(found) == 9


def test_one_organisation_does_not_fill_the_list():
    things = [service(number, organisation="Big") for number in range(1, 6)] + [service(8, organisation="Small")]
    assert "8" in [each.thing.id for each in rank(asked_near_waterbury(), things)[:3]]


def test_a_meeting_says_its_evening_and_a_friend_how_long_ago():
    walk = Candidate("gathering", "1", "Walk", "/", gives=frozenset({"company"}), times=frozenset({"tue-evening"}))
    ruth = Candidate("person", "2", "Ruth", "/", gives=frozenset({"company"}), last_touch=date(2026, 10, 11))
    asked = Asked(needs=frozenset({"company"}), slots=frozenset({"tue-evening", "sat-morning"}), today=TODAY)
    said = {each.thing.title: [str(reason) for reason in each.reasons] for each in rank(asked, [walk, ruth])}
    assert said["Walk"] == ["Meets on Tuesday evenings, when you are free"]
    assert said["Ruth"] == ["You were last in touch 6 weeks ago"]


def test_a_place_too_far_to_reach_is_kept_when_one_can_take_part_from_home():
    online = service(400, formats=frozenset({"online"}))
    assert [each.thing for each in rank(asked_near_waterbury(), [online, service(300)])] == [online]
    in_person_only = asked_near_waterbury(formats=frozenset({"in_person"}))
    assert rank(in_person_only, [online]) == []


def test_what_is_not_known_is_said_and_what_was_not_asked_is_not():
    each = rank(asked_near_waterbury(languages=("so",)), [service(1)])[0]
    assert each.not_known == ["languages", "cost"]


def test_a_waiting_list_is_said_and_stands_after_the_same_without_one():
    found = rank(asked_near_waterbury(), [service(1, waiting_list=True), service(2)])
    assert [each.thing.id for each in found] == ["2", "1"]
    assert found[1].cautions == ["There is a waiting list"]


def test_what_is_for_a_trouble_they_did_not_name_stands_further_back_but_stays():
    things = [
        service(1, audience=frozenset({"survivors", "women"})),
        service(2, topics=frozenset({"addiction"})),
        service(9),
    ]
    assert [each.thing.id for each in rank(asked_near_waterbury(), things)] == ["9", "1", "2"]
    named = asked_near_waterbury(hard=frozenset({"drink"}))
    assert rank(named, things)[0].thing.id == "2"


def test_weights_can_be_given():
    near_only = Weights(languages=0)
    asked = asked_near_waterbury(languages=("so",))
    found = rank(asked, [service(1), service(2, languages=frozenset({"so"}))], near_only)
    assert [each.thing.id for each in found] == ["1", "2"]
    assert WEIGHTS.languages > 0


@pytest.mark.parametrize("how_many", [5000])
def test_the_work_grows_with_the_number_of_things_and_words_are_made_only_when_read(monkeypatch, how_many):
    from kith.weave import ranking

    counted = {"fits": 0, "reasons": 0}

    def counting(name, function):
        def counted_one(*args):
            counted[name] += 1
            return function(*args)

        return counted_one

    monkeypatch.setattr(ranking, "fits", counting("fits", fit.fits))
    monkeypatch.setattr(ranking, "reasons", counting("reasons", ranking.reasons))
    found = rank(asked_near_waterbury(reach=10**4), [service(number) for number in range(1, how_many + 1)])
    assert len(found) == counted["fits"] == how_many
    assert counted["reasons"] == 0
    assert found[0].reasons
    assert counted["reasons"] == 1
