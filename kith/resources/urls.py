"""Addresses of resources."""

from django.urls import path

from kith.resources.views import checking, pages

urlpatterns = [
    path("resources/", pages.resources, name="resources"),
    path("resources/new/", pages.share, name="resource-new"),
    path("resources/mine/", pages.mine, name="resources-mine"),
    path("resources/check/", checking.to_check, name="resources-check"),
    path("resources/<slug:mark>/", pages.resource, name="resource"),
    path("resources/<slug:mark>/edit/", pages.change, name="resource-edit"),
    path("resources/<slug:mark>/remove/", pages.take_back, name="resource-remove"),
    path("resources/<slug:mark>/keep/", pages.put_back, name="resource-keep"),
    path("resources/<slug:mark>/problem/", pages.problem, name="resource-problem"),
    path("resources/<slug:mark>/check/", checking.check, name="resource-check"),
]
