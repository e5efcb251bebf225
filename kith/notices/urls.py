"""Addresses of notices."""

from django.urls import path

from kith.notices.views import breaks, devices, reading, stopping, ways

urlpatterns = [
    path("notices/", reading.notices, name="notices"),
    path("notices/read/", reading.mark_read, name="notices_read"),
    path("notices/<int:notice_id>/", reading.open_notice, name="notice"),
    path("notices/stop/<str:token>/", stopping.stop, name="notices_stop"),
    path("you/notices/", ways.ways, name="notices_ways"),
    path("you/notices/hours/", ways.hours, name="notices_hours"),
    path("you/notices/devices/", devices.devices, name="notices_devices"),
    path("you/notices/devices/<uuid:device_id>/remove/", devices.remove, name="notices_device_remove"),
    path("you/break/", breaks.take_a_break, name="break"),
    path("you/break/over/", breaks.come_back, name="break_over"),
]
