"""Hides many posts of one spammer and brings them back, some hundred at a time; ends questions nobody agreed to; forgets old acts."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kith.core import retention
from kith.core.audit import Verb, record
from kith.core.clock import now
from kith.core.jobs import task
from kith.core.live import announce
from kith.notices.actions import drop
from kith.safety.acts import access
from kith.safety.cases import keeping
from kith.safety.models import WAITS, Act, CaseEvent, Swept
from kith.spaces.counting import recount
from kith.spaces.models import Post
from kith.spaces.topics import announce_list

AT_ONCE = 500
HIDDEN, WAITING = Post.Hold.HIDDEN, Post.Hold.WAITING


def found_by(act: Act) -> QuerySet[Post]:
    """The posts it is about: by the one name of its case, or by every name of the person; from then until it was asked."""
    if act.every_name:
        whose = Q(author__person=act.subject_id)
    else:
        whose = Q(author=act.case and act.case.handle_id, author__isnull=False)
    return Post.objects.filter(whose, created__gte=act.since, created__lte=act.asked)


@task(name="safety.sweep")
@transaction.atomic
def sweep(act_id: str) -> None:
    """Hide the next posts of an act that stands, and ask to go on while there are more. Runs as often as it likes."""
    act = Act.objects.select_for_update().filter(pk=act_id, began__isnull=False, undone__isnull=True).first()
    if act is None:
        return
    seen_before = Swept.objects.filter(act=act, post=OuterRef("pk"))
    there = found_by(act).filter(Q(withdrawn__isnull=True) | Q(hold=WAITING)).exclude(Exists(seen_before))
    posts = list(there.select_related("thread").order_by("pk")[:AT_ONCE])
    Swept.objects.bulk_create([Swept(act=act, post=post.pk) for post in posts], ignore_conflicts=True)
    Post.objects.filter(pk__in=[post.pk for post in posts if post.hold]).update(hold=HIDDEN)
    shown = [post for post in posts if post.withdrawn is None]
    Post.objects.filter(pk__in=[post.pk for post in shown]).update(hold=HIDDEN, withdrawn=now())
    _keep_threads_true(shown, -1, now())
    if len(posts) == AT_ONCE:
        sweep.enqueue(act_id)


@task(name="safety.give_back")
@transaction.atomic
def give_back(act_id: str) -> None:
    """Show the next posts again that an undone act had hidden. Runs as often as it likes; what something else holds stays held."""
    act = Act.objects.select_for_update().filter(pk=act_id, undone__isnull=False).first()
    if act is None:
        return
    rows = list(Swept.objects.filter(act=act).order_by("post")[:AT_ONCE])
    found = Post.objects.filter(pk__in=[row.post for row in rows], hold=HIDDEN).exclude(Exists(_swept_otherwise(act)))
    single = Act.objects.filter(kind__in=access.ON_A_POST, post=OuterRef("pk"), undone__isnull=True, ends__isnull=True)
    back = list(found.exclude(Exists(single)).exclude(body="").select_related("thread"))
    found.filter(Exists(single.filter(kind=Act.Kind.HOLD))).update(hold=WAITING)
    Post.objects.filter(pk__in=[post.pk for post in back]).update(hold="", withdrawn=None)
    _keep_threads_true(back, +1, None)
    Swept.objects.filter(pk__in=[row.pk for row in rows]).delete()
    if len(rows) == AT_ONCE:
        give_back.enqueue(act_id)


def _swept_otherwise(act: Act) -> QuerySet[Swept]:
    return Swept.objects.filter(post=OuterRef("pk"), act__undone__isnull=True).exclude(act=act)


def _keep_threads_true(posts: list[Post], change: int, withdrawn: datetime | None) -> None:
    """Count anew, and tell the open pages."""
    recount([post.pk for post in posts], change, withdrawn)
    for one in {post.thread_id: post.thread for post in posts}.values():
        announce(f"thread:{one.pk}")
        announce_list(one.space_id, one.readers)


@task(name="safety.end_questions", every=timedelta(hours=1))
@transaction.atomic
def end_questions() -> None:
    """What nobody agreed to in a week is withdrawn, and asks for nothing any more."""
    waiting = Act.objects.filter(began__isnull=True, undone__isnull=True)
    for act in waiting.filter(asked__lte=now() - WAITS).select_related("case"):
        if waiting.filter(pk=act.pk).update(undone=now()):
            record(Verb.ACT_UNDONE, None, kind="act", thing=act.pk, note_code="in_time")
            drop("act_asked", "act", act.pk)
            if act.case:
                keeping.note(act.case, None, CaseEvent.Kind.UNDONE)


@retention.kept(
    "acts",
    days=365,
    least=30,
    most=1095,
    what=_("what moderators did about your posts or about you, once it is over, with their reasons"),
    why=_("So that you can look it up and ask for another look, and so that people are treated alike."),
    who=_("You, moderators and stewards."),
)
def forget_acts(before: datetime) -> int:
    over = Q(undone__lt=before) | Q(ends__lt=before) | Q(kind=Act.Kind.WORD, began__lt=before)
    return Act.objects.filter(over).delete()[0]
