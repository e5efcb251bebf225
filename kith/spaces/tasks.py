"""Forgets what was taken back, once there has been time to change one's mind."""

from datetime import timedelta

from django.db import transaction

from kith.core.clock import now
from kith.core.jobs import task
from kith.people.models import Handle
from kith.spaces.models import Post, Reaction, Thread

KEPT = timedelta(days=1)


@task(name="spaces.forget_post")
@transaction.atomic
def forget_post(post_id: int) -> None:
    """Remove the words of a post that was taken back a day ago. Runs as often as it likes."""
    due = Post.objects.filter(pk=post_id, withdrawn__lte=now() - KEPT)
    unnamed = list(due.filter(author__kind=Handle.Kind.ONCE, opening=False).values_list("author", flat=True))
    if not due.update(body=""):
        return
    Reaction.objects.filter(post=post_id).delete()
    Thread.objects.filter(posts__in=due.filter(opening=True), withdrawn__isnull=False).update(title="–")
    due.filter(opening=False).delete()
    Handle.objects.filter(pk__in=unnamed).delete()
