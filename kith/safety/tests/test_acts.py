"""Acting on a case: what each step does, who may take it, and that of two who act at once one does."""

from datetime import timedelta

import pytest
from django.urls import reverse

from kith.core.audit import AuditEvent, Verb
from kith.core.clock import now
from kith.core.runner import run_due
from kith.notices.models import Notice
from kith.people.models import Person, Role
from kith.safety.acts import access, actions, tasks, two
from kith.safety.models import Act, Case, CaseEvent, Swept
from kith.spaces import actions as spaces
from kith.spaces.models import Post, Thread

TEA = "Buy my tea"


def act_at(case, kind):
    return reverse("case-act", args=[case.pk, kind])


def events(case):
    return list(CaseEvent.objects.filter(case=case).order_by("id").values_list("kind", flat=True))


def address(thread):
    return reverse("thread", args=[thread.space.group.slug, thread.pk])


def as_now(person):
    return Person.objects.get(pk=person.pk)


def test_a_moderator_holds_a_post_and_its_author_reads_which_words_and_why(case, reply, cast, as_):
    femi, ben, ana = as_(cast.femi), as_(cast.ben), as_(cast.ana)
    form = femi.get(act_at(case, "hold")).content.decode()
    assert "Buy my tea." in form
    sent = femi.post(act_at(case, "hold"), {"lines": ["1"], "reason": "It says more than anyone knows.", "over": ""})
    assert sent.status_code == 302
    place = address(reply.thread)
    assert TEA not in ana.get(place).content.decode()
    mine = ben.get(place).content.decode()
    assert TEA in mine and "It says more than anyone knows." in mine and "It heals all." in mine
    assert "A moderator asks for a change" in mine
    assert events(case) == ["opened", "held"]
    act = Act.objects.get()
    assert (act.kind, act.lines, act.by, act.subject) == ("hold", "It heals all.", cast.femi, cast.ben)
    assert AuditEvent.objects.filter(verb=Verb.ACT_TAKEN, owner=cast.ben.pk).exists()
    about = ben.get(reverse("about-you-act", args=[act.pk])).content.decode()
    assert "It says more than anyone knows." in about and "Femi" not in about
    assert Notice.objects.filter(person=cast.ben, kind="act").exists()


def test_what_was_held_is_changed_waits_again_and_is_let_through(case, reply, cast, as_):
    femi, ben, ana = as_(cast.femi), as_(cast.ben), as_(cast.ana)
    act = actions.hold(cast.femi, case, "Too much.")
    Case.objects.filter(pk=case.pk).update(due=now() + timedelta(days=9))
    edit = f"{address(reply.thread)}posts/{reply.pk}/edit/"
    assert "It still waits" in ben.get(edit).content.decode()
    assert ben.post(edit, {"body": "I like tea.", "note": ""}).status_code == 302
    case.refresh_from_db()
    assert events(case)[-1] == "edited" and case.urgency == Case.Urgency.SOON
    assert case.due < now() + timedelta(days=2)
    assert "I like tea" not in ana.get(address(reply.thread)).content.decode()
    assert "I like tea" in femi.get(act_at(case, "let_through")).content.decode()
    femi.post(act_at(case, "let_through"), {"over": str(act.pk)})
    assert "I like tea" in ana.get(address(reply.thread)).content.decode()
    assert Act.objects.get().undone_by == cast.femi and events(case)[-1] == "let_through"


def test_the_title_of_a_held_conversation_can_be_changed_too(thread, case_about, cast, as_):
    post = Post.objects.get(thread=thread, opening=True)
    actions.hold(cast.femi, case_about(post), "The title says too much.")
    ana = as_(cast.ana)
    edit = f"{address(thread)}posts/{post.pk}/edit/"
    assert "Rain" in ana.get(edit).content.decode()
    assert ana.post(edit, {"title": "", "body": "Shall we?", "note": ""}).status_code == 422
    assert ana.post(edit, {"title": "Weather", "body": "Shall we?", "note": ""}).status_code == 302
    assert Thread.objects.get(pk=thread.pk).title == "Weather"


def test_an_open_post_keeps_its_title(thread, cast, as_):
    post = Post.objects.get(thread=thread, opening=True)
    as_(cast.ana).post(f"{address(thread)}posts/{post.pk}/edit/", {"title": "Other", "body": "Shall we?", "note": ""})
    assert Thread.objects.get(pk=thread.pk).title == "Rain"


