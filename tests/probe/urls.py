"""The installation's addresses, and the probe's."""

from django.urls import path

from config.urls import *  # noqa: F403
from config.urls import urlpatterns as ours
from tests.probe import views

urlpatterns = [
    *ours,
    path("probe/write/", views.write),
    path("probe/count/", views.count),
    path("probe/ticket/", views.ticket),
    path("probe/slow/", views.slow),
]
