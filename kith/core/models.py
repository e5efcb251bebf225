"""The core's tables, gathered where Django looks for them."""

from kith.core.audit import AuditEvent
from kith.core.chain import AuditHead, AuditLink
from kith.core.crypto import DataKey
from kith.core.jobs import Heartbeat, Job
from kith.core.keyring import Erased
from kith.core.once import Once
from kith.core.settled import Setting

__all__ = ["AuditEvent", "AuditHead", "AuditLink", "DataKey", "Erased", "Heartbeat", "Job", "Once", "Setting"]
