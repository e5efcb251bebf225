"""How a community gets its first steward, before anyone could give that role."""

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from kith.core.audit import Verb, record
from kith.people.models import Handle, Person, Role, name_key

LONGEST_NAME = 40


def has_steward() -> bool:
    return Role.objects.filter(kind=Role.Kind.STEWARD).exists()


@transaction.atomic
def appoint_first_steward(email: str, name: str) -> Person:
    """Make someone steward, with an account if they have none. Raises ValueError when the email or the name cannot be used."""
    person = Person.objects.filter(email__iexact=email).first() or _new_person(email, name)
    Role.objects.get_or_create(person=person, kind=Role.Kind.STEWARD)
    record(Verb.ROLE_GIVEN, person, person, kind="role", thing=Role.Kind.STEWARD)
    return person


def _new_person(email: str, name: str) -> Person:
    try:
        validate_email(email)
    except ValidationError as error:
        raise ValueError(f"{email!r} is not an email address.") from error
    name = " ".join(name.split())
    if not 1 <= len(name) <= LONGEST_NAME:
        raise ValueError("The steward's name should be 1 to 40 characters long.")
    if Handle.objects.filter(name_key=name_key(name)).exists():
        raise ValueError(f"Someone is called {name!r} already.")
    person = Person.objects.create_user(email=email)
    Handle.objects.create(person=person, name=name, name_key=name_key(name), is_main=True)
    EmailAddress.objects.create(user=person, email=email.lower(), verified=True, primary=True)
    return person
