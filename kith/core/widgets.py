"""Draws the plainest form controls itself: Django's templates draw a list of choices with one template for each choice."""

from typing import Any

from django.forms.renderers import Jinja2
from markupsafe import Markup, escape


class Renderer(Jinja2):
    """Django's renderer, with a short way for inputs and lists of choices; the HTML is the same but for line breaks."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> Any:
        if draw := SHORT_WAYS.get(template_name):
            return draw(context["widget"])
        return super().render(template_name, context, request)


def _attributes(attrs: dict[str, Any]) -> str:
    """A value of True is a bare name, False is left out."""
    return "".join(
        f" {name}" if value is True else f' {name}="{escape(value)}"'
        for name, value in attrs.items()
        if value is not False
    )


def _input(widget: dict[str, Any]) -> Markup:
    value = "" if widget["value"] is None else f' value="{escape(widget["value"])}"'
    start = f'<input type="{escape(widget["type"])}" name="{escape(widget["name"])}"{value}'
    return Markup(f"{start}{_attributes(widget['attrs'])}>")  # noqa: S704  every part is escaped here


def _select(widget: dict[str, Any]) -> Markup:
    parts = [f'<select name="{escape(widget["name"])}"{_attributes(widget["attrs"])}>']
    for group, options, _index in widget["optgroups"]:
        choices = "".join(
            f'<option value="{escape(one["value"])}"{_attributes(one["attrs"])}>{escape(one["label"])}</option>'
            for one in options
        )
        parts.append(f'<optgroup label="{escape(group)}">{choices}</optgroup>' if group else choices)
    return Markup("".join([*parts, "</select>"]))  # noqa: S704  every part is escaped here


INPUTS = ("text", "search", "email", "number", "hidden", "password", "url", "tel", "checkbox")
SHORT_WAYS = {f"django/forms/widgets/{kind}.html": _input for kind in INPUTS} | {
    "django/forms/widgets/select.html": _select
}