def test_a_hidden_post_is_not_changed_but_its_author_can_take_it_away_for_good(case, reply, cast, as_):
    ben = as_(cast.ben)
    act = actions.hide(cast.femi, case, "It sells something.")
    assert ben.get(f"{address(reply.thread)}posts/{reply.pk}/edit/").status_code == 404
    assert "A moderator has hidden this" in ben.get(address(reply.thread)).content.decode()
    assert as_(cast.ana).post(f"{address(reply.thread)}answer/", {"away": reply.pk}).status_code == 404
    assert ben.post(f"{address(reply.thread)}answer/", {"away": reply.pk}).status_code == 302
    assert not Post.objects.filter(pk=reply.pk).exists()
    act.refresh_from_db()
    assert act.ends and not act.stands


def test_a_held_post_cannot_be_put_back_by_its_author(case, reply, cast, as_):
    actions.hold(cast.femi, case, "Too much.")
    as_(cast.ben).post(f"{address(reply.thread)}answer/", {"restore": reply.pk})
    assert Post.objects.get(pk=reply.pk).hold == "waiting"


def test_of_two_who_act_at_once_the_second_is_told_to_look_again(case, reply, cast, as_):
    grace = as_(cast.grace)
    grace.get(act_at(case, "hide"))
    actions.hold(cast.femi, case, "Too much.")
    late = grace.post(act_at(case, "hide"), {"reason": "Selling.", "over": ""})
    assert late.status_code == 422 and "acted on it meanwhile" in late.content.decode()
    assert Act.objects.count() == 1 and Post.objects.get(pk=reply.pk).hold == "waiting"
    stands = Act.objects.get()
    assert grace.post(act_at(case, "hide"), {"reason": "Selling.", "over": str(stands.pk)}).status_code == 302
    assert Post.objects.get(pk=reply.pk).hold == "hidden"
    stands.refresh_from_db()
    assert stands.ends and Act.objects.filter(ends__isnull=True, undone__isnull=True).count() == 1


def test_a_case_someone_else_is_looking_at_is_left_to_them(case, cast, as_):
    until = now() + timedelta(minutes=30)
    Case.objects.filter(pk=case.pk).update(state="looked", holder=cast.grace, held_until=until)
    sent = as_(cast.femi).post(act_at(case, "hold"), {"reason": "Too much.", "over": ""})
    assert sent.status_code == 422 and not Act.objects.exists()
    Case.objects.filter(pk=case.pk).update(held_until=now() - timedelta(minutes=1))
    assert as_(cast.femi).post(act_at(case, "hold"), {"reason": "Too much.", "over": ""}).status_code == 302


def test_what_its_author_took_back_is_not_held(case, reply, cast, as_):
    spaces.withdraw_post(cast.ben, reply)
    sent = as_(cast.femi).post(act_at(case, "hold"), {"reason": "Too much.", "over": ""})
    assert sent.status_code == 422 and not Act.objects.exists()
    assert Post.objects.get(pk=reply.pk).hold == ""


@pytest.mark.parametrize("kind", ["hold", "hide", "let_through", "word", "pause", "suspend"])
def test_nobody_else_finds_the_pages_on_which_one_acts(case, kind, cast, as_, visitor):
    for person in (cast.ana, cast.ben, cast.dr_osei, cast.stranger):
        assert as_(person).get(act_at(case, kind)).status_code == 404
        assert as_(person).post(act_at(case, kind), {"reason": "x"}).status_code == 404
    assert visitor.get(act_at(case, kind)).status_code == 302
    assert as_(cast.femi).get(act_at(case, kind)).status_code == 200
    assert as_(cast.femi).get(act_at(case, "dance")).status_code == 404


def test_who_runs_a_group_holds_and_lets_through_there_and_nothing_else(case, reply, cast, as_):
    cleo = as_(cast.cleo)
    for kind in ("hide", "word", "pause", "suspend"):
        assert cleo.get(act_at(case, kind)).status_code == 404
    assert cleo.post(act_at(case, "hold"), {"reason": "Please no selling.", "over": ""}).status_code == 302
    act = Act.objects.get()
    assert cleo.get(reverse("act", args=[act.pk])).status_code == 200
    assert cleo.post(reverse("act-undo", args=[act.pk])).status_code == 302
    assert Post.objects.get(pk=reply.pk).hold == ""


def test_nobody_acts_on_themselves(thread, case_about, make_person, walk, cast, as_):
    spaces.enter(walk.space, cast.femi, cast.femi.main_handle)
    case = case_about(spaces.reply(cast.femi, thread, "Mine."))
    assert as_(cast.femi).get(act_at(case, "hold")).status_code == 404
    act = actions.hold(cast.grace, case, "Too much.")
    assert as_(cast.femi).get(reverse("act", args=[act.pk])).status_code == 404
    assert as_(cast.femi).post(reverse("act-undo", args=[act.pk])).status_code == 404
    assert as_(cast.femi).get(reverse("about-you-act", args=[act.pk])).status_code == 200


