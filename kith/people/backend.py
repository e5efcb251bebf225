"""Finds the person a session belongs to, with the name they go by, their roles and what they would rather not read.

A member's every page begins with this one query.
"""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Case, FilteredRelation, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from kith.core.prepared import Prepared, columns, instance
from kith.people.kinds import ENTRUSTED
from kith.people.models import Handle, MutedWords, Person, Role

KINDS = {kind: 1 << place for place, kind in enumerate(Role.Kind.values)}
"""Each kind of role as one bit of a number: so all of someone's roles come in one column."""


def _person(person: int) -> QuerySet:
    main = FilteredRelation("handles", condition=Q(handles__is_main=True))
    bits = Case(*(When(kind=kind, then=Value(bit)) for kind, bit in KINDS.items()), output_field=IntegerField())
    roles = Role.objects.filter(person=OuterRef("pk")).order_by().values("person").annotate(all=Sum(bits))
    held = Coalesce(Subquery(roles.values("all")), 0, output_field=IntegerField())
    found = Person.objects.filter(pk=person).annotate(main=main, held=held)
    return found.values_list(
        *columns(Person), *columns(Handle, "main__"), *columns(MutedWords, "muted_words__"), "held"
    )


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
            held = next(values)
            person.role_kinds = frozenset(kind for kind, bit in KINDS.items() if held & bit)
            person.entrusted = bool(person.role_kinds.intersection(ENTRUSTED))
            return person if self.user_can_authenticate(person) else None
        return None
