"""Sets up the template language: escaping always on, missing values are errors, and the few things every page may call."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils import formats, timezone, translation
from django.utils.timesince import timesince
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from kith.core import css, once, text
from kith.core.clock import now


def url(name: str, **kwargs: Any) -> str:
    return reverse(name, kwargs=kwargs or None)


def url_or_nothing(name: str) -> str:
    """The address, or "" where the page is not part of this installation (the demo's pages, for one)."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def csrf_field(request: Any) -> Markup:
    return Markup('<input type="hidden" name="csrfmiddlewaretoken" value="{}">').format(get_token(request))


def once_field() -> Markup:
    return Markup('<input type="hidden" name="{}" value="{}">').format(once.FIELD, once.new_token())


def ago(moment: datetime | date | None) -> str:
    """"3 days ago", in one unit only; "just now" within a minute; "today" for a date of today."""
    if moment is None:
        return ""
    if isinstance(moment, datetime):
        if (now() - moment).total_seconds() < 60:
            return translation.gettext("just now")
        return translation.gettext("%(time)s ago") % {"time": timesince(moment, now(), depth=1)}
    days = (timezone.localdate() - moment).days
    if days <= 0:
        return translation.gettext("today")
    if days == 1:
        return translation.gettext("yesterday")
    return translation.gettext("%(time)s ago") % {"time": timesince(moment, timezone.localdate(), depth=1)}


def local(moment: datetime | date) -> datetime | date:
    return timezone.localtime(moment) if isinstance(moment, datetime) and timezone.is_aware(moment) else moment


def day(moment: datetime | date | None) -> str:
    """"Tuesday 3 March", with the year when it is not this one."""
    if moment is None:
        return ""
    moment = local(moment)
    return formats.date_format(moment, "l j F" if moment.year == timezone.localdate().year else "j F Y")


def clock(moment: Any) -> str:
    return formats.time_format(local(moment) if isinstance(moment, datetime) else moment, "H:i") if moment else ""


def environment(**options: Any) -> Environment:
    """Jinja2's environment as Django asks for it."""
    options.update(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.i18n", "jinja2.ext.do"])
    env = Environment(**options)  # noqa: S701  autoescape is on: Django's backend passes it
    env.install_gettext_callables(translation.gettext, translation.ngettext, newstyle=True)  # type: ignore[attr-defined]
    env.globals.update(
        url=url,
        url_or_nothing=url_or_nothing,
        static=static,
        csrf_field=csrf_field,
        once_field=once_field,
        community=settings.COMMUNITY_NAME,
        demo=settings.KITH_DEMO,
        now=now,
        stylesheet=css.stylesheet,
        script=css.script,
        language=translation.get_language,
        direction=lambda: "rtl" if translation.get_language_bidi() else "ltr",
    )
    env.filters.update(ago=ago, day=day, clock=clock, markdown=text.markdown, local=local)
    return env
