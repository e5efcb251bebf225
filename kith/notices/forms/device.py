"""What a browser says about itself when its owner lets it be told."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kith.core import outside
from kith.notices.push import sealing

NOT_SOUND = _("This browser gave an address that we cannot use. Nothing was changed.")


class DeviceForm(forms.Form):
    endpoint = forms.CharField(max_length=outside.LONGEST, widget=forms.HiddenInput)
    p256dh = forms.CharField(max_length=200, widget=forms.HiddenInput)
    auth = forms.CharField(max_length=50, widget=forms.HiddenInput)

    def clean_endpoint(self) -> str:
        try:
            outside.parts_of(self.cleaned_data["endpoint"], ("https",))
        except outside.RefusedError:
            raise forms.ValidationError(NOT_SOUND) from None
        return self.cleaned_data["endpoint"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not sealing.is_sound(given.get("p256dh", ""), given.get("auth", "")):
            raise forms.ValidationError(NOT_SOUND)
        return given
