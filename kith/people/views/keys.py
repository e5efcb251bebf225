"""Taking a passkey away, which allauth would also allow where one has to stay."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from kith.core.pages import member


class RemoveKey(RemoveWebAuthnView):
    """allauth's, with our rule on who has to keep one."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        adapter = get_adapter()
        if request.user.is_authenticated and not adapter.can_delete_authenticator(self.get_object()):
            messages.warning(request, adapter.error_messages["cannot_delete_authenticator"])
            return redirect("mfa_list_webauthn")
        return super().dispatch(request, *args, **kwargs)


def _remove(request: HttpRequest, pk: int) -> HttpResponse:
    return RemoveKey.as_view()(request, pk=pk)


remove = member(_remove)
