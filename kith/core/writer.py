"""Lets Jinja2 write templates that run quicker, and mean the same: a profile of busy pages showed where their time goes.

A value is escaped without making Markup of it anew, macros are imported without comparing globals each time, and the
functions that every page may call are called plainly, without Jinja2 asking each time whether they want its context.
"""

from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, _escape_inner, escape  # type: ignore[attr-defined]  # what `escape` itself calls

PLAIN = frozenset({"_", "url", "url_or_nothing", "static", "icon", "csrf_field", "once_field", "now", "language"})
"""Globals set in `jinja.environment`. A page may have words of one of these names; no template calls another function by it."""


def shown(value: Any) -> str:
    """What is written out for a value: escaped, unless it is Markup."""
    kind = type(value)
    if kind is Markup:
        return value
    if kind is str:
        return _escape_inner(value)
    return str(value) if kind is int else escape(value)


class Writer(CodeGenerator):
    """Writes templates as Jinja2 does, but for `{{ }}` where escaping is known to be on, and calls of plain functions."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.shown(")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802  Jinja2's name
        plain = isinstance(node.node, nodes.Name) and node.node.name in PLAIN
        if not plain or forward_caller or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for given in (*node.args, *node.kwargs):
            self.visit(given, frame)
            self.write(", ")
        self.write(")")


class Macros(Template):
    """A template whose macros are imported: what it is made of is the same for every page, as no page adds globals."""

    def _get_default_module(self, ctx: Any = None) -> Any:
        if self._module is None:
            self._module = self.make_module()
        return self._module


class Pages(Environment):
    """Jinja2's environment with our way of writing."""

    template_class = Macros

    code_generator_class = Writer
    shown = staticmethod(shown)
