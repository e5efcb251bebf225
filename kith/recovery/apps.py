"""Tells Django about the recovery app."""

from django.apps import AppConfig


class RecoveryConfig(AppConfig):
    name = "kith.recovery"
    label = "recovery"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kith.recovery import sharing, told

        sharing.register_all()
        told.register_all()
