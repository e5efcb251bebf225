"""Addresses that belong to no area."""

from django.urls import path

from kith.core import views

urlpatterns = [
    path("leave/", views.leave, name="leave"),
]
