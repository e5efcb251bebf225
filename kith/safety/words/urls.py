"""Addresses of what concerns words."""

from django.urls import path

from kith.safety.words import views

urlpatterns = [
    path("you/hints/", views.hints, name="hints"),
    path("steward/hints/", views.steward_hints, name="steward-hints"),
    path("steward/hints/new/", views.new_hint, name="steward-hint-new"),
    path("steward/hints/<slug:code>/", views.steward_hint, name="steward-hint"),
    path("steward/hints/<slug:code>/put-back/", views.put_back, name="steward-hint-put-back"),
]
