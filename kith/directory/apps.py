"""Tells Django about the directory app, and keeps its category table in line with the data file."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class DirectoryConfig(AppConfig):
    name = "kith.directory"
    label = "directory"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kith.core.places import register
        from kith.directory.places import named

        register(named)
        post_migrate.connect(fill_categories, sender=self)


def fill_categories(sender: Any, plan: Any = None, **_: Any) -> None:
    """After every migrate. Does nothing while an old state without the table is being visited."""
    from django.db import connection

    from kith.directory.storing import sync_categories

    if "directory_category" in connection.introspection.table_names():
        sync_categories()
