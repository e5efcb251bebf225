"""Tells Django about the people app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "kith.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kith.people import rotation, sharing_kinds, watch

        rotation.register()
        sharing_kinds.register_network()
        watch.begin()
