"""Tells Django about the safety app."""

from django.apps import AppConfig


class SafetyConfig(AppConfig):
    name = "kith.safety"
    label = "safety"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kith.safety.told import register_all
        from kith.safety.words.wiring import register_all as register_words

        register_all()
        register_words()