def test_a_quiet_word_reaches_one_person_and_names_nobody(case, cast, as_):
    as_(cast.femi).post(act_at(case, "word"), {"reason": "Please leave selling out.\nThank you."})
    act = Act.objects.get()
    page = as_(cast.ben).get(reverse("about-you-act", args=[act.pk])).content.decode()
    assert "Please leave selling out." in page and "Femi" not in page
    assert as_(cast.ana).get(reverse("about-you-act", args=[act.pk])).status_code == 404
    assert "Please leave" not in as_(cast.ben).get(reverse("notices")).content.decode()


def test_a_pause_ends_by_itself_and_the_longest_of_several_counts(case, cast, as_, monkeypatch):
    femi = as_(cast.femi)
    femi.post(act_at(case, "pause"), {"hours": "24", "reason": "Let us breathe."})
    femi.post(act_at(case, "pause"), {"hours": "1", "reason": "And again."})
    ben = as_now(cast.ben)
    assert ben.is_paused and ben.paused_until > now() + timedelta(hours=23)
    longest = Act.objects.order_by("-ends").first()
    actions.undo(cast.grace, longest)
    assert as_now(cast.ben).paused_until < now() + timedelta(hours=2)
    Person.objects.filter(pk=cast.ben.pk).update(paused_until=now() - timedelta(minutes=1))
    assert not as_now(cast.ben).is_paused


def test_a_suspension_needs_a_second_person_who_is_someone_else(case, cast, as_):
    femi, grace = as_(cast.femi), as_(cast.grace)
    femi.post(act_at(case, "suspend"), {"days": "7", "reason": "Threats to others."})
    act = Act.objects.get()
    assert not as_now(cast.ben).is_suspended
    assert as_(cast.ben).get(reverse("about-you-act", args=[act.pk])).status_code == 404
    assert not Notice.objects.filter(person=cast.ben).exists()
    femi.post(reverse("act-agree", args=[act.pk]))
    assert not as_now(cast.ben).is_suspended
    assert "Threats to others." in grace.get(reverse("act", args=[act.pk])).content.decode()
    grace.post(reverse("act-agree", args=[act.pk]))
    assert as_now(cast.ben).is_suspended
    assert events(case) == ["opened", "asked", "agreed", "suspended"]
    assert not two.agree(cast.grace, Act.objects.get())
    femi.post(reverse("act-undo", args=[act.pk]))
    assert not as_now(cast.ben).is_suspended


def test_asking_twice_for_one_suspension_is_asking_once(case, cast):
    first = two.ask_to_suspend(cast.femi, case, "Threats.", 7)
    assert two.ask_to_suspend(cast.grace, case, "Threats.", 7).pk == first.pk


def test_a_question_nobody_agreed_to_is_over_after_a_week(case, cast):
    act = two.ask_to_suspend(cast.femi, case, "Threats.", 7)
    Act.objects.update(asked=now() - timedelta(days=8))
    assert not two.agree(cast.grace, Act.objects.get())
    tasks.end_questions()
    act.refresh_from_db()
    assert act.undone and act.began is None
    assert not Notice.objects.filter(kind="act_asked").exists()


def test_someone_who_keeps_the_place_safe_is_not_suspended_by_one_person_either(
    thread, case_about, walk, cast, make_person
):
    spaces.enter(walk.space, cast.femi, cast.femi.main_handle)
    act = two.ask_to_suspend(cast.grace, case_about(spaces.reply(cast.femi, thread, "Mine.")), "Threats.", 7)
    assert not two.agree(cast.grace, act) and not two.agree(cast.femi, act)
    second = make_person("kim", "Kim", ["moderator"])
    assert two.agree(second, act) and as_now(cast.femi).is_suspended


def test_an_act_can_be_undone_once(case, reply, cast):
    act = actions.hold(cast.femi, case, "Too much.")
    late = Act.objects.get(pk=act.pk)
    assert actions.undo(cast.grace, act)
    assert not actions.undo(cast.femi, late)
    assert events(case).count("let_through") == 1


def test_a_rule_holds_with_a_case_and_lets_go_again_but_not_of_what_a_person_held(reply, cast):
    act = actions.hold_by_rule(reply, "links", "It has many links.", "http://x")
    assert act.rule == "links" and act.by is None and Case.objects.get() == act.case
    assert actions.hold_by_rule(reply, "links", "Again.") is None
    assert actions.let_go_by_rule(reply) and Post.objects.get(pk=reply.pk).hold == ""
    case = Case.objects.get()
    actions.hold(cast.femi, case, "Too much.")
    assert not actions.let_go_by_rule(reply) and Post.objects.get(pk=reply.pk).hold == "waiting"


def test_a_change_after_the_case_is_closed_makes_a_new_one(case, reply, cast):
    actions.hold(cast.femi, case, "Too much.")
    Case.objects.filter(pk=case.pk).update(state="resolved", closed=now())
    spaces.edit_post(cast.ben, reply, "I like tea.")
    fresh = Case.objects.exclude(pk=case.pk).get()
    assert fresh.state == "open" and Act.objects.get().case == fresh


