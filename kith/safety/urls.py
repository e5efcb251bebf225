"""Addresses of the safety app."""

from django.urls import path

from kith.safety import views

urlpatterns = [
    path("help-now/", views.help_now, name="help-now"),
]
