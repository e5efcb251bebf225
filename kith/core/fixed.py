"""Remembers what never changes while a process runs and every page asks for: addresses, files, words, icons."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.templatetags.static import static as find
from django.urls import NoReverseMatch, get_urlconf, reverse
from django.utils import translation
from markupsafe import Markup

ICON = '<svg class="icon{}" width="20" height="20" aria-hidden="true"><use href="{}#{}"/></svg>'


def url(name: str, **kwargs: Any) -> str:
    """The address of a page."""
    return _url(get_urlconf() or settings.ROOT_URLCONF, name, tuple(kwargs.items()))


@lru_cache(maxsize=8192)
def _url(addresses: str, name: str, kwargs: tuple) -> str:
    return reverse(name, kwargs=dict(kwargs) or None)


def url_or_nothing(name: str, **kwargs: Any) -> str:
    """The address, or "" where the page is not part of this installation (the demo's pages, for one)."""
    try:
        return url(name, **kwargs)
    except NoReverseMatch:
        return ""


def static(path: str) -> str:
    """The address of one of our files, with its fingerprint."""
    return find(path) if settings.DEBUG else _static(path)


_static = lru_cache(maxsize=1024)(find)


def gettext(message: str) -> str:
    """What is said here in the language of whoever is looking."""
    return _gettext(translation.get_language(), message)


@lru_cache(maxsize=8192)
def _gettext(language: str, message: str) -> str:
    return translation.gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """The same for what is counted."""
    return _ngettext(translation.get_language(), one, many, count)


@lru_cache(maxsize=8192)
def _ngettext(language: str, one: str, many: str, count: int) -> str:
    return translation.ngettext(one, many, count)


def words(message: str, **values: Any) -> Markup:
    """`_()` of templates: what is said here, as HTML, with `values` put in and escaped."""
    language = translation.get_language()
    return _template(language, message) % values if values else _words(language, message)


@lru_cache(maxsize=8192)
def _template(language: str, message: str) -> Markup:
    return Markup(translation.gettext(message))  # noqa: S704  our own words, as {% trans %} takes them


@lru_cache(maxsize=8192)
def _words(language: str, message: str) -> Markup:
    return _template(language, message) % {}


def choice(thing: Any, field: str) -> str:
    """The same as `get_…_display()`, for lists."""
    model: Any = type(thing)
    return _choice(translation.get_language(), model, field, getattr(thing, field))


@lru_cache(maxsize=1024)
def _choice(language: str, model: Any, field: str, value: Any) -> str:
    return str(dict(model._meta.get_field(field).flatchoices).get(value, value))


def icon(name: str, size: str = "") -> Markup:
    """A picture from the one file of icons. The words beside it say what it means."""
    return _icon(static("core/icons/icons.svg"), name, size)


@lru_cache(maxsize=256)
def _icon(file: str, name: str, size: str) -> Markup:
    return Markup(ICON).format(f" icon-{size}" if size else "", file, name)  # noqa: S704  a constant, filled with escaping
