"""Addresses that belong to no area."""

from django.urls import path

from kith.core import css, offline, views

urlpatterns = [
    path("bundle/kith.<slug:mark>.<slug:kind>", css.serve, name="bundle"),
    path("sw.js", offline.worker, name="worker"),
    path("offline/", offline.no_line, name="offline"),
    path("leave/", views.leave, name="leave"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
]