def test_all_posts_of_a_spammer_go_in_one_step_and_come_back_in_one(case, reply, thread, cast, as_, monkeypatch):
    monkeypatch.setattr(tasks, "AT_ONCE", 4)
    ben = cast.ben.signature
    rows = [Post(thread=thread, author=ben, body=f"Tea {number}") for number in range(10)]
    Post.objects.bulk_create(rows)
    Thread.objects.filter(pk=thread.pk).update(replies=11)
    own = spaces.start_thread(cast.ben, thread.space, "Tea for all", "Tea!", "hello")
    back = spaces.reply(cast.ben, thread, "Taken back by me.")
    spaces.withdraw_post(cast.ben, back)
    sent = as_(cast.femi).post(reverse("remove-many", args=[case.pk]), {"hours": "24", "reason": "Selling."})
    assert sent.status_code == 302
    for _more in range(5):
        run_due()
    assert Post.objects.filter(author=ben, hold="hidden").count() == 12
    thread.refresh_from_db()
    own.refresh_from_db()
    assert thread.replies == 0 and own.withdrawn and thread.last_post_at == thread.created
    page = as_(cast.ana).get(address(thread)).content.decode()
    assert "Tea " not in page
    assert "Selling." in as_(cast.ben).get(address(thread)).content.decode()
    act = Act.objects.get()
    as_(cast.grace).post(reverse("act-undo", args=[act.pk]))
    for _more in range(5):
        run_due()
    assert not Post.objects.exclude(hold="").exists() and not Swept.objects.exists()
    assert Post.objects.get(pk=back.pk).withdrawn
    thread.refresh_from_db()
    own.refresh_from_db()
    assert thread.replies == 11 and own.withdrawn is None


def test_hiding_under_every_name_takes_two(case, reply, thread, cast, as_):
    other = spaces.reply(cast.ben, thread, "Without my name.", unnamed=True)
    femi = as_(cast.femi)
    femi.post(reverse("remove-many", args=[case.pk]), {"hours": "24", "reason": "Selling.", "every_name": "on"})
    assert not Post.objects.exclude(hold="").exists()
    assert two.agree(cast.grace, Act.objects.get())
    assert Post.objects.filter(pk__in=[reply.pk, other.pk], hold="hidden").count() == 2


def test_one_name_leaves_words_under_other_names_alone(case, reply, thread, cast):
    other = spaces.reply(cast.ben, thread, "Without my name.", unnamed=True)
    two.hide_many(cast.femi, case, "Selling.", now() - timedelta(days=1))
    assert Post.objects.get(pk=reply.pk).hold == "hidden" and Post.objects.get(pk=other.pk).hold == ""


def test_undoing_many_leaves_what_was_held_for_another_reason(case, reply, cast):
    actions.hold(cast.femi, case, "Too much.")
    act = two.hide_many(cast.femi, case, "Selling.", now() - timedelta(days=1))
    assert Post.objects.get(pk=reply.pk).hold == "hidden"
    actions.undo(cast.grace, act)
    assert Post.objects.get(pk=reply.pk).hold == "waiting"


def test_old_acts_are_forgotten_but_what_stands_is_kept(case, reply, cast):
    held = actions.hold(cast.femi, case, "Too much.")
    actions.undo(cast.femi, held)
    actions.hide(cast.femi, case, "Selling.")
    Act.objects.filter(undone__isnull=False).update(undone=now() - timedelta(days=400))
    assert tasks.forget_acts(now() - timedelta(days=365)) == 1
    assert Act.objects.get().kind == "hide"


def test_a_role_that_is_taken_away_takes_the_acting_with_it(case, cast, as_):
    Role.objects.filter(person=cast.femi).delete()
    assert not access.keeps_safe(as_now(cast.femi))
    assert as_(cast.femi).get(act_at(case, "hold")).status_code == 404


def test_a_quiet_word_begins_from_words_that_are_safe_to_say(case, cast, as_):
    femi, word = as_(cast.femi), act_at(case, "word")
    page = femi.get(word).content.decode()
    assert "Begin from words that are safe to say" in page and "these words can hurt" in page, "those that fit the case"
    assert "ending your life" not in page
    said = {"reason": "My own words.", "start": ["thanks", "effect", "nothing-of-the-kind"], "begin": "1"}
    filled = femi.post(word, said).content.decode()
    assert not Act.objects.exists(), "nothing is sent yet"
    box = filled[filled.index("<textarea") : filled.index("</textarea>")]
    assert "My own words." in box and "glad you told someone" in box and "these words can hurt" in box
    assert "Begin from" not in femi.get(act_at(case, "pause")).content.decode()
