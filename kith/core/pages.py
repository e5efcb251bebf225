"""How a view says who it is for, and how it answers with a page or with one block of it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.template import engines
from django.template.backends.utils import csrf_input_lazy, csrf_token_lazy
from django.utils.cache import patch_cache_control
from jinja2 import Template

from kith.core.audit import Outcome
from kith.core.refusals import refused

View = Callable[..., HttpResponse]
HIDDEN = ("csrfmiddlewaretoken", "once", "next")
MOST_TYPED = 20_000


def public(view: View) -> View:
    """Anyone may open this page."""
    view.audience = "public"  # type: ignore[attr-defined]
    return view


def member(view: View) -> View:
    """Only someone signed in; others are sent to sign in and brought back."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return signed_out(request) if request.method == "POST" else redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    wrapped.audience = "member"  # type: ignore[attr-defined]
    return wrapped


def signed_out(request: HttpRequest) -> HttpResponse:
    """A form arrived after the session ended: give back what was typed, so that nobody has to write it twice."""
    typed = what_was_typed(request)
    if not typed:
        return redirect_to_login(request.get_full_path())
    return page(request, "core/signed_out.html", {"typed": typed}, status=403)


def too_many(request: HttpRequest, wait: int) -> HttpResponse:
    """A form came too soon after many others: give back what was typed, and say when it can be sent again."""
    context = {"typed": what_was_typed(request), "minutes": max(1, -(-wait // 60))}
    response = page(request, "core/too_many.html", context, status=429)
    response["Retry-After"] = str(wait)
    response["Cache-Control"] = "no-store"
    return response


def what_was_typed(request: HttpRequest) -> str:
    """The words in a form that was not taken; "" when there are none worth keeping."""
    given = [str(value) for name, value in request.POST.items() if name not in HIDDEN]
    return "\n\n".join(value for value in given if len(value.split()) > 1)[:MOST_TYPED]


def role(*kinds: str) -> Callable[[View], View]:
    """Only people with one of these roles; for everyone else the page does not exist."""

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                raise Http404
            if not request.user.has_role(*kinds):
                refused("role", view.__name__, Outcome.FORBIDDEN)
                raise Http404
            request.user.acting_as = next(kind for kind in kinds if request.user.has_role(kind))
            return view(request, *args, **kwargs)

        wrapped.audience = "role:" + ",".join(kinds)  # type: ignore[attr-defined]
        return wrapped

    return decorate


def page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any] | None = None,
    blocks: tuple[str, ...] = (),
    status: int = 200,
) -> HttpResponse:
    """Answer with a whole page, or only with the block that `?block=` names when it is one of `blocks`.

    The block is rendered from the same template and context, so a page and its update cannot disagree.
    """
    context = context or {}
    block = request.GET.get("block", "")
    if block in blocks and request.headers.get("HX-Request"):
        html = render_block(request, template, block, context)
    else:
        html = engines["jinja2"].get_template(template).render(context, request)
    response = HttpResponse(html, status=status)
    if getattr(request, "user", None) is not None and request.user.is_authenticated:
        patch_cache_control(response, no_store=True, private=True)
    return response


def render_block(request: HttpRequest, template: str, block: str, context: dict[str, Any]) -> str:
    """One named block of a page, with the same context the page would have."""
    wrapper: Any = engines["jinja2"].get_template(template)
    jinja: Template = wrapper.template
    everything = dict(
        context, request=request, csrf_input=csrf_input_lazy(request), csrf_token=csrf_token_lazy(request)
    )
    for processor in wrapper.backend.template_context_processors:
        everything.update(processor(request))
    inner = jinja.new_context(everything)
    next(jinja.root_render_func(inner), None)  # runs the page's imports and names its blocks, without drawing it
    return "".join(jinja.blocks[block](inner))
