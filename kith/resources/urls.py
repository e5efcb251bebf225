"""Addresses of resources."""

from django.urls import path

from kith.resources.views import checking, pages

urlpatterns = [
    path("resources/", pages.resources, name="resources"),
    path("resources/new/", pages.share, name="resource-new"),
    path("resources/mine/", pages.mine, name="resources-mine"),
    path("resources/check/", checking.to_check, name="resources-check"),
    path("resources/<slug:code>/", pages.resource, name="resource"),
    path("resources/<slug:code>/edit/", pages.change, name="resource-edit"),
    path("resources/<slug:code>/remove/", pages.take_back, name="resource-remove"),
    path("resources/<slug:code>/keep/", pages.put_back, name="resource-keep"),
    path("resources/<slug:code>/problem/", pages.problem, name="resource-problem"),
    path("resources/<slug:code>/check/", checking.check, name="resource-check"),
]
