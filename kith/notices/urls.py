"""Addresses of notices."""

from django.urls import path

from kith.notices.views import breaks, reading

urlpatterns = [
    path("notices/", reading.notices, name="notices"),
    path("notices/read/", reading.mark_read, name="notices_read"),
    path("notices/<int:notice_id>/", reading.open_notice, name="notice"),
    path("you/break/", breaks.take_a_break, name="break"),
    path("you/break/over/", breaks.come_back, name="break_over"),
]
