"""Who may know of a group, read it, and meet whom in it: visitors, strangers, members, people who left, people blocked."""

import re

import pytest

from kith.groups import access, actions
from kith.groups.portability import export
from kith.people.actions import block
from kith.spaces import actions as spaces
from kith.spaces.access import members_met
from kith.spaces.models import Post

pytestmark = pytest.mark.django_db

# visibility: what a visitor, a stranger with an account, and someone in the group get for the group's page and for a thread
PAGES = {
    "anyone": {"visitor": (200, 200), "stranger": (200, 200), "ana": (200, 200)},
    "members": {"visitor": (404, 404), "stranger": (200, 404), "ana": (200, 200)},
    "hidden": {"visitor": (404, 404), "stranger": (404, 404), "ana": (200, 200)},
}


@pytest.mark.parametrize(
    ("visibility", "who", "expected"), [(v, w, e) for v, row in PAGES.items() for w, e in row.items()]
)
def test_who_may_open_a_group_and_its_conversations(as_, visitor, cast, make_group, visibility, who, expected):
    group = make_group(members=[cast.ana], visibility=visibility)
    thread = spaces.start_thread(cast.ana, group.space, "Rain", "Words", "heard")
    client = visitor if who == "visitor" else as_(getattr(cast, who))
    opened = (
        client.get(f"/groups/{group.slug}/").status_code,
        client.get(f"/groups/{group.slug}/threads/{thread.pk}/").status_code,
    )
    assert opened == expected


def without_tokens(response):
    """The page without the random token that every form carries."""
    return re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", response.content)


def test_a_stranger_cannot_tell_that_a_hidden_group_exists(as_, cast, make_group):
    group = make_group(name="Quiet room", visibility="hidden")
    stranger = as_(cast.stranger)
    for page in (
        "",
        "join/",
        "members/",
        "requests/",
        "edit/",
        "meetings/",
        "meetings/once/",
        "invite/",
        "threads/new/",
        "threads/1/",
    ):
        hidden, unknown = stranger.get(f"/groups/{group.slug}/{page}"), stranger.get(f"/groups/no-such-one/{page}")
        assert hidden.status_code == unknown.status_code == 404, page
        assert without_tokens(hidden) == without_tokens(unknown), page
    assert "Quiet room" not in stranger.get("/groups/?q=quiet").content.decode()
    assert "Quiet room" not in stranger.get("/gatherings/").content.decode()


def test_pages_for_those_who_run_a_group_are_not_there_for_its_members(as_, cast, walk):
    for page in ("requests/", "edit/", "meetings/once/", "invite/"):
        assert as_(cast.ana).get(f"/groups/{walk.slug}/{page}").status_code == 404, page
        assert as_(cast.cleo).get(f"/groups/{walk.slug}/{page}").status_code == 200, page


def test_only_stewards_and_facilitators_make_groups(as_, cast):
    assert as_(cast.ana).get("/groups/new/").status_code == 404
    assert as_(cast.grace).get("/groups/new/").status_code == 200
    assert as_(cast.cleo).get("/groups/new/").status_code == 200


def test_a_steward_changes_a_group_but_does_not_read_what_people_wrote_to_join(as_, cast, walk):
    assert as_(cast.grace).get(f"/groups/{walk.slug}/edit/").status_code == 200
    assert as_(cast.grace).get(f"/groups/{walk.slug}/requests/").status_code == 404


def test_someone_who_left_reads_no_more_where_only_members_read(as_, cast, make_group):
    group = make_group(members=[cast.ana], visibility="members")
    thread = spaces.start_thread(cast.ana, group.space, "Rain", "Words", "heard")
    actions.leave(cast.ana, group)
    assert as_(cast.ana).get(f"/groups/{group.slug}/threads/{thread.pk}/").status_code == 404
    assert "Rain" not in as_(cast.ana).get(f"/groups/{group.slug}/").content.decode()


