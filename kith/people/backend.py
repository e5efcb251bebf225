"""Finds the person a session belongs to, together with the name they go by: a member's every page begins with this."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Exists, FilteredRelation, OuterRef, Q, QuerySet

from kith.core.prepared import Prepared, columns, instance
from kith.people.kinds import ENTRUSTED
from kith.people.models import Handle, MutedWords, Person, Role


def _person(person: int) -> QuerySet:
    main = FilteredRelation("handles", condition=Q(handles__is_main=True))
    trusted = Role.objects.filter(person=OuterRef("pk"), kind__in=ENTRUSTED)
    found = Person.objects.filter(pk=person).annotate(main=main, holds_trust=Exists(trusted))
    folds = columns(MutedWords, "muted_words__")
    return found.values_list(*columns(Person), *columns(Handle, "main__"), *folds, "holds_trust")


PERSON = Prepared(_person, int)


class Backend(AuthenticationBackend):
    """Signing in is allauth's; knowing someone again takes one query. Who is leaving may still come in, to stay."""

    def user_can_authenticate(self, user: Any) -> bool:
        return bool(user.leaving) or super().user_can_authenticate(user)

    def get_user(self, user_id: Any) -> Person | None:
        for row in PERSON.rows(user_id):
            values = iter(row)
            person = instance(Person, values)
            person.main_handle = instance(Handle, values)
            person.folds = instance(MutedWords, values)
            person.entrusted = bool(next(values))
            return person if self.user_can_authenticate(person) else None
        return None
