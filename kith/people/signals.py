"""The one thing people tell the areas above without knowing them: two people are connected now."""

from django.dispatch import Signal

connected = Signal()
"""Sent by `accept_invitation` inside its transaction, with `inviter`, `invited` (both Person) and `tie` (the inviter's tie's id)."""
