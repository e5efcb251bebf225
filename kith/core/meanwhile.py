"""Notices when something was changed between opening its form and sending it, so that nobody's words are lost unseen.

The form carries a mark of what stood there. If it no longer stands there, the words come back with a sentence; sending again,
now knowingly, puts them in its place.
"""

from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from markupsafe import Markup

FIELD = "as_it_was"


def mark(form: BaseForm) -> str:
    """What stands for the values this form begins with. It tells nothing of them."""
    values = [(name, _plain(form.get_initial_for_field(field, name))) for name, field in sorted(form.fields.items())]
    return salted_hmac("kith.meanwhile", repr(values)).hexdigest()[:24]


def _plain(value: Any) -> Any:
    """The same for the same value, however it was read."""
    return sorted(map(str, value)) if isinstance(value, list | tuple | set | frozenset) else str(value or "")


def as_it_was(form: BaseForm) -> Markup:
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, mark(form))


def changed_meanwhile(request: HttpRequest, form: BaseForm) -> bool:
    """Whether someone else, or the same person elsewhere, was quicker; then the form says so and keeps its words."""
    told = request.POST.get(FIELD, "")
    if not told or told == mark(form) or not form.has_changed():
        return False
    form.add_error(
        None,
        _("This was changed after you opened it. Your words are still here. Save again to put them in its place."),
    )
    return True
