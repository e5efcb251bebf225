"""Tells Django about the recovery app."""

from django.apps import AppConfig


class RecoveryConfig(AppConfig):
    name = "kith.recovery"
    label = "recovery"
    default_auto_field = "django.db.models.BigAutoField"
