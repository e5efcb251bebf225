"""How many days each kind of thing is kept."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from kith.core import retention


class TimesForm(forms.Form):
    """One number for each span that an area declared, within its bounds."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = retention.days_now()
        for span in retention.spans():
            what = str(span.what)
            bounds = {"least": span.number.least, "most": span.number.most}
            self.fields[span.name] = forms.IntegerField(
                label=what[:1].upper() + what[1:],
                initial=now[span.name],
                min_value=span.number.least,
                max_value=span.number.most,
                help_text=_("Days, from %(least)s to %(most)s.") % bounds + f" {span.why}",
                error_messages=dict.fromkeys(
                    ("required", "invalid", "min_value", "max_value"),
                    _("Write a number of days from %(least)s to %(most)s.") % bounds,
                ),
            )
