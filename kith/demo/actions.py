"""Coming into a demo as someone of its story. It counts as proved in full: nobody real is behind it, and only a demo has it."""

from allauth.account.signals import user_logged_in
from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse

from kith.people import proof
from kith.people.models import Person


def come_in(person: Person, request: HttpRequest) -> None:
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    proof.note(request, person, proof.DEMO)
    user_logged_in.send(sender=Person, request=request, response=HttpResponse(), user=person)  # lists the device
