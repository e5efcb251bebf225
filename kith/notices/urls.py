"""Addresses of notices."""

from django.urls import path

from kith.notices import views

urlpatterns = [
    path("notices/", views.notices, name="notices"),
    path("notices/read/", views.mark_read, name="notices_read"),
    path("notices/<int:notice_id>/", views.open_notice, name="notice"),
]
