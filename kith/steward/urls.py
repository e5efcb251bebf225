"""Addresses of the steward app."""

from django.urls import path

from kith.steward import views

urlpatterns = [
    path("steward/", views.times, name="steward"),
    path("steward/answers/", views.answers, name="steward_answers"),
]
