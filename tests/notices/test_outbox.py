"""What leaves the house: gathered, once, at the right time, and never lost when a post office is away."""

import smtplib
from datetime import datetime, time, timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from kith.core.clock import now
from kith.groups import actions as groups
from kith.groups.models import Group
from kith.mydata.tests.filled import group_of
from kith.notices import actions, examining, outbox, tasks
from kith.notices.access import unread_count
from kith.notices.models import Notice, Outgoing
from kith.people.actions import give
from kith.people.models import Person, Tie
from kith.recovery import actions as recovery
from kith.spaces import actions as spaces
from tests.notices.passing import passes, run, subjects

pytestmark = pytest.mark.django_db
State = Outgoing.State


@pytest.fixture
def ana(cast, reach, clock):
    return reach(cast.ana)


def write(cast, words="Hello"):
    spaces.write_to(cast.ben, cast.ana, words)


def check_in(cast):
    """Cleo lets Ana see how she is; something else for Ana to hear of."""
    recovery.check_in(cast.cleo, 3, "", share=[cast.cleo.ties.get(person=cast.ana).pk])


def states():
    return sorted(Outgoing.objects.values_list("channel", "state"))


def test_by_default_a_summary_comes_at_five_with_what_is_unread(ana, cast, clock):
    write(cast)
    recovery.say_so(cast.ben, "")
    passes(clock, hours=6)
    assert mail.outbox == []
    passes(clock, hours=1, minutes=1)
    assert subjects() == ["Something new for you"]
    passes(clock, days=2)
    assert len(mail.outbox) == 1, "nothing to say, no mail"


def test_what_was_read_before_is_not_in_it_and_alone_it_makes_no_mail(ana, cast, clock):
    write(cast)
    run()
    actions.mark_read(ana)
    passes(clock, days=1)
    assert mail.outbox == []
    assert states() == [("mail", "let_go")]


def test_soon_means_gathered_within_minutes(ana, cast, clock, choose):
    choose(ana)
    write(cast)
    run()
    check_in(cast)
    passes(clock, minutes=1)
    assert mail.outbox == []
    passes(clock, minutes=2)
    assert len(mail.outbox) == 1


def test_the_same_again_is_told_again_only_after_it_was_read(ana, cast, clock, choose):
    choose(ana)
    for _n in range(3):
        write(cast)
        passes(clock, minutes=5)
    assert len(mail.outbox) == 1
    actions.mark_read(ana)
    write(cast)
    passes(clock, minutes=5)
    assert len(mail.outbox) == 2


def test_a_busy_hour_is_gathered_into_few_mails(ana, cast, clock, choose):
    choose(ana)
    for _n in range(8):
        write(cast)
        passes(clock, minutes=3)
        actions.mark_read(ana)
    write(cast)
    passes(clock, minutes=3)
    assert len(mail.outbox) == 3
    passes(clock, hours=1)
    assert len(mail.outbox) == 4, "what waited comes, as one"


def test_what_falls_into_quiet_hours_comes_gathered_when_they_are_over(ana, cast, clock, choose):
    choose(ana)
    clock.move_to("2026-03-28T22:00:00+00:00")  # the night when clocks go forward
    write(cast)
    passes(clock, hours=4)
    check_in(cast)
    passes(clock, hours=4, minutes=55)
    assert mail.outbox == []
    passes(clock, minutes=6)
    assert len(mail.outbox) == 1
    assert now().hour == 7, "eight on the clock in London"


