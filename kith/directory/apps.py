"""Tells Django about the directory app."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "kith.directory"
    label = "directory"
    default_auto_field = "django.db.models.BigAutoField"
