"""Tells Django about the resources app."""

from django.apps import AppConfig


class ResourcesConfig(AppConfig):
    name = "kith.resources"
    label = "resources"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kith.resources import told

        told.register_all()
