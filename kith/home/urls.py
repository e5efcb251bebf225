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
]
