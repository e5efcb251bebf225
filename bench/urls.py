"""The installation's addresses, and the bare page."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from jinja2 import Environment

from config.urls import *  # noqa: F403
from config.urls import urlpatterns as ours
from kith.spaces.models import Post

BARE = Environment(autoescape=True).from_string(
    "<!doctype html><html lang=en><title>{{ title }}</title><main><h1>{{ title }}</h1>"
    "{% for post in posts %}<article id=p{{ post.pk }}><h2>{{ post.author.name }}</h2>"
    "<time datetime={{ post.created.isoformat() }}>{{ post.created.strftime('%d %B %H:%M') }}</time><p>{{ post.body }}</p></article>{% endfor %}</main></html>"
)


def bare(request: HttpRequest, thread: int) -> HttpResponse:
    """The same 20 rows with the ORM and Jinja2, for nobody in particular."""
    posts = Post.objects.filter(thread=thread).select_related("author").order_by("pk")[:20]
    return HttpResponse(BARE.render(title=f"Thread {thread}", posts=posts))


urlpatterns = [path("bare/<int:thread>/", bare), *ours]