def test_quiet_hours_chosen_later_hold_for_what_was_on_its_way(ana, cast, clock, choose):
    choose(ana)
    write(cast)
    run()
    noon = {"quiet": True, "quiet_from": time(10), "quiet_to": time(12)}
    actions.choose_hours(ana, "Europe/London", noon, [])
    passes(clock, minutes=30)
    assert mail.outbox == []
    passes(clock, hours=2)
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("named", [True, False])
def test_only_the_hard_time_of_someone_named_for_it_reaches_at_night(ana, cast, clock, named):
    clock.move_to("2026-03-03T23:00:00+00:00")
    give(cast.ben, "hard_time", grantee=ana)
    tie = Tie.objects.get(owner=ana, person=cast.ben)
    actions.choose_hours(ana, "Europe/London", {}, [tie.pk] if named else [])
    write(cast)
    recovery.say_so(cast.ben, "")
    passes(clock, minutes=1)
    assert len(mail.outbox) == int(named)
    assert Outgoing.objects.filter(state=State.SENT).count() == int(named), "the message waits for the morning"


def test_on_a_break_nothing_leaves_and_nothing_comes_in_heaps_afterwards(ana, cast, clock, choose):
    choose(ana)
    write(cast)
    run()
    actions.take_a_break(ana)
    cast.ana = Person.objects.get(pk=ana.pk)
    check_in(cast)
    passes(clock, days=2)
    assert mail.outbox == []
    actions.come_back(ana)
    passes(clock, days=2)
    assert mail.outbox == []
    assert unread_count(Person.objects.get(pk=ana.pk)) == 2


def test_after_a_break_the_same_again_is_told_though_it_was_never_read(ana, cast, clock, choose):
    choose(ana)
    write(cast)
    run()
    actions.take_a_break(ana)
    passes(clock, days=1)
    assert states() == [("mail", "let_go")]
    actions.come_back(ana)
    write(cast, "Are you back?")
    passes(clock, minutes=5)
    assert len(mail.outbox) == 1
    assert states() == [("mail", "sent")]
    write(cast, "Once more")
    passes(clock, minutes=5)
    assert len(mail.outbox) == 1, "not read yet: nothing twice"


@pytest.mark.parametrize("level", ["named", "nothing"])
def test_what_is_not_wanted_any_more_when_it_would_go_is_let_go(ana, cast, clock, choose, level):
    walk = group_of(cast.cleo, "The evening walk")
    groups.join(ana, walk, "Ana")
    choose(ana)
    thread = spaces.start_thread(ana, walk.space, "Tired", "Long week", "heard")
    spaces.reply(cast.cleo, thread, "I hear you")
    run()
    choose(ana, groups={walk.pk: level})
    passes(clock, days=2)
    assert mail.outbox == []
    assert states() == [("mail", "let_go")]


def test_mail_that_was_turned_off_while_it_waited_does_not_come(ana, cast, clock, choose):
    choose(ana)
    write(cast)
    run()
    choose(ana, mail="never")
    passes(clock, days=2)
    assert mail.outbox == []
    assert states() == [("mail", "let_go")]


def test_what_was_to_come_soon_waits_for_the_summary_when_that_was_chosen_since(ana, cast, clock, choose):
    choose(ana)
    write(cast)
    run()
    choose(ana, mail="digest")
    passes(clock, hours=6)
    assert mail.outbox == []
    passes(clock, hours=1, minutes=1)
    assert len(mail.outbox) == 1


def test_whose_hard_time_may_not_wake_anyone_any_more_waits_for_the_morning(ana, cast, clock, broken):
    broken.opens = False
    clock.move_to("2026-03-03T23:00:00+00:00")
    give(cast.ben, "hard_time", grantee=ana)
    actions.choose_hours(ana, "Europe/London", {}, [Tie.objects.get(owner=ana, person=cast.ben).pk])
    recovery.say_so(cast.ben, "")
    passes(clock, minutes=1)
    actions.choose_hours(ana, "Europe/London", {}, [])
    broken.opens = True
    passes(clock, hours=5)
    assert mail.outbox == []
    passes(clock, hours=13)
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("how", ["no address", "not verified", "gone", "all mail off"])
def test_who_cannot_or_will_not_be_reached_gets_nothing(cast, reach, clock, choose, how):
    if how != "no address":
        reach(cast.ana, verified=how != "not verified")
    choose(cast.ana)
    if how == "all mail off":
        actions.choose_ways(cast.ana, False, False, {}, {})
    write(cast)
    run()
    if how == "gone":
        Person.objects.filter(pk=cast.ana.pk).update(is_active=False)
    passes(clock, days=1)
    assert mail.outbox == []
    assert not Outgoing.objects.filter(state=State.WAITING).exists()


