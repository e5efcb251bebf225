"""Tells Django about the demo app."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "kith.demo"
    label = "demo"
    default_auto_field = "django.db.models.BigAutoField"
