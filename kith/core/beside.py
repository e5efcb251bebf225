"""What may stand beside somebody's own words, for them alone. Those who keep the place safe register it, from above."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from markupsafe import Markup

Beside = Callable[[Any, str], Markup]
_looks: list[Beside] = []


def register(look: Beside) -> None:
    """Call it from an app's `ready()`. It gets the request and the writer's own words, and keeps nothing of them."""
    if look not in _looks:
        _looks.append(look)


def beside_words(request: Any, *words: str) -> Markup:
    """What stands beside these words when their writer sees them; mostly nothing. Ask only for the viewer's own words."""
    text = "\n".join(word for word in words if word)
    return Markup("").join(look(request, text) for look in _looks) if text else Markup("")
