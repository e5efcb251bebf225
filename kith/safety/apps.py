"""Tells Django about the safety app."""

from django.apps import AppConfig


class SafetyConfig(AppConfig):
    name = "kith.safety"
    label = "safety"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kith.core import diagnosis, upkeep
        from kith.safety.acts.watching import register_all as register_acts
        from kith.safety.cases import told as cases
        from kith.safety.lines.copies import examine, refresh
        from kith.safety.told import register_all
        from kith.safety.watch.wiring import register_all as watch
        from kith.safety.words.wiring import register_all as register_words

        register_all()
        watch()
        cases.register_all()
        register_acts()
        register_words()
        upkeep.in_each_process(refresh)
        diagnosis.PARTS.setdefault("help now", examine)
