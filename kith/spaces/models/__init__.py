"""Where people talk: spaces, who is in them, and what is written there."""

from kith.spaces.models.own import Bookmark, Draft, Letter, ReadMark
from kith.spaces.models.space import Membership, Space, pair_key
from kith.spaces.models.talk import NOTE, Hope, Post, PostVersion, Reaction, Thread
from kith.spaces.pictures.models import Picture
from kith.spaces.polls.models import Poll, PollAnswer, PollChoice

__all__ = [
    "NOTE",
    "Bookmark",
    "Draft",
    "Hope",
    "Letter",
    "Membership",
    "Picture",
    "Poll",
    "PollAnswer",
    "PollChoice",
    "Post",
    "PostVersion",
    "Reaction",
    "ReadMark",
    "Space",
    "Thread",
    "pair_key",
]
