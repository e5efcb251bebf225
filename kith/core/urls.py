"""Addresses that belong to no area."""

from django.urls import path

from kith.core import css, views

urlpatterns = [
    path("bundle/kith.<slug:mark>.<slug:kind>", css.serve, name="bundle"),
    path("leave/", views.leave, name="leave"),
]
