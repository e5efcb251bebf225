"""Gives the sign-in page of a demo its buttons; settings use it in demo mode only."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from kith.demo.access import cast, is_in_the_story


def cast_of_the_demo(request: HttpRequest) -> dict[str, Any]:
    """`demo_cast`, and `in_the_story(handle)`: read only when a template asks for it."""
    return {"demo_cast": SimpleLazyObject(cast), "in_the_story": is_in_the_story}
