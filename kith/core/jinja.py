"""Sets up the template language: escaping always on, missing values are errors, and the few things every page may call."""

from typing import Any

from django.conf import settings
from django.middleware.csrf import get_token
from django.utils import translation
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from kith.core import css, fixed, meanwhile, moments, once, someone, text
from kith.core.beside import beside_words
from kith.core.clock import now
from kith.core.writer import Pages


def csrf_field(request: Any) -> Markup:
    """What every form carries. Made once a page: the token need not differ from form to form."""
    if not hasattr(request, "csrf_field"):
        request.csrf_field = Markup('<input type="hidden" name="csrfmiddlewaretoken" value="{}">').format(
            get_token(request)
        )
    return request.csrf_field


def once_field() -> Markup:
    return Markup('<input type="hidden" name="{}" value="{}">').format(once.FIELD, once.new_token())


def environment(**options: Any) -> Environment:
    """Jinja2's environment as Django asks for it."""
    options.update(
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.i18n", "jinja2.ext.do"]
    )
    env = Pages(**options)  # noqa: S701  autoescape is on: Django's backend passes it
    env.policies["ext.i18n.trimmed"] = True  # as scripts/translations.py reads them
    env.install_gettext_callables(fixed.gettext, fixed.ngettext, newstyle=True)  # type: ignore[attr-defined]
    env.globals.update(
        _=fixed.words,
        url=fixed.url,
        url_or_nothing=fixed.url_or_nothing,
        static=fixed.static,
        icon=fixed.icon,
        csrf_field=csrf_field,
        once_field=once_field,
        as_it_was=meanwhile.as_it_was,
        someone_here=someone.is_here,
        beside_words=beside_words,
        community=settings.COMMUNITY_NAME,
        demo=settings.KITH_DEMO,
        now=now,
        stylesheet=css.stylesheet,
        script=css.script,
        language=translation.get_language,
        direction=lambda: "rtl" if translation.get_language_bidi() else "ltr",
    )
    env.filters.update(
        ago=moments.ago,
        around=moments.around,
        to_minute=moments.to_minute,
        to_hour=moments.to_hour,
        choice=fixed.choice,
        day=moments.day,
        clock=moments.clock,
        markdown=text.markdown,
        local=moments.local,
    )
    return env
