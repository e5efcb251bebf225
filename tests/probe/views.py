"""Writes two rows in one transaction, counts them, and hands out a ticket to listen."""

import time

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from kith.core.audit import AuditEvent
from kith.core.jobs import Job
from kith.core.live import announce
from kith.core.pages import public
from kith.core.tickets import ticket as make_ticket
from tests.probe.tasks import note


@public
@csrf_exempt
def write(request: HttpRequest) -> HttpResponse:
    name = request.POST["name"]
    with transaction.atomic():
        AuditEvent.objects.create(verb="posted", kind="probe", thing=name)
        note.enqueue(name, key=name)
        announce("probe")
    return HttpResponse("kept")


@public
def count(request: HttpRequest) -> HttpResponse:
    return JsonResponse(
        {
            "written": list(AuditEvent.objects.filter(kind="probe").values_list("thing", flat=True)),
            "asked": list(Job.objects.filter(name="probe.note").values_list("key", flat=True)),
        }
    )


@public
def ticket(request: HttpRequest) -> HttpResponse:
    return HttpResponse(make_ticket(None, "probe"))


@public
def slow(request: HttpRequest) -> HttpResponse:
    time.sleep(1.0)
    return HttpResponse("done")