class Broken(EmailBackend):
    """A post office that is away, or that breaks off in the middle."""

    opens = takes = True
    refuses = None

    def open(self):
        if not Broken.opens:
            raise ConnectionRefusedError

    def send_messages(self, messages):
        if Broken.refuses:
            raise Broken.refuses
        if not Broken.takes:
            super().send_messages(messages)
            raise TimeoutError
        return super().send_messages(messages)


@pytest.fixture
def broken(settings, monkeypatch):
    settings.EMAIL_BACKEND = "tests.notices.test_outbox.Broken"
    monkeypatch.setattr(Broken, "opens", True)
    monkeypatch.setattr(Broken, "takes", True)
    return Broken


def test_when_the_post_office_is_away_nothing_is_lost_and_it_all_comes_as_one(ana, cast, clock, choose, broken):
    choose(ana)
    broken.opens = False
    write(cast)
    passes(clock, minutes=5)
    check_in(cast)
    for _n in range(5):
        passes(clock, hours=1)
    assert mail.outbox == []
    broken.opens = True
    passes(clock, hours=5)
    assert len(mail.outbox) == 1
    assert states() == [("mail", "sent")] * 2


ADDRESS_IS_NO_MORE = smtplib.SMTPRecipientsRefused({"ana@example.org": (550, b"No such person")})
NOT_FROM_YOU = smtplib.SMTPSenderRefused(553, b"Not from you", "messages@localhost")
FULL = smtplib.SMTPRecipientsRefused({"ana@example.org": (452, b"Mailbox full")})
NEVER = smtplib.SMTPDataError(554, b"Never")


@pytest.mark.parametrize(
    ("error", "state"),
    [(ADDRESS_IS_NO_MORE, "given_up"), (NOT_FROM_YOU, "given_up"), (NEVER, "given_up"), (FULL, "waiting")],
)
def test_what_is_refused_for_good_is_tried_for_a_day_and_given_up(
    ana, cast, clock, choose, broken, monkeypatch, error, state
):
    choose(ana)
    monkeypatch.setattr(broken, "refuses", error)
    write(cast)
    for _n in range(20):
        passes(clock, hours=1)
    assert states() == [("mail", "waiting")]
    for _n in range(20):
        passes(clock, hours=1)
    assert states() == [("mail", state)]
    assert any("given up" in one.words and one.wrong for one in examining.outbox()) == (state == "given_up")


def test_what_was_given_up_goes_when_the_same_happens_again(ana, cast, clock, choose, broken, monkeypatch):
    choose(ana)
    write(cast)
    run()
    Outgoing.objects.update(state=State.GIVEN_UP, tries=13, done=now())
    write(cast)
    passes(clock, minutes=5)
    assert len(mail.outbox) == 1


def test_a_post_office_that_is_away_for_weeks_is_still_asked_every_four_hours(ana, cast, clock, choose, broken):
    choose(ana)
    broken.opens = False
    write(cast)
    passes(clock, minutes=5)
    Outgoing.objects.update(tries=60)
    passes(clock, hours=4)
    assert Outgoing.objects.get().due - now() == outbox.LONGEST_PAUSE
    broken.opens = True
    passes(clock, hours=5)
    assert len(mail.outbox) == 1


def test_a_mail_that_may_have_gone_goes_again_under_the_same_number(ana, cast, clock, choose, broken):
    choose(ana)
    broken.takes = False
    write(cast)
    passes(clock, minutes=5)
    broken.takes, broken.opens = True, False
    passes(clock, minutes=5)
    broken.opens = True
    passes(clock, hours=1)
    numbers = [one.extra_headers["Message-ID"] for one in mail.outbox]
    assert len(numbers) == 2 and len(set(numbers)) == 1, "mail programs fold the two into one"
    passes(clock, days=1)
    assert len(mail.outbox) == 2


