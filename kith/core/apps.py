"""Tells Django about the core app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "kith.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.forms import Field

        Field.default_error_messages["required"] = _("This needs an answer.")
        from django.contrib.auth.signals import user_logged_out

        from kith.core import checks, live

        def end_streams(request, **kwargs) -> None:
            live.hang_up(request.session.session_key)

        user_logged_out.connect(end_streams, weak=False, dispatch_uid="kith.live")
        assert checks
