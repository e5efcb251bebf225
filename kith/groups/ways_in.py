"""Says in plain words who finds a group and how one comes in: each choice alone, and every two together."""

from typing import Any

from django.utils.translation import gettext_lazy as _

FINDING: dict[str, Any] = {
    "anyone": _("Good for a group that wants to be met. People see what it is like before they join."),
    "members": _(
        "Good for most groups. People see that it is here and what it is for, and read the rest once they are in."
    ),
    "hidden": _("Good where being in it tells too much. It is in no list, and its address opens for nobody else."),
}
JOINING: dict[str, Any] = {
    "open": _("They read the agreement, choose a name and are in."),
    "request": _("They may write a few words. Whoever runs the group says yes or not now."),
    "invitation": _("You choose from the people on your map. They can say yes or leave it."),
}
TOGETHER: dict[tuple[str, str], Any] = {
    ("anyone", "open"): _("Anyone can find and read it. Whoever has an account can join at once."),
    ("anyone", "request"): _("Anyone can find and read it. People ask to join, and someone who runs it answers."),
    ("anyone", "invitation"): _("Anyone can find and read it. Only people who are invited join and write."),
    ("members", "open"): _("People with an account can find it. They can join at once, and then read it."),
    ("members", "request"): _("People with an account can find it. They ask to join, and read it once someone who runs it says yes."),
    ("members", "invitation"): _("People with an account can find it. Only people who are invited join and read it."),
    ("hidden", "open"): _("Nobody else can find it. Everyone in it can invite people they know, who can join at once."),
    ("hidden", "request"): _("Nobody else can find it. Everyone in it can invite people they know, who then ask to join. Whoever is invited by someone who runs it can join at once."),
    ("hidden", "invitation"): _("Nobody else can find it. Only those who run it invite, and only who is invited can join."),
}  # fmt: skip
"""What the two choices mean together: visibility, then joining."""


def in_words(visibility: str, joining: str) -> str:
    return str(TOGETHER[visibility, joining])
