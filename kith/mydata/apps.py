"""Tells Django about the mydata app, and lets restored backups forget again who was erased since."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class MyDataConfig(AppConfig):
    name = "kith.mydata"
    label = "mydata"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kith.core.archive import restored
        from kith.mydata import erasing

        restored.connect(erasing.after_restore, dispatch_uid="mydata.restored")
        post_migrate.connect(erasing.after_restore, sender=self, dispatch_uid="mydata.migrated")
