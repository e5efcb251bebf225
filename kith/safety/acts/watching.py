"""Joins acts to where people talk: what a held post's author is told, and what happens when they change it or take it away."""

from kith.groups import hiding
from kith.safety.acts import actions, told
from kith.spaces import held, watching


def register_all() -> None:
    told.register_all()
    held.register(told.why_held, actions.taken_away)
    watching.register(after=actions.look_at_change)
    hiding.register(actions.put_away_in_session, told.why_put_away)
