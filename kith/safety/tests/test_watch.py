"""Hours, handing over, care for those who look after others, and the rules a steward settles."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.core.cache import cache

from kith.core import settled
from kith.core.clock import now
from kith.core.limits import TooMany
from kith.people import doors
from kith.safety import rules
from kith.safety.cases import claiming, keeping
from kith.safety.models import BlockedWord, Case, CaseEvent, Debrief, HandOver, Mindful, Shift
from kith.safety.watch import access, actions, settling
from kith.spaces import actions as spaces
from kith.spaces.models import Post

pytestmark = pytest.mark.django_db
MONDAY_NOON = "2026-03-02T12:00:00Z"


@pytest.fixture(autouse=True)
def fresh():
    cache.clear()


@pytest.fixture
def team(cast, make_person):
    return SimpleNamespace(femi=cast.femi, grace=cast.grace, gus=make_person("gus", roles=["moderator"]))


def on(person, starts=-1, ends=2):
    at = now().replace(second=0, microsecond=0)
    return Shift.objects.create(person=person, starts=at + timedelta(hours=starts), ends=at + timedelta(hours=ends))


def a_case(team, thing="1", **values):
    case, _new = keeping.open_case(keeping.About("group", thing), "harm", "report", ["other"], 2)
    Case.objects.filter(pk=case.pk).update(**values)
    case.refresh_from_db()
    return case


def test_two_shifts_that_touch_are_one_span(team):
    on(team.femi, -1, 2), on(team.gus, 2, 4), on(team.gus, 6, 7)
    assert access.here_until() == Shift.objects.order_by("ends")[1].ends
    spans = access.covered(now(), now() + timedelta(days=1))
    assert len(spans) == 2


def test_a_shift_of_someone_who_rests_left_or_put_the_role_down_does_not_count(team):
    on(team.femi)
    assert access.is_someone_here()
    actions.need_a_break(team.femi, now() + timedelta(hours=12))
    cache.clear()
    assert not access.is_someone_here()
    on(team.gus)
    cache.clear()
    assert access.is_someone_here()
    team.gus.roles.all().delete()
    cache.clear()
    assert not access.is_someone_here()


def test_gaps_and_hours_fill_the_time_between_them(team):
    begin = now()
    on(team.femi, 1, 2), on(team.gus, 5, 6)
    found = access.gaps(begin, begin + timedelta(hours=8))
    assert [round((gap.ends - gap.starts).total_seconds() / 3600) for gap in found] == [1, 3, 2]


def test_a_weekly_shift_stays_at_its_hour_when_clocks_change(team, settings):
    settings.TIME_ZONE = "Europe/London"
    with time_machine.travel("2026-03-20T12:00:00Z", tick=False):
        from datetime import date, time

        actions.offer_hours(team.femi, date(2026, 3, 22), time(20), time(22), 2)
        starts = list(Shift.objects.order_by("starts").values_list("starts", flat=True))
        assert [one.hour for one in starts] == [20, 19]


def test_hours_past_midnight_end_the_next_day(team):
    from datetime import time

    from django.utils.timezone import localdate

    actions.offer_hours(team.femi, localdate() + timedelta(days=1), time(22), time(2))
    shift = Shift.objects.get()
    assert shift.ends - shift.starts == timedelta(hours=4)


def test_members_learn_that_someone_is_here_and_never_who(as_, cast, team):
    on(team.femi)
    from kith.safety.watch.line import line

    assert "Someone who keeps this place safe is here until" in line()
    assert "femi" not in line().casefold()
    for address in ("/safety/rota/", "/safety/care/", "/safety/hand-over/", "/safety/raid/", "/steward/safety/"):
        assert as_(cast.ana).get(address).status_code == 404


def test_without_a_rota_nothing_is_said(team):
    from kith.safety.watch.line import line

    assert line() == ""


def test_the_pages_open_for_those_who_keep_the_place_safe(as_, team):
    on(team.femi), actions.tell_the_next(team.gus, "All quiet."), a_case(team)
    for address in ("/safety/rota/", "/safety/care/", "/safety/hand-over/", "/safety/raid/"):
        assert as_(team.femi).get(address).status_code == 200
    assert "All quiet." in as_(team.femi).get("/safety/hand-over/").content.decode()
    assert as_(team.grace).get("/steward/safety/").status_code == 200
    assert as_(team.femi).get("/steward/safety/").status_code == 404


def test_someone_puts_themselves_on_and_takes_themselves_off(as_, team):
    client = as_(team.femi)
    day = (now() + timedelta(days=2)).date().isoformat()
    sent = client.post("/safety/rota/", {"day": day, "begins": "18:00", "ends": "21:00", "weeks": "4"})
    assert sent.status_code == 302
    assert Shift.objects.count() == 4
    first = Shift.objects.order_by("starts").first()
    assert as_(team.gus).post(f"/safety/rota/{first.pk}/", {"do": "remove"}).status_code == 404
    client.post(f"/safety/rota/{first.pk}/", {"do": "remove"})
    assert Shift.objects.count() == 3


def test_a_shift_is_taken_over_once_and_only_when_offered(team):
    shift = on(team.femi)
    assert not actions.take_over(team.gus, shift)
    actions.let_others_take(team.femi, shift, True)
    assert actions.take_over(team.gus, shift)
    assert not actions.take_over(team.grace, shift)
    shift.refresh_from_db()
    assert (shift.person, shift.offered) == (team.gus, False)


def test_a_bad_day_is_said_beside_the_box(as_, team):
    page = as_(team.femi).post("/safety/rota/", {"day": "soon", "begins": "x", "ends": "", "weeks": "1"})
    assert page.status_code == 422
    assert "Write the day like" in page.content.decode()


def test_a_claim_that_timed_out_comes_back_once_and_is_written_down(team):
    case = a_case(team, state="looked", holder=team.femi, held_until=now() - timedelta(minutes=1))
    other = a_case(team, "2", state="looked", holder=team.gus, held_until=now() + timedelta(minutes=5))
    assert claiming.time_out() == 1
    assert claiming.time_out() == 0
    case.refresh_from_db(), other.refresh_from_db()
    assert (case.state, case.holder) == ("open", None)
    assert other.state == "looked"
    assert case.events.filter(kind=CaseEvent.Kind.TIMED_OUT).count() == 1


def test_a_break_gives_all_cases_back_at_once(as_, team):
    case = a_case(team, state="looked", holder=team.femi, held_until=now() + timedelta(minutes=30))
    assert as_(team.femi).post("/safety/care/rest/", {"hours": "12"}).status_code == 302
    case.refresh_from_db()
    assert (case.state, case.holder) == ("open", None)
    assert Mindful.objects.get(person=team.femi).resting_until > now()
    as_(team.femi).post("/safety/care/rest/", {"back": "1"})
    assert Mindful.objects.get(person=team.femi).resting_until is None


def test_a_debrief_is_read_by_its_writer_and_by_a_buddy_who_agreed(as_, team):
    actions.write_debrief(team.femi, "It was heavy.", True)
    actions.write_debrief(team.femi, "Only mine.", False)
    actions.ask_buddy(team.femi, team.gus.pk)
    assert "It was heavy." not in as_(team.gus).get("/safety/care/").content.decode()
    actions.answer_buddy(team.gus, team.femi.pk, True)
    read = as_(team.gus).get("/safety/care/").content.decode()
    assert "It was heavy." in read
    assert "Only mine." not in read
    actions.ask_buddy(team.femi, None)
    assert "It was heavy." not in as_(team.gus).get("/safety/care/").content.decode()
    assert "It was heavy." not in as_(team.grace).get("/safety/care/").content.decode()


def test_only_a_colleague_can_be_a_buddy(as_, cast, team):
    assert as_(team.femi).post("/safety/care/buddy/", {"buddy": "Ana"}).status_code == 422


def test_a_debrief_is_thrown_away_by_its_writer_alone(as_, team):
    mine = actions.write_debrief(team.femi, "It was heavy.", False)
    assert as_(team.gus).post("/safety/care/debrief/", {"forget": str(mine.pk)}).status_code == 404
    as_(team.femi).post("/safety/care/debrief/", {"forget": str(mine.pk)})
    assert not Debrief.objects.exists()


def test_a_rule_holds_a_post_for_a_moderator_and_hints_do_not(cast, thread):
    BlockedWord.objects.create(words="Wonder Pill", does="hold", why="We do not sell things here.")
    BlockedWord.objects.create(words="lovely", does="hint", why="Are you sure?")
    post = spaces.reply(cast.ben, thread, "Buy the wónder PILL now")
    post.refresh_from_db()
    assert post.hold == "waiting"
    assert Case.objects.get().codes == "blocked"
    spared = spaces.reply(cast.ben, thread, "A wonderpill is one word; how lovely")
    spared.refresh_from_db()
    assert spared.hold == ""


def test_words_that_are_refused_say_so_before_they_are_sent(cast, walk):
    from kith.safety.watch.looking import before

    BlockedWord.objects.create(words="wonder pill", does="refuse", why="We do not sell things here.")
    said = before(cast.ben, walk.space, "a wonder pill")
    assert said[0].stops
    assert "We do not sell things here." in said[0].text
    assert before(cast.ben, walk.space, "wonder") == []


def test_first_posts_of_someone_new_wait_while_nobody_is_here(cast, thread, team):
    settled.Setting.objects.create(name=rules.NEWCOMER_POSTS.name, value=1)
    cast.ben.joined = now()
    first = spaces.reply(cast.ben, thread, "Hello all")
    assert Post.objects.get(pk=first.pk).hold == "waiting"
    second = spaces.reply(cast.ben, thread, "Me again")
    assert Post.objects.get(pk=second.pk).hold == ""


def test_nothing_waits_for_that_while_someone_is_here(cast, thread, team):
    settled.Setting.objects.create(name=rules.NEWCOMER_POSTS.name, value=5)
    on(team.femi)
    post = spaces.reply(cast.ben, thread, "Hello all")
    assert Post.objects.get(pk=post.pk).hold == ""


def test_many_links_by_someone_new_wait_also_while_someone_is_here(cast, thread, team):
    on(team.femi)
    cast.ben.joined = now()
    post = spaces.reply(cast.ben, thread, "https://a.example https://b.example https://c.example")
    assert Post.objects.get(pk=post.pk).hold == "waiting"
    cast.ana.joined = now() - timedelta(days=30)
    old = spaces.reply(cast.ana, thread, "https://a.example https://b.example https://c.example")
    assert Post.objects.get(pk=old.pk).hold == ""


def test_slow_times_say_when_and_write_nothing(cast, thread, settings):
    settings.LIMITS = True
    settled.Setting.objects.create(name=rules.SLOW.name, value=120)
    spaces.reply(cast.ben, thread, "One")
    with pytest.raises(TooMany) as stopped:
        spaces.reply(cast.ben, thread, "Two")
    assert 1 <= stopped.value.wait <= 120
    assert Post.objects.filter(thread=thread, body="Two").count() == 0


def test_while_held_close_joining_needs_an_invitation_and_newcomers_wait(as_, cast, thread, team, visitor):
    on(team.femi)
    assert visitor.get("/accounts/signup/").status_code == 200
    assert as_(team.femi).post("/safety/raid/", {"hours": "2"}).status_code == 302
    assert "needs an invitation" in visitor.get("/accounts/signup/").content.decode()
    sent = visitor.post("/accounts/signup/", {"name": "Raider One", "email": "raider@example.org"})
    assert "needs an invitation" in sent.content.decode()
    cast.ben.joined = now()
    post = spaces.reply(cast.ben, thread, "Hello all")
    assert Post.objects.get(pk=post.pk).hold == "waiting"
    with time_machine.travel(now() + timedelta(hours=3)):
        assert doors.held_close_until() is None
    settling.hold_close_no_more(team.grace)
    assert doors.held_close_until() is None


def test_whoever_was_invited_can_join_while_others_cannot(as_, cast, team, visitor):
    from kith.people import actions as people
    from kith.people.models import Tie

    settling.settle(team.grace, {doors.INVITE_ONLY.name: 1})
    tie = Tie.objects.create(owner=cast.ana, name="A friend", kind="family", circle="inner")
    token = people.invite(cast.ana, tie)
    visitor.get(f"/invitation/{token}/", follow=True)
    assert "needs an invitation" not in visitor.get("/accounts/signup/").content.decode()


def test_a_steward_settles_rules_and_words_and_they_are_written_down(as_, team):
    from kith.core.audit import AuditEvent

    client = as_(team.grace)
    page = client.post("/steward/safety/words/", {"words": "x", "does": "hold", "why": "No."})
    assert page.status_code == 422
    client.post("/steward/safety/words/", {"words": "wonder pill", "does": "hold", "why": "No selling."})
    rule = BlockedWord.objects.get()
    client.post("/steward/safety/words/", {"remove": rule.pk})
    assert not BlockedWord.objects.exists()
    assert AuditEvent.objects.filter(verb="words_rule_changed").count() == 2
    form = {
        number.name.replace(".", "_"): number.default
        for number in (
            rules.DUE_NOW,
            rules.DUE_SOON,
            rules.DUE_ORDINARY,
            rules.CLAIM,
            rules.NEWCOMER_DAYS,
            rules.NEWCOMER_POSTS,
            rules.NEWCOMER_A_DAY,
            rules.NEWCOMER_LINKS,
            rules.REPORTS_HOLD,
            rules.SLOW,
            rules.APPEAL_DAYS,
        )
    }
    bad = client.post("/steward/safety/", form | {"safety_claim": "1"})
    assert bad.status_code == 422
    client.post("/steward/safety/", form | {"safety_claim": "30", "people_invite_only": "on"})
    assert rules.value(rules.CLAIM) == 30
    assert doors.is_by_invitation()


def test_all_of_it_is_in_the_export_and_goes_with_the_person(team):
    from kith.safety.watch import portability

    on(team.femi), actions.tell_the_next(team.femi, "All quiet."), actions.write_debrief(team.femi, "Heavy.", True)
    actions.settle_care(team.femi, 3, False)
    given = portability.export(team.femi)
    assert given["what_i_told_the_next_shift"][0]["words"] == "All quiet."
    assert given["how_it_was"][0]["words"] == "Heavy."
    portability.erase(team.femi)
    assert not (
        Shift.objects.exists() or HandOver.objects.exists() or Debrief.objects.exists() or Mindful.objects.exists()
    )
