"""Tells Django about the safety app."""

from django.apps import AppConfig


class SafetyConfig(AppConfig):
    name = "kith.safety"
    label = "safety"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kith.core import diagnosis, upkeep
        from kith.safety.lines.copies import examine, refresh
        from kith.safety.told import register_all

        register_all()
        upkeep.in_each_process(refresh)
        diagnosis.PARTS.setdefault("help now", examine)
