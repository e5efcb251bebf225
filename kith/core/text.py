"""Turns what people write into what others read: Markdown to safe HTML, and plain words for lists and mails."""

import re
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

TAGS = {"p", "br", "strong", "em", "a", "ul", "ol", "li", "blockquote", "code", "pre", "hr", "h3", "h4", "del"}
LINK = {"rel": "nofollow noreferrer noopener ugc"}


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    """CommonMark without raw HTML and without images: nothing is ever fetched from elsewhere."""
    parser = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True}).disable(
        ["image", "html_inline", "html_block"]
    )
    return parser.enable("strikethrough")


@lru_cache(maxsize=4096)
def _safe_html(text: str) -> str:
    html = re.sub(r"<(/?)h[12]>", r"<\1h3>", _parser().render(text)).replace("<s>", "<del>").replace("</s>", "</del>")
    return nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=LINK["rel"],
    )


def markdown(text: str) -> Markup:
    """Safe HTML for what someone wrote. Links keep their address but never pass on where the reader came from."""
    return Markup(_safe_html(text or ""))  # noqa: S704  cleaned by nh3 just above


def plain_words(text: str, length: int = 160) -> str:
    """The first words without markup, at most `length` characters, cut between words."""
    plain = nh3.clean(_parser().render(text or ""), tags=set()).replace("\n", " ").strip()
    plain = (
        re.sub(r"\s+", " ", plain)
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
        .replace("&quot;", '"')
    )
    return plain if len(plain) <= length else plain[:length].rsplit(" ", 1)[0] + "…"
