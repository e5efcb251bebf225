"""Who may act on a case, agree as the second person, undo, and answer an appeal; and what a person reads of what was done about them."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from kith.core.clock import now
from kith.core.crypto import prefetch_keys
from kith.groups.models import SessionPost
from kith.people.access import main_handle_of
from kith.people.models import Person, Role
from kith.safety.access import KEEPERS, keeps_safe
from kith.safety.models import WAITS, Act, Appeal, Case
from kith.spaces.access import my_memberships
from kith.spaces.models import Membership, Post

Kind = Act.Kind
ON_A_POST = (Kind.HOLD, Kind.HIDE)
BY_FACILITATORS = {Case.Thing.POST: ("hold", "let_through"), Case.Thing.SAID: ("hide", "let_through")}
ON_WORDS = {Case.Thing.POST: ("hold", "hide", "let_through", "many"), Case.Thing.SAID: ("hide", "let_through")}
"""By what a case is about. Words said in a session cannot be changed, so they are not held but hidden."""
ON_PEOPLE = ("word", "pause", "suspend")


def runs(viewer: Any) -> QuerySet:
    """The spaces the viewer runs, by id."""
    return my_memberships(viewer).filter(role__in=Membership.RUNNING).values("space")


def cases_to_act_on(viewer: Any, kind: str) -> QuerySet[Case]:
    """Cases on which the viewer may take this step; never one about themselves."""
    if not viewer.pk:
        return Case.objects.none()
    found = Case.objects.exclude(subject=viewer).select_related("handle", "space__group", "subject")
    if keeps_safe(viewer):
        return found
    kinds = [thing for thing, steps in BY_FACILITATORS.items() if kind in steps]
    return found.filter(space__in=runs(viewer), thing_kind__in=kinds)


def get_case(viewer: Any, case_id: Any, kind: str) -> Case:
    """The case, if this step can be taken on what it is about. Raises Http404."""
    case = get_object_or_404(cases_to_act_on(viewer, kind), pk=case_id)
    if kind not in steps_on(case):
        raise Http404
    return case


def steps_on(case: Case) -> list[str]:
    """What can be done on what a case is about, and about whom."""
    if not case.subject_id:
        return []
    return [*ON_WORDS.get(Case.Thing(case.thing_kind), ()), *ON_PEOPLE]


def steps_for(viewer: Any, case: Case) -> list[str]:
    """Of these, what the viewer may do."""
    steps = steps_on(case)
    if keeps_safe(viewer):
        return steps
    return [step for step in steps if step in BY_FACILITATORS.get(Case.Thing(case.thing_kind), ())]


def is_anothers(viewer: Person, case: Case) -> bool:
    """Whether somebody else is looking at it just now: then they act, or hand it over."""
    taken = case.state == Case.State.LOOKED and case.holder_id not in (None, viewer.pk)
    return bool(taken and case.held_until and case.held_until > now())


def words_of(case: Case) -> Post | SessionPost:
    """What the case is about. Raises Http404 where it is neither a post nor said in a session, or gone."""
    if case.thing_kind == Case.Thing.SAID:
        said = SessionPost.objects.select_related("author", "person", "session__group__space")
        return get_object_or_404(said, pk=case.thing)
    if case.thing_kind != Case.Thing.POST:
        raise Http404
    return get_object_or_404(Post.objects.select_related("author__person", "thread__space__group"), pk=int(case.thing))


def standing_on(words: int | Post | SessionPost) -> Act | None:
    """What holds or hides a post, or hides what was said, now."""
    stands = Act.objects.filter(kind__in=ON_A_POST, undone__isnull=True, ends__isnull=True)
    if isinstance(words, SessionPost):
        return stands.filter(said=words.pk).first()
    return stands.filter(post=words if isinstance(words, int) else words.pk).first()


def on_case(viewer: Any, case: Case) -> list[Any]:
    """What was done on a case, the latest first, for those who may act on it."""
    prefetch_keys([case.subject_id] if case.subject_id else [])
    return list(visible_acts(viewer).filter(case=case).order_by("-asked"))


def visible_acts(viewer: Any) -> QuerySet[Any]:
    """For stewards and moderators; those who run a group see what was done about posts there. Never what is about oneself.

    With the main names of those who acted, and the one name the person had there.
    """
    if not viewer.pk:
        return Act.objects.none()
    names = {f"{who}_name": main_handle_of("name", f"{who}_id") for who in ("by", "second", "undone_by")}
    found = Act.objects.exclude(subject=viewer).select_related("case__handle", "case__space__group", "appeal")
    if not keeps_safe(viewer):
        found = found.filter(kind__in=ON_A_POST, case__space__in=runs(viewer))
    return found.annotate(**names)


def get_act(viewer: Any, act_id: Any) -> Any:
    return get_object_or_404(visible_acts(viewer), pk=act_id)


def waits_for_second(viewer: Any) -> QuerySet[Any]:
    if not keeps_safe(viewer):
        return Act.objects.none()
    asked = visible_acts(viewer).filter(began__isnull=True, undone__isnull=True, asked__gt=now() - WAITS)
    return asked.order_by("asked")


def can_agree(viewer: Any, act: Act) -> bool:
    """Somebody else than who asked, and than whom it is about."""
    others = viewer.pk not in (act.by_id, act.subject_id)
    return keeps_safe(viewer) and others and act.by_id is not None and act.is_asked


def can_undo(viewer: Any, act: Act) -> bool:
    """Anyone who keeps the place safe, but never oneself; those who run a group, what stands on a post there."""
    if viewer.pk == act.subject_id or not (act.stands or act.is_asked):
        return False
    return keeps_safe(viewer) or visible_acts(viewer).filter(pk=act.pk).exists()


def keepers_but(*people: int | None) -> list[int]:
    """Ids of everyone who keeps the place safe, without these."""
    roles = Role.objects.filter(kind__in=KEEPERS, person__is_active=True)
    return list(roles.exclude(person__in=[one for one in people if one]).values_list("person", flat=True).distinct())


def who_can_answer(act: Act) -> list[int]:
    """Who could answer an appeal: neither of those who acted, nor whom it is about. Ids."""
    return keepers_but(act.by_id, act.second_id, act.subject_id)


def visible_appeals(viewer: Any) -> QuerySet[Appeal]:
    """For stewards and moderators, never about themselves; the first due first."""
    if not keeps_safe(viewer):
        return Appeal.objects.none()
    found = Appeal.objects.exclude(subject=viewer).select_related("act__case__handle", "act__case__space__group")
    return found.order_by("due")


def can_answer(viewer: Any, appeal: Appeal) -> bool:
    """Not those who acted: somebody else looks."""
    act = appeal.act
    return (
        appeal.answered is None and keeps_safe(viewer) and viewer.pk not in (act.by_id, act.second_id, act.subject_id)
    )


def get_appeal(viewer: Any, act_id: Any) -> Appeal:
    return get_object_or_404(visible_appeals(viewer), act=act_id)


def nobody_can_answer(appeals: list[Appeal]) -> bool:
    """Whether one of these waits for somebody who is not here: the community has too few who keep it safe."""
    return any(one.answered is None and not who_can_answer(one.act) for one in appeals)


def acts_about_me(viewer: Person) -> QuerySet[Act]:
    """What was done about the viewer, the latest first. What was only asked for is nothing yet."""
    mine = Act.objects.filter(subject=viewer, began__isnull=False).select_related("appeal", "case__space__group")
    return mine.order_by(F("began").desc(), "-id")


def get_act_about_me(viewer: Person, act_id: Any) -> Act:
    return get_object_or_404(acts_about_me(viewer), pk=act_id)


def can_appeal(act: Act) -> bool:
    """Once, of what stands; a word once it was said can be asked about like the rest."""
    return act.stands and not hasattr(act, "appeal")


def my_held_post(viewer: Person, act: Act) -> Post | None:
    """The post an act is about, for its author, as long as it is there."""
    if not act.post:
        return None
    mine = Post.objects.filter(pk=act.post, author__person=viewer).exclude(body="")
    return mine.select_related("thread__space__group").first()


def is_put_away(case: Case) -> bool:
    """Whether the words a case is about are held or hidden now."""
    if case.thing_kind == Case.Thing.SAID:
        return SessionPost.objects.filter(pk=case.thing, hidden__isnull=False).exists()
    return case.thing_kind == Case.Thing.POST and Post.objects.filter(pk=case.thing).exclude(hold="").exists()


def standing_on_said(viewer: Person, ids: list[str]) -> list[Act]:
    mine = Q(subject=viewer, kind=Kind.HIDE, said__in=ids, undone__isnull=True, ends__isnull=True)
    return list(Act.objects.filter(mine))


def standing_on_mine(viewer: Person, posts: list[int]) -> list[Act]:
    mine = Q(subject=viewer, kind__in=ON_A_POST, post__in=posts, undone__isnull=True, ends__isnull=True)
    return list(Act.objects.filter(mine))


def swept_of_mine(viewer: Person, posts: list[int]) -> dict[int, Act]:
    """Which of these were hidden together with many others, by post."""
    mine = Act.objects.filter(subject=viewer, kind=Kind.MANY, undone__isnull=True, swept__post__in=posts)
    return {one.swept_post: one for one in mine.annotate(swept_post=F("swept__post"))}
