"""Nobody can tell what is kept from them apart from what does not exist: not by a page, a form, a header, or the time it takes."""

import re

import pytest
from django.db import transaction

from tests.promises.addresses import NOBODYS, combinations, fill, named, nobodys
from tests.promises.reading import UUID, Finder, client_for, send
from tests.promises.table import OWNER, RUNS_GROUPS, THINGS, may_see

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("promises_oracle")]
VIEWERS = ["visitor", "stranger", "ben", "blocked", "fellow", "left", "grace"]
METHODS = ["get", "post"]
NOBODY = "019a0000-0000-7000-8000-000000000000"


@pytest.fixture(autouse=True)
def nothing_is_counted(settings):
    """No limit comes between, and each pair begins with the session at hand."""
    settings.LIMITS = False


def foreign(scene, pattern, viewer):
    """Addresses that hold something the viewer may not know of, each with its twin that holds nothing in its place."""
    pairs = {}
    for chosen in combinations(scene, pattern, viewer):
        if all(known.is_known_to(viewer) for known in chosen):
            continue
        empty = [
            one.value if one.is_known_to(viewer) else like(one.value, nobody)
            for one, nobody in zip(chosen, nobodys(pattern), strict=True)
        ]
        pairs[fill(pattern, [known.value for known in chosen])] = fill(pattern, empty)
    return list(pairs.items())


def like(value, nobody):
    """What names nothing, of the same form as `value`: where numbers, ids and names of things share one part of an address."""
    if value.isdigit():
        return NOBODYS["int"]
    return NOBODYS["uuid"] if UUID.fullmatch(value) else nobody


def told(client, address, method, data=None):
    """Everything that can be told from the answer. Nothing it did is kept."""
    with transaction.atomic():
        answer = send(client, address, method, data)
        transaction.set_rollback(True)
    return answer.without_itself()


@pytest.mark.parametrize("viewer", VIEWERS)
def test_what_one_may_not_know_of_answers_like_what_is_not_there(scene, viewer):
    client = client_for(scene, viewer)
    told(client, "/you/", "get")
    differ = []
    for pattern in named():
        told(
            client, fill(pattern, nobodys(pattern)), "get"
        )  # that a page is only for a role is noted once in ten minutes
        differ += [
            f"{viewer} can tell {method.upper()} {address} from {twin}"
            for address, twin in foreign(scene, pattern, viewer)
            for method in [*METHODS, *(["head"] if viewer == "stranger" else [])]  # it takes the road of `get`
            if told(client, address, method) != told(client, twin, method)
        ]
    assert not differ, differ


def test_there_is_much_that_is_foreign(scene):
    counts = {viewer: sum(len(foreign(scene, pattern, viewer)) for pattern in named()) for viewer in VIEWERS}
    assert min(counts.values()) > 60, counts


FORM = re.compile(r'<form[^>]*method="post"[^>]*>.*?</form>', re.S)
ACTION = re.compile(r'<form[^>]*action="([^"]*)"')
VALUE = re.compile(r'name="([\w-]+)"[^>]*?value="([^"]*)"')


def forms(scene):
    """Every form on the pages of Ana and of the one who runs the groups, that names something by its id."""
    found = {}
    for owner in (OWNER, RUNS_GROUPS):
        client = client_for(scene, owner)
        for page in WITH_FORMS:
            answer = send(client, page)
            for form in FORM.findall(answer.text):
                action = (ACTION.findall(form) or [page])[0] or page
                for name, value in VALUE.findall(form):
                    if UUID.search(value):
                        found[action.partition("?")[0], name, value] = dict(VALUE.findall(form))
    return found


WITH_FORMS = ["/check-in/", "/sharing/", "/sharing/give/", "/groups/club-of-cleo/invite/", "/groups/club-of-cleo/requests/",
              "/suggestions/", "/strategies/", "/", "/messages/", "/network/ties/"]  # fmt: skip


@pytest.mark.parametrize("viewer", ["stranger", "ben", "fellow", "cleo"])
def test_no_form_tells_a_strange_id_from_one_that_is_not_there(scene, viewer):
    client, finder, tried = client_for(scene, viewer), Finder(scene), 0
    told(client, "/you/", "get")
    for (action, name, value), fields in forms(scene).items():
        one = finder.of_id.get(UUID.search(value).group())
        if one is None or one[0] in THINGS and may_see(viewer, *one):
            continue
        sent = {key: held for key, held in fields.items() if key not in ("once", "csrfmiddlewaretoken")}
        theirs = str(told(client, action, "post", sent | {name: value})).replace(value, "…")
        twin = UUID.sub(NOBODY, value)
        assert theirs == str(told(client, action, "post", sent | {name: twin})).replace(twin, "…"), (action, name)
        tried += 1
    assert tried > 5


SEARCHES = ["/groups/?q={}", "/services/?q={}"]


@pytest.mark.parametrize("viewer", ["visitor", "stranger", "fellow", "ben"])
def test_a_search_finds_nothing_by_words_one_may_not_read(scene, viewer):
    client = client_for(scene, viewer)
    for page in SEARCHES:
        told(client, page.format("nothing-of-eve"), "get")
    for thing in THINGS:
        if not may_see(viewer, thing, OWNER) and THINGS[thing].get("kept_in"):
            for page in SEARCHES:
                words, others = f"{thing}-of-ana", f"{thing}-of-eve"
                found, nothing = (told(client, page.format(one), "get") for one in (words, others))
                assert str(found).replace(words, others) == str(nothing), (page, thing)
