"""Tells Django about the groups app."""

from django.apps import AppConfig


class GroupsConfig(AppConfig):
    name = "kith.groups"
    label = "groups"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kith.groups import told, told_meetings
        from kith.groups.belonging import told as belonging

        told.register_all()
        told_meetings.register_all()
        belonging.register_all()
