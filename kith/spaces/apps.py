"""Tells Django about the spaces app."""

from django.apps import AppConfig


class SpacesConfig(AppConfig):
    name = "kith.spaces"
    label = "spaces"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kith.spaces.told import register_all

        register_all()
