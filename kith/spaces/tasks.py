"""Forgets what was taken back, once there has been time to change one's mind; what was begun long ago; what posts were before."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kith.core import retention
from kith.core.clock import now
from kith.core.jobs import task
from kith.people.models import Handle, Person
from kith.spaces.drafts import UNDO_FOR
from kith.spaces.models import Draft, Picture, Poll, PollAnswer, Post, PostVersion, Reaction, Thread
from kith.spaces.quoting import let_go

TAKEN_BACK = "posts_taken_back"


def time_to_change_ones_mind() -> timedelta:
    return timedelta(days=retention.days(TAKEN_BACK))


@task(name="spaces.forget_post")
@transaction.atomic
def forget_post(post_id: int) -> None:
    """Remove the words of a post whose time to be put back is over. Runs as often as it likes."""
    _forget(Post.objects.filter(pk=post_id, hold="", withdrawn__lte=retention.begins(TAKEN_BACK)))


@retention.kept(
    TAKEN_BACK,
    days=1,
    least=1,
    most=30,
    what=_("words and pictures you took back in a group"),
    why=_("So that you can change your mind and put them back."),
    who=_("You."),
)
@transaction.atomic
def forget_posts_taken_back(before: datetime) -> int:
    pictures = Picture.objects.filter(withdrawn__lte=before, post__author__isnull=False).delete()[0]
    return pictures + _forget(Post.objects.filter(hold="", withdrawn__lte=before))


@retention.kept(
    "poll_answers",
    days=30,
    least=1,
    most=365,
    what=_("what you chose in a poll, once it has closed"),
    why=_(
        "So that you can look it up while people talk about it. It is sealed with your key, and the numbers hold no names."
    ),
    who=_("You."),
)
def forget_poll_answers(before: datetime) -> int:
    return PollAnswer.objects.filter(poll__closes__lt=before.date()).delete()[0]


def forget_held(post_id: int, author: Person) -> int:
    """Remove the words of a held post at once, because its author does not want to say them any more."""
    return _forget(Post.objects.filter(pk=post_id, author__person=author).exclude(hold=""))


def _forget(found: QuerySet[Post]) -> int:
    """Words without a name are left alone: their author is leaving and may still stay."""
    due = list(found.filter(author__isnull=False).exclude(body="").values_list("pk", "opening"))
    posts = [pk for pk, _opening in due]
    once = Post.objects.filter(pk__in=posts, opening=False, author__kind=Handle.Kind.ONCE)
    used_up = list(once.values_list("author", flat=True))
    Reaction.objects.filter(post__in=posts).delete()
    PostVersion.objects.filter(post__in=posts).delete()
    let_go(posts)
    openings = [pk for pk, opening in due if opening]
    Post.objects.filter(pk__in=openings).update(body="", note="", hold="")
    for enclosed in (Picture, Poll):
        enclosed.objects.filter(post__in=openings).delete()
    Thread.objects.filter(posts__in=openings, withdrawn__isnull=False).update(title=Thread.FORGOTTEN, note="")
    Post.objects.filter(pk__in=posts).exclude(pk__in=openings).delete()
    Handle.objects.filter(pk__in=used_up).delete()
    return len(posts)


@retention.kept(
    "drafts",
    days=30,
    least=1,
    most=365,
    what=_("what you began to write in a group and did not send"),
    why=_("So that you can go on writing another day. It is sealed with your key."),
    who=_("You."),
)
def forget_drafts(before: datetime) -> int:
    return Draft.objects.filter(changed__lt=before).delete()[0]


@task(name="spaces.forget_thrown_away", every=timedelta(hours=1))
def forget_thrown_away() -> None:
    """Delete for good what people began, threw away and did not put back in time."""
    Draft.objects.filter(removed__lte=now() - UNDO_FOR).delete()


@retention.kept(
    "earlier_words",
    days=90,
    least=1,
    most=365,
    what=_("what a post of yours in a group said before you changed it"),
    why=_("So that moderators can see what was said, if someone was hurt by it. It is sealed with your key."),
    who=_("You, and moderators and stewards who can read the group."),
)
def forget_earlier_words(before: datetime) -> int:
    return PostVersion.objects.filter(until__lt=before).delete()[0]
