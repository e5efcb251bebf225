"""Addresses of the directory."""

from django.urls import path

from kith.directory import views

urlpatterns = [
    path("services/", views.services, name="services"),
    path("services/new/", views.new, name="service-new"),
    path("services/<slug:slug>/", views.service, name="service"),
    path("services/<slug:slug>/save/", views.save, name="service-save"),
    path("services/<slug:slug>/edit/", views.edit, name="service-edit"),
    path("services/<slug:slug>/check/", views.check, name="service-check"),
]
