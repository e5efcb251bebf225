"""What a person told us would help, and what they said is not for them: rows, and facts about a row."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kith.core.clock import now
from kith.core.crypto import EncryptedJSONField, EncryptedTextField
from kith.core.ids import new_id


class Question(models.TextChoices):
    """What is asked, in the order it is asked. The words of each page are in `questions.py`."""

    HARD = "hard", _("What is hard now")
    MISSING = "missing", _("Support you miss")
    WHERE = "where", _("Where, and how far")
    LANGUAGES = "languages", _("Languages")
    TIMES = "times", _("When you are free")
    MEETING = "meeting", _("How you like to meet")
    AGE = "age", _("Your age")
    CULTURE = "culture", _("Culture or faith")


class Answer(models.Model):
    """One answer, readable by the person who gave it and nobody else. `value` has the shape `questions.py` gives."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="answers")
    question = models.CharField(max_length=10, choices=Question.choices)
    value = EncryptedJSONField(owner="person_id")
    changed = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "question"], name="one_answer_to_a_question"),
            models.CheckConstraint(condition=models.Q(question__in=Question.values), name="answer_to_a_known_question"),
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}"


class Kind(models.TextChoices):
    """What may be suggested."""

    PERSON = "person", _("Someone you know")
    GROUP = "group", _("Group")
    GATHERING = "gathering", _("Meeting")
    SERVICE = "service", _("Service")


class Dismissal(models.Model):
    """Something a person said is not for them. Its name is kept, sealed, so that they can find it and bring it back."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="dismissals")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    thing_id = models.CharField(max_length=40)
    title = EncryptedTextField(owner="person_id")
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "kind", "thing_id"], name="dismissed_once")]

    def __str__(self) -> str:
        return f"dismissal {self.pk}"
