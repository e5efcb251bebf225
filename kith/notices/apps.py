"""Tells Django about the notices app."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "kith.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kith.core import diagnosis
        from kith.notices.examining import outbox
        from kith.notices.told import register_all

        register_all()
        diagnosis.PARTS["notices"] = outbox
