"""The page of words someone would rather not read unasked."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kith.core.meanwhile import changed_meanwhile
from kith.core.once import once
from kith.core.pages import member, page
from kith.people import actions
from kith.people.asking import MemberRequest
from kith.people.folding import MutedWordsForm
from kith.people.muted_words import my_words


@member
@once
def muted_words(request: MemberRequest) -> HttpResponse:
    held = my_words(request.user)
    form = MutedWordsForm(request.POST or None, initial={"words": "\n".join(held["words"]), "topics": held["topics"]})
    if request.method == "POST" and form.is_valid() and not changed_meanwhile(request, form):
        actions.mute_words(request.user, **form.cleaned_data)
        some = form.cleaned_data["words"] or form.cleaned_data["topics"]
        folded = _("Kept. From now on, what holds these words is folded for you.")
        messages.success(request, folded if some else _("Kept. Nothing is folded for you."))
        return redirect("mute-words")
    return page(request, "people/mute_words.html", {"form": form, "nav": "you"}, status=422 if form.errors else 200)
