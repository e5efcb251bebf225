"""Tells Django about the core app."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "kith.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"