@pytest.mark.parametrize("blocker", ["ana", "ben"])
def test_blocked_people_do_not_meet_in_a_group_and_counts_agree(as_, cast, walk, thread, blocker):
    spaces.reply(cast.ben, thread, "Ben was here")
    spaces.reply(cast.cleo, thread, "Cleo was here")
    spaces.give_reaction(cast.ben, Post.objects.get(opening=True), "hear")
    one, other = (cast.ana, cast.ben) if blocker == "ana" else (cast.ben, cast.ana)
    block(one, other)
    ana = as_(cast.ana)
    page = ana.get(f"/groups/{walk.slug}/threads/{thread.pk}/").content.decode()
    assert "Ben was here" not in page
    assert "Cleo was here" in page
    assert 'mini-said">I hear you' not in page
    assert "1 answer," in ana.get(f"/groups/{walk.slug}/").content.decode()
    assert "2 answers," in as_(cast.cleo).get(f"/groups/{walk.slug}/").content.decode()
    assert "Ben" not in ana.get(f"/groups/{walk.slug}/members/").content.decode()
    assert members_met(cast.ana, walk.space) == walk.space.members - 1
    assert as_(cast.ben).get(f"/groups/{walk.slug}/threads/{thread.pk}/").status_code == 404


def test_no_notice_tells_of_someone_blocked(as_, cast, thread):
    spaces.reply(cast.ben, thread, "Before")
    block(cast.ana, cast.ben)
    assert "Ben" not in as_(cast.ana).get("/notices/").content.decode()
    block(cast.ana, cast.cleo)
    spaces.reply(cast.cleo, thread, "After")
    assert "Cleo" not in as_(cast.ana).get("/notices/").content.decode()


def test_a_name_for_one_group_is_joined_to_nothing_else(as_, cast, make_group):
    group = make_group()
    as_(cast.ana).post(f"/groups/{group.slug}/join/", {"name": "Night Owl", "version": 1})
    thread = spaces.start_thread(cast.ana, group.space, "Late", "Cannot sleep", "heard")
    for page in (
        f"/groups/{group.slug}/members/",
        f"/groups/{group.slug}/threads/{thread.pk}/",
        f"/groups/{group.slug}/",
    ):
        html = as_(cast.cleo).get(page).content.decode()
        assert "Night Owl" in html, page
        assert not re.search(r"\bAna\b", html), page
    spaces.reply(cast.cleo, thread, "Nor I")
    assert "Cleo answered you" in as_(cast.ana).get("/notices/").content.decode()


def test_a_practitioner_is_always_met_with_title_and_organisation(as_, cast, walk):
    actions.join(cast.dr_osei, walk, "Secret Name")
    thread = spaces.start_thread(cast.dr_osei, walk.space, "Question", "What helps?", "suggestions")
    page = as_(cast.ana).get(f"/groups/{walk.slug}/threads/{thread.pk}/").content.decode()
    assert "Dr Osei" in page
    assert "Psychologist, Community team" in page
    assert "Secret Name" not in page


def test_those_who_run_a_group_are_labelled(as_, cast, walk, thread):
    spaces.reply(cast.cleo, thread, "Hello")
    page = as_(cast.ana).get(f"/groups/{walk.slug}/threads/{thread.pk}/").content.decode()
    assert "Peer supporter · Facilitator" in page


def test_where_to_come_is_for_people_in_the_group(as_, visitor, cast, walk):
    from kith.groups.models import MeetingTime

    time = MeetingTime(weekday=2, starts="18:30", minutes=60, time_zone="Europe/London", place_or_link="The blue door")
    actions.save_meeting_time(cast.cleo, walk, time)
    for page in (f"/groups/{walk.slug}/", "/gatherings/"):
        assert "The blue door" in as_(cast.ana).get(page).content.decode(), page
        assert "The blue door" not in as_(cast.stranger).get(page).content.decode(), page
        assert "The blue door" not in visitor.get(page).content.decode(), page


def test_candidates_are_what_someone_could_join(cast, make_group, queries):
    make_group(name="Open one")
    make_group(name="Secret one", visibility="hidden", members=[cast.stranger])
    make_group(name="By invitation", joining="invitation")
    make_group(name="On a break", state="paused")
    full = make_group(name="Full one", size_limit=2, members=[cast.ana])
    with queries(3):
        found = access.candidates(cast.stranger)
    assert [one.group.name for one in found] == ["Full one", "Open one"]
    assert found[0].full
    assert found[0].group == full
    assert not found[0].joined
    assert found[1].about.needs == ["company"]


def test_a_copy_of_ones_data_does_not_name_a_hidden_group_one_has_left(cast, make_group):
    group = make_group(members=[cast.ana], visibility="hidden", name="Night walk")
    assert "Night walk" in str(export(cast.ana))
    actions.leave(cast.ana, group)
    assert "Night walk" not in str(export(cast.ana))
    assert export(cast.ana)["groups"][0]["group"] == "A group you left"
