"""Addresses of the home app."""

from django.urls import path

from kith.home.views import network, seen, snapshots

urlpatterns = [
    path("", network.home, name="home"),
    path("network/snapshots/", snapshots.snapshots, name="snapshots"),
    path("network/snapshots/<uuid:snapshot_id>/", snapshots.snapshot, name="snapshot"),
    path("network/snapshots/<uuid:snapshot_id>/remove/", snapshots.remove, name="snapshot-remove"),
    path("people/<uuid:tie_id>/network/", seen.their_network, name="their-network"),
    path("people/<uuid:tie_id>/there/", seen.there, name="tie-there"),
    path("sharing/as/<uuid:tie_id>/", seen.as_they_see_it, name="as-they-see-it"),
    path("sharing/as/<uuid:tie_id>/network/", seen.network_as_they_see_it, name="as-network"),
    path("sharing/as/<uuid:tie_id>/hard-time/", seen.hard_time_as_they_see_it, name="as-hard-time"),
    path("sharing/as/<uuid:tie_id>/check-in/<uuid:check_in_id>/", seen.check_in_as_they_see_it, name="as-check-in"),
    path("sharing/as/<uuid:tie_id>/strategies/<uuid:strategy_id>/", seen.strategy_as_they_see_it, name="as-strategy"),
]
