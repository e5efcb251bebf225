"""Everything those who keep the place safe do about words and people: hold, hide, let through, a word, a pause, undoing.

Each step says why, is written down, can be undone, and is told to the person it concerns. Of two who act in one moment only
one does: every step names what stood when its form was opened.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from kith.core.audit import Verb, record
from kith.core.clock import now
from kith.groups import hiding
from kith.groups.models import SessionPost
from kith.notices.actions import drop, notify
from kith.people.models import Person
from kith.safety import rules
from kith.safety.acts import access, standing, tasks
from kith.safety.cases import keeping
from kith.safety.models import Act, Case, CaseEvent
from kith.spaces import holding
from kith.spaces.models import Post

Kind, Event = Act.Kind, CaseEvent.Kind
NOTED = {
    Kind.HOLD: Event.HELD,
    Kind.HIDE: Event.HIDDEN,
    Kind.MANY: Event.HIDDEN,
    Kind.WORD: Event.WROTE,
    Kind.PAUSE: Event.PAUSED,
    Kind.SUSPEND: Event.SUSPENDED,
}


class Overtaken(Exception):
    """Somebody else acted on it since the form was opened, or is looking at it now."""


class TakenBack(Exception):
    """Its author took it back themselves: that is stronger than a hold."""


@transaction.atomic
def hold(actor: Person, case: Case, reason: str, lines: str = "", over: UUID | None = None) -> Act:
    """Ask the author for a change; until then nobody else sees the post. Raises Overtaken, TakenBack, Http404.

    `over` is the act that stood on the post when the actor looked, which this one takes the place of.
    """
    access.get_case(actor, case.pk, "hold")
    return _on_post(actor, case, Kind.HOLD, reason, lines, over)


@transaction.atomic
def hide(actor: Person, case: Case, reason: str, lines: str = "", over: UUID | None = None) -> Act:
    """Hide a post without a change that could bring it back, or what was said in a session. Raises Overtaken, TakenBack, Http404."""
    access.get_case(actor, case.pk, "hide")
    if case.thing_kind == Case.Thing.SAID:
        return _on_said(actor, case, reason, lines, over)
    return _on_post(actor, case, Kind.HIDE, reason, lines, over)


def _on_said(actor: Person, case: Case, reason: str, lines: str, over: UUID | None) -> Act:
    said = access.words_of(case)
    if not isinstance(said, SessionPost) or said.person_id == actor.pk:
        raise Http404
    require_free(actor, case)
    _take_the_place_of(said, over)
    about = {"case": case, "subject": said.person, "said": said.pk}
    act = begin(Act(kind=Kind.HIDE, by=actor, reason=reason, lines=lines, **about))
    hiding.hide(actor, said)
    return act


@transaction.atomic
def put_away_in_session(actor: Person, said: SessionPost) -> None:
    """Whoever runs the group hid words while people were there: their writer reads why, and a moderator looks at it."""
    about = keeping.about_said(said)
    case = keeping.open_case(about, Case.Lane.HARM, Case.Source.RULE, ["session"], Case.Urgency.SOON)[0]
    reason = str(_("Someone who runs the group put this away during the session. A moderator looks at it as well."))
    begin(Act(case=case, kind=Kind.HIDE, subject=said.person, said=said.pk, by=actor, reason=reason))


def _on_post(actor: Person, case: Case, kind: str, reason: str, lines: str, over: UUID | None) -> Act:
    post = access.words_of(case)
    if not isinstance(post, Post) or post.author is None or post.author.person_id == actor.pk:
        raise Http404
    require_free(actor, case)
    _take_the_place_of(post, over)
    about = {"case": case, "subject": post.author.person, "post": post.pk}
    act = begin(Act(kind=kind, by=actor, reason=reason, lines=lines, **about))
    _hold(actor, post, holding.WAITING if kind == Kind.HOLD else holding.HIDDEN)
    return act


def require_free(actor: Person, case: Case) -> None:
    """Raises Overtaken while somebody else is looking at a case."""
    if access.is_anothers(actor, Case.objects.get(pk=case.pk)):
        raise Overtaken


def _take_the_place_of(words: Post | SessionPost, over: UUID | None) -> None:
    stands = access.standing_on(words)
    if (stands.pk if stands else None) != over:
        raise Overtaken
    if stands and not Act.objects.filter(pk=stands.pk, undone__isnull=True, ends__isnull=True).update(ends=now()):
        raise Overtaken


def _hold(actor: Person | None, post: Post, why: str) -> None:
    if not holding.hold(actor, post, why) and not Post.objects.filter(pk=post.pk).exclude(hold="").exists():
        raise TakenBack


def begin(act: Act) -> Act:
    """Write an act that is in force from now on. Raises Overtaken where one stands on the post already."""
    act.began = now()
    if act.hours:
        act.ends = act.began + timedelta(hours=act.hours)
    try:
        with transaction.atomic():
            act.save(force_insert=True)
    except IntegrityError as error:
        raise Overtaken from error
    tell_of(act, act.by)
    return act


def tell_of(act: Act, actor: Person | None) -> None:
    """Write down that something came into force, in the record and in the case, and tell whom it concerns."""
    record(Verb.ACT_TAKEN, actor, owner=act.subject, kind="act", thing=act.pk, note_code=act.kind)
    if act.case:
        keeping.note(act.case, actor, NOTED[Kind(act.kind)])
    notify(None, [act.subject_id], "act", "act", act.pk)


@transaction.atomic
def let_through(actor: Person, case: Case, over: UUID | None = None) -> bool:
    """Show a held or hidden post again; whoever should have heard of it hears now. False when it is not held any more."""
    access.get_case(actor, case.pk, "let_through")
    words = access.words_of(case)
    require_free(actor, case)
    act = access.standing_on(words)
    if (act.pk if act else None) != over:
        raise Overtaken
    if act:
        return undo(actor, act)
    if not (holding.let_through(actor, words) if isinstance(words, Post) else hiding.show(actor, words)):
        return False
    keeping.note(case, actor, Event.LET_THROUGH)
    return True


@transaction.atomic
def say_a_word(actor: Person, case: Case, words: str) -> Act:
    """A quiet word to the person, from those who keep the place safe; it names nobody and asks for no answer."""
    access.get_case(actor, case.pk, "word")
    require_free(actor, case)
    return begin(Act(case=case, kind=Kind.WORD, subject=subject_of(case), by=actor, reason=words))


@transaction.atomic
def pause(actor: Person, case: Case, reason: str, hours: int) -> Act:
    """They cannot post for some hours; it ends by itself. Several may stand: the longest counts."""
    access.get_case(actor, case.pk, "pause")
    require_free(actor, case)
    act = begin(Act(case=case, kind=Kind.PAUSE, subject=subject_of(case), by=actor, reason=reason, hours=hours))
    standing.keep_true(act.subject_id)
    return act


def subject_of(case: Case) -> Person:
    """Whom a case is about. Raises Http404 where that is nobody."""
    if case.subject is None:
        raise Http404
    return case.subject


@transaction.atomic
def undo(actor: Person, act: Act, quietly: bool = False) -> bool:
    """End an act, or withdraw what was only asked for. False when somebody did already. Raises Http404.

    `quietly` where the person hears of it in another way, as with the answer to their appeal.
    """
    if not access.can_undo(actor, act):
        raise Http404
    waited = act.began is None
    if not Act.objects.filter(pk=act.pk, undone__isnull=True, began=act.began).update(undone=now(), undone_by=actor):
        return False
    bring_back(actor, act)
    record(Verb.ACT_UNDONE, actor, owner=None if waited else act.subject, kind="act", thing=act.pk, note_code=act.kind)
    if act.case:
        keeping.note(act.case, actor, Event.LET_THROUGH if act.kind in access.ON_A_POST else Event.UNDONE)
    drop("act_asked", "act", act.pk)
    if not (waited or quietly):
        notify(None, [act.subject_id], "act", "act", act.pk)
    return True


def bring_back(actor: Person | None, act: Act) -> None:
    """What an act had changed is as it was before."""
    if act.kind in access.ON_A_POST and act.post and (post := Post.objects.filter(pk=act.post).first()):
        holding.let_through(actor, post)
    elif act.said and (said := SessionPost.objects.filter(pk=act.said).first()):
        hiding.show(actor, said)
    elif act.kind == Kind.MANY:
        tasks.give_back(str(act.pk))
    standing.keep_true(act.subject_id)


@transaction.atomic
def hold_by_rule(post: Post, code: str, reason: str, lines: str = "") -> Act | None:
    """Hold a post by a rule the steward settled. There is always a case with it, so that somebody looks.

    None for words whose author left, and for what is held already. `code` says which rule, in at most 40 letters.
    """
    author = post.author
    if author is None or access.standing_on(post.pk):
        return None
    case = keeping.standing(Case.Thing.POST, post.pk)
    if case is None:
        about = keeping.about_post(post)
        case = keeping.open_case(about, Case.Lane.HARM, Case.Source.RULE, [code], Case.Urgency.SOON)[0]
    said = {"reason": reason, "lines": lines, "rule": code[:40]}
    _hold(None, post, holding.WAITING)
    return begin(Act(case=case, kind=Kind.HOLD, subject=author.person, post=post.pk, **said))


@transaction.atomic
def let_go_by_rule(post: Post) -> bool:
    """Let a post through that a rule held, because the rule has nothing against it any more. False where a person held it."""
    by_rule = Act.objects.filter(kind=Kind.HOLD, post=post.pk, undone__isnull=True, ends__isnull=True).exclude(rule="")
    act = by_rule.select_related("case", "subject").first()
    if act is None or not by_rule.filter(pk=act.pk).update(undone=now()):
        return False
    holding.let_through(None, post)
    record(Verb.ACT_UNDONE, None, owner=act.subject, kind="act", thing=act.pk, note_code=act.kind)
    if act.case:
        keeping.note(act.case, None, Event.LET_THROUGH)
    drop("act", "act", act.pk)
    return True


def look_at_change(actor: Person, post: Post) -> None:
    """Called when a post was written or changed: a held one that its author changed comes to the front again."""
    if post.edited and Post.objects.filter(pk=post.pk, hold=holding.WAITING).exists():
        back_to_the_front(post)


def back_to_the_front(post: Post) -> None:
    """The case about a changed post is open, and due soon; whoever has it keeps it."""
    case = keeping.standing(Case.Thing.POST, post.pk)
    if case is None:
        about = keeping.about_post(post)
        case = keeping.open_case(about, Case.Lane.HARM, Case.Source.RULE, ["changed"], Case.Urgency.SOON)[0]
        Act.objects.filter(post=post.pk, undone__isnull=True, ends__isnull=True).update(case=case)
    due = min(case.due, now() + rules.minutes(rules.DUE_SOON))
    found = Case.objects.filter(pk=case.pk)
    found.update(due=due, urgency=min(case.urgency, Case.Urgency.SOON))
    keeping.note(case, None, Event.EDITED)


def taken_away(actor: Person, post_id: int) -> None:
    """Its author took a held post away for good: what held it is over."""
    Act.objects.filter(post=post_id, subject=actor, undone__isnull=True, ends__isnull=True).update(ends=now())


def read_for_an_act(actor: Person, case: Case) -> dict[str, Any]:
    """What the actor reads to decide: written down, as every look into a case is."""
    words = access.words_of(case)
    record(Verb.CASE_READ, actor, kind="case", thing=case.pk, note_code="act")
    return {"post": words, "stands": access.standing_on(words)}
