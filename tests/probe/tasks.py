"""Jobs whose effect can be counted."""

import os
import time

from kith.core.audit import AuditEvent
from kith.core.jobs import task


@task("probe.note")
def note(name: str) -> None:
    AuditEvent.objects.create(verb="posted", kind="effect", thing=name)


@task("probe.dawdle")
def dawdle(name: str, flag: str) -> None:
    """Leaves its effect, says so in a file, and then takes its time the first time round."""
    AuditEvent.objects.create(verb="posted", kind="effect", thing=name)
    if not os.path.exists(flag):
        open(flag, "w").close()
        time.sleep(60)


@task("probe.breaks")
def breaks() -> None:
    raise ValueError("what someone wrote must not be kept")
