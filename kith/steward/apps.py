"""Tells Django about the steward app."""

from django.apps import AppConfig


class StewardConfig(AppConfig):
    name = "kith.steward"
    label = "steward"
    default_auto_field = "django.db.models.BigAutoField"
