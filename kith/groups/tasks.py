"""What happens in groups by itself: breaks end, groups close, places pass on; and what was kept long enough is let go of."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kith.core import retention
from kith.core.clock import now
from kith.core.jobs import task
from kith.groups import (
    actions,
    reminding,  # noqa: F401  their jobs are found here
    sitting,  # noqa: F401
)
from kith.groups.access import INVITED_FOR
from kith.groups.belonging.tasks import find_answers as find_answers  # with all that is beside it
from kith.groups.models import Group, GroupInvitation, HandOverNote, JoinRequest, Waiting
from kith.people.actions import remove_tie_for
from kith.people.models import Handle, Person
from kith.spaces.models import Membership


@retention.kept(
    "join_requests",
    days=30,
    least=1,
    most=365,
    what=_("what you wrote when you asked to join a group, once you have an answer"),
    why=_("So that those who run the group can come back to it. It is sealed with your key."),
    who=_("You, and those who run the group until they answer."),
)
def forget_answered_requests(before: datetime) -> int:
    return JoinRequest.objects.filter(decided__lt=before).delete()[0]


@retention.kept(
    "hand_over_notes",
    days=60,
    least=7,
    most=365,
    what=_("notes that those who run a group leave for one another"),
    why=_("So that whoever takes over knows what happened. They are sealed with the writer's key."),
    who=_("Those who run the group."),
)
def forget_hand_over_notes(before: datetime) -> int:
    return HandOverNote.objects.filter(at__lt=before).delete()[0]


@task(name="groups.end_old_invitations", every=timedelta(hours=6))
@transaction.atomic
def end_old_invitations() -> None:
    """An invitation to a group that nobody took up within a month opens nothing any more, and is forgotten.

    Someone who waits for a place there has taken it up.
    """
    before = now() - INVITED_FOR
    waiting = Membership.objects.filter(state=Membership.State.INVITED, changed__lt=before)
    waiting = waiting.exclude(Exists(Waiting.objects.filter(group__space=OuterRef("space"), person=OuterRef("person"))))
    waiting.update(state=Membership.State.LEFT, changed=now())
    GroupInvitation.objects.filter(at__lt=before).delete()


@retention.kept(
    "closed_groups",
    days=180,
    least=30,
    most=1095,
    what=_("a group that has closed, with all that was said in it"),
    why=_("So that those who were in it can read it again, take their words along, or open it once more."),
    who=_("The people who were in it when it closed."),
)
def forget_closed_groups(before: datetime) -> int:
    closed = list(Group.objects.filter(state=Group.State.CLOSED, closed__lt=before))
    for group in closed:
        _forget(group)
    return len(closed)


@transaction.atomic
def _forget(group: Group) -> None:
    """The group and its conversations, off everyone's map too; and the handles that stood for one post without a name."""
    for person in Person.objects.filter(ties__target_kind="group", ties__target_id=group.pk):
        remove_tie_for(person, "group", group.pk)
    once = Handle.objects.filter(kind=Handle.Kind.ONCE, posts__thread__space=group.space_id)
    handles = list(once.values_list("pk", flat=True))
    group.space.delete()
    Handle.objects.filter(pk__in=handles).delete()


@task(name="groups.keep_time", every=timedelta(hours=1), in_transaction=False)
def keep_time() -> None:
    """Breaks end on their day, groups close after theirs, and places nobody took go to the next; each by itself."""
    today = timezone.localdate()
    for group in Group.objects.filter(state=Group.State.PAUSED, resumes__lte=today):
        actions.resume(None, group)
    for group in Group.objects.filter(state=Group.State.OPEN, closes__lt=today):
        actions.close(group)
    for group in Group.objects.filter(Exists(Waiting.objects.filter(group=OuterRef("pk")))):
        actions.pass_on(group)
