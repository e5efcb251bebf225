"""Tells Django about the weave app."""

from django.apps import AppConfig


class WeaveConfig(AppConfig):
    name = "kith.weave"
    label = "weave"
    default_auto_field = "django.db.models.BigAutoField"