def test_killed_between_sending_and_noting_is_tried_again_under_the_same_number(ana, cast, clock, choose, monkeypatch):
    choose(ana)
    write(cast)
    with monkeypatch.context() as dies:
        dies.setattr(outbox, "sent", lambda letter: (_ for _ in ()).throw(KeyboardInterrupt))
        run()
        clock.shift(timedelta(minutes=3))
        letter = outbox.take(ana.pk, "mail")
        with pytest.raises(KeyboardInterrupt):
            tasks.DELIVER["mail"](letter)
    passes(clock, minutes=5)
    assert len(mail.outbox) == 1, "nobody else takes it up while it may still be under way"
    passes(clock, minutes=10)
    assert len({one.extra_headers["Message-ID"] for one in mail.outbox}) == 1
    assert states() == [("mail", "sent")]


def test_a_letter_is_taken_by_one_runner_only(ana, cast, clock, choose):
    choose(ana)
    write(cast)
    run()
    clock.shift(timedelta(minutes=3))
    assert outbox.take(ana.pk, "mail")
    assert outbox.take(ana.pk, "mail") is None


@pytest.mark.parametrize(("level", "new"), [("all", True), ("named", False), ("nothing", False)])
def test_a_group_that_is_too_much_stays_in_the_list_and_is_not_new(ana, cast, clock, choose, level, new):
    walk = group_of(cast.cleo, "The evening walk")
    groups.join(ana, walk, "Ana")
    choose(ana, groups={walk.pk: level})
    thread = spaces.start_thread(ana, walk.space, "Tired", "Long week", "heard")
    spaces.reply(cast.cleo, thread, "I hear you")
    passes(clock, minutes=5)
    assert Notice.objects.filter(person=ana, kind="reply").count() == 1
    assert unread_count(ana) == int(new)
    assert len(mail.outbox) == int(new)


def test_words_without_a_name_wait_for_the_summary_so_that_nobody_learns_their_hour(ana, cast, clock, choose):
    walk = group_of(cast.cleo, "The evening walk")
    groups.join(ana, walk, "Ana")
    groups.join(cast.ben, walk, "Ben")
    choose(ana)
    thread = spaces.start_thread(ana, walk.space, "Tired", "Long week", "heard")
    spaces.reply(cast.ben, thread, "Me too", unnamed=True)
    passes(clock, hours=2)
    assert mail.outbox == []
    passes(clock, hours=5, minutes=1)
    assert len(mail.outbox) == 1 and now().hour == 17


def test_only_ones_own_groups_are_settled(ana, cast, choose):
    other = group_of(cast.cleo, "Not hers")
    choose(ana, groups={other.pk: "nothing", 10**12: "nothing"})
    from kith.notices.models import GroupWish

    assert not GroupWish.objects.exists()
    assert Group.objects.count() == 1


def test_the_summary_can_come_once_a_week(ana, cast, clock):
    actions.choose_hours(ana, "Europe/London", {"weekly": True, "digest_day": 4, "digest_hour": 9}, [])
    write(cast)
    passes(clock, days=2, hours=20)
    assert mail.outbox == []
    passes(clock, hours=4)
    assert len(mail.outbox) == 1
    assert datetime.isoweekday(now()) == 5


def test_what_went_is_forgotten_after_its_time(ana, cast, clock, choose):
    choose(ana)
    write(cast)
    passes(clock, minutes=5)
    assert tasks.forget_what_went(now() - timedelta(days=30)) == 0
    assert tasks.forget_what_went(now() + timedelta(days=1)) == 1


def test_every_notice_costs_the_writer_one_small_line(ana, cast, clock, django_assert_num_queries):
    """Whom it reaches and how is worked out later, not while someone waits for their post."""
    from kith.core.jobs import Job

    write(cast)
    assert Job.objects.filter(name="notices.plan_ways").count() == 1
    assert not Outgoing.objects.exists()
