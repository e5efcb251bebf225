"""The numbers by which this community is kept safe: what the steward settled, or what they are when nobody settles anything."""

from __future__ import annotations

from datetime import timedelta

from kith.core import settled

DUE_NOW = settled.declare("safety.due_now", 60, 5, 1440)
"""Minutes in which somebody should look: at what cannot wait,"""
DUE_SOON = settled.declare("safety.due_soon", 480, 30, 2880)
"""what can wait some hours,"""
DUE_ORDINARY = settled.declare("safety.due_ordinary", 1440, 60, 10_080)
"""and everything else."""
CLAIM = settled.declare("safety.claim", 60, 10, 720)
"""Minutes for which one moderator has a case before it comes back by itself."""
NEWCOMER_POSTS = settled.declare("safety.newcomer_posts", 0, 0, 20)
"""How many first posts of someone new wait for a moderator while nobody is there; 0 for none."""
NEWCOMER_DAYS = settled.declare("safety.newcomer_days", 7, 0, 90)
"""For how many days after joining someone is new; 0: nobody is."""
NEWCOMER_A_DAY = settled.declare("safety.newcomer_a_day", 20, 1, 500)
"""How much someone new may post in a day."""
NEWCOMER_LINKS = settled.declare("safety.newcomer_links", 2, 0, 50)
"""How many links a post by someone new may have before it waits for a moderator."""
REPORTS_HOLD = settled.declare("safety.reports_hold", 3, 0, 20)
"""How many people must report a post for it to be held while nobody is there; 0: reports alone never do."""
SLOW = settled.declare("safety.slow", 0, 0, 3600)
"""Seconds between two posts of one person, for everyone; 0 for no such rule."""
APPEAL_DAYS = settled.declare("safety.appeal_days", 7, 1, 30)
"""By how many days an appeal is answered."""


SLOW_IN_A_RAID = 60
"""Seconds between two posts of one person while it lasts."""


def value(number: settled.Number) -> int:
    return settled.values(number.name)[number.name]


def minutes(number: settled.Number) -> timedelta:
    return timedelta(minutes=value(number))
