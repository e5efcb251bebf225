"""Templates mean the same as Jinja2 alone would make of them."""

from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, UndefinedError, nodes
from markupsafe import Markup

from kith.core.writer import PLAIN, Pages

VALUES = st.one_of(
    st.text(),
    st.integers(),
    st.booleans(),
    st.none(),
    st.floats(),
    st.text().map(Markup),
    st.text().map(mark_safe),
    st.just(gettext_lazy("Open")),
    st.lists(st.text(), max_size=3),
)
TEXT = """{% macro m(a) %}<i>{{ a }}{{ caller() if caller }}</i>{% endmacro %}
{{ v }}|{% for x in [v, 1, "<"] %}{{ x }}{{ m(x) }}{{ url(x, one=v) }}{% endfor %}{% call m(v) %}{{ v }}{% endcall %}
{{ v ~ "<b>" }}{% set w %}{{ v }}&{% endset %}{{ w }}{{ "a<" if v else v }}{{ _(v) }}{{ icon(*[v]) }}"""


def render(kind, v):
    env = kind(autoescape=True)
    env.globals.update(_=lambda a: a, icon=lambda a: Markup("<svg>") + str(a), url=lambda name, one: f"{name}&{one}")
    return env.from_string(TEXT).render(v=v)


@given(VALUES)
def test_every_value_is_written_out_as_jinja2_writes_it(value):
    assert render(Pages, value) == render(Environment, value)


def test_a_missing_value_is_still_an_error():
    with pytest.raises(UndefinedError):
        engines["jinja2"].env.from_string("{{ nothing_of_the_kind }}").render()
    with pytest.raises(UndefinedError):
        engines["jinja2"].env.from_string("{{ _(nothing_of_the_kind) }}").render()


@pytest.mark.parametrize(
    "file", sorted(Path(settings.BASE_DIR, "kith").rglob("jinja2/**/*.html")), ids=lambda f: f.name
)
def test_no_template_uses_a_plain_name_for_something_else(file):
    tree = engines["jinja2"].env.parse(file.read_text())
    same = [set_.target for set_ in tree.find_all(nodes.Assign) if getattr(set_.node, "name", None) in PLAIN]
    for node in tree.find_all(nodes.Name):
        assert node.ctx == "load" or node.name not in PLAIN or any(node is one for one in same)
    for macro in tree.find_all(nodes.Macro):
        assert macro.name not in PLAIN
