"""The type of a request that `@member` let through: whoever asks has an account."""

from django.http import HttpRequest

from kith.people.models import Person


class MemberRequest(HttpRequest):
    """For annotations only; no request is ever made of it."""

    user: Person
