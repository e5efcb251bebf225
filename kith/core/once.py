"""Makes a form that is sent twice take effect once.

Each form carries a random token. The first to arrive claims it in the same transaction as its effect; a second one waits
for that transaction and is sent to the same place. If the form was not accepted, nothing is kept and the token stays free.
"""

import secrets
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseRedirectBase
from django.shortcuts import redirect

from kith.core.clock import now

FIELD = "once"
KEPT = timedelta(days=2)


class Once(models.Model):
    token = models.CharField(max_length=40, primary_key=True)
    went_to = models.TextField(blank=True)
    at = models.DateTimeField(default=now, db_index=True)

    class Meta:
        app_label = "core"


class _NotAccepted(Exception):
    """Carries the response of a form that must leave no trace."""

    def __init__(self, response: HttpResponse) -> None:
        self.response = response


def new_token() -> str:
    return secrets.token_hex(12)


def once(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Wrap a view whose POST creates something. The whole POST becomes one transaction."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        token = request.POST.get(FIELD, "")[:30] if request.method == "POST" else ""
        if request.method != "POST":
            return view(request, *args, **kwargs)
        who = request.user.pk if hasattr(request, "user") else None
        try:
            with transaction.atomic():
                return _take(f"{who or '-'}:{token}" if token else "", view, request, args, kwargs)
        except _NotAccepted as refused:
            return refused.response

    return wrapped


def _take(token: str, view: Callable, request: HttpRequest, args: tuple, kwargs: dict) -> HttpResponse:
    if token:
        claimed, fresh = Once.objects.get_or_create(token=token)
        if not fresh:
            return redirect(claimed.went_to or request.path)
    response = view(request, *args, **kwargs)
    if not isinstance(response, HttpResponseRedirectBase):
        raise _NotAccepted(response)
    if token:
        Once.objects.filter(token=token).update(went_to=response.url)
    return response


def forget_old_tokens() -> int:
    """Remove tokens nobody can send again; returns how many."""
    return Once.objects.filter(at__lt=now() - KEPT).delete()[0]
