"""Turns what people write into what others read: Markdown to safe HTML, and plain words for lists and mails.

It takes writing as it is typed: each line break stays, an indent is no code, a heading is bold, and nothing that was typed
vanishes. A link says where it leads, and nothing is ever fetched from elsewhere.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from urllib.parse import unquote, urlsplit

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markupsafe import Markup

TAGS = {"p", "br", "strong", "em", "a", "ul", "ol", "li", "blockquote", "code", "pre", "hr", "del", "span"}
CLASSES = {"span": {"where", "named"}}
LINK = {"rel": "nofollow noreferrer noopener ugc"}
SCHEMES = {"http", "https", "mailto", "tel"}
NESTED = 12
MOST_LINKS = 100
"""How many brackets of a text may begin a link: what follows each is read again, so that more would cost too much."""
MOST_SHOWN = 50_000
"""How many letters of a text are read; no text that can be sent is so long, but one may be typed, to see how it looks."""
NAMED = re.compile("@“([^“”\n]{1,40})”")
"""A name of someone in the group, as it is kept once it was found among them: `kith.spaces.naming` writes it so."""
BARE = re.compile(r"""(?<![\w/.@-])(?:https?://|www\.)[^\s<>"“”]{1,500}""", re.I)
QUOTED, LISTED, FENCE = (
    re.compile(" {0,3}>"),
    re.compile(r" {0,3}([-*+]|\d{1,9}[.)])( |$)"),
    re.compile(" {0,3}(```|~~~)"),
)
LEFT_OUT = ["image", "html_inline", "html_block", "code", "lheading", "reference"]


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    """CommonMark without raw HTML and images, nor what surprises people who never heard of it."""
    parser = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True, "maxNesting": NESTED})
    parser.disable(LEFT_OUT).enable("strikethrough")
    parser.inline.ruler.before("escape", "named", _named)
    parser.core.ruler.push("plain_links", _plain_links)
    parser.core.ruler.push("fences", _fences)
    for name, html in FLAT.items():
        parser.add_render_rule(name, lambda *_args, html=html: html)
    parser.add_render_rule("where", lambda _self, tokens, at, *_rest: _span("where", f"({tokens[at].content})"))
    parser.add_render_rule("named", lambda _self, tokens, at, *_rest: _span("named", f"@{tokens[at].content}"))
    return parser


FLAT = {
    "heading_open": "<p><strong>", "heading_close": "</strong></p>\n", "s_open": "<del>", "s_close": "</del>",
}  # fmt: skip


def _span(kind: str, words: str) -> str:
    lead = " " if kind == "where" else ""
    return lead + str(Markup('<span class="{}">{}</span>').format(kind, words))


def _named(state: StateInline, silent: bool) -> bool:
    """`@“Ben”` is a name, whatever signs it holds."""
    found = NAMED.match(state.src, state.pos) if state.src[state.pos] == "@" else None
    if not found:
        return False
    if not silent:
        state.push("named", "span", 0).content = found[1]
    state.pos = found.end()
    return True


def _plain_links(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline" and token.children:
            token.children = list(_with_places(token.children))


def _fences(state: StateCore) -> None:
    """Words behind the signs that open a block are no name of a language: they are its first line."""
    for token in state.tokens:
        if token.type == "fence" and token.info.strip():
            token.content, token.info = f"{token.info.strip()}\n{token.content}", ""


def _with_places(tokens: list[Token]) -> Iterator[Token]:
    """Addresses become links, and each link says where it leads unless its words do."""
    link: list[Token] = []
    for token in tokens:
        if link or token.type == "link_open":
            link.append(token)
            if token.type == "link_close":
                yield from _link(link)
                link = []
        elif token.type == "text":
            yield from _linked(token)
        else:
            yield token


def _link(tokens: list[Token]) -> list[Token]:
    """A link with its place; only its words where the address is of a kind we do not lead to."""
    href = str(tokens[0].attrGet("href") or "")
    place = _place(href)
    if place is None:
        return tokens[1:-1]
    words = "".join(token.content for token in tokens[1:-1]).strip()
    said = {_bare(href), _bare(unquote(href)), place} if "@" not in urlsplit(href).netloc else set()
    return tokens if _bare(words) in said else [*tokens, Token("where", "span", 0, content=place)]


def _bare(address: str) -> str:
    return re.sub(r"^(https?://|mailto:|tel:)|/$", "", address, flags=re.I)


def _place(href: str) -> str | None:
    """What stands beside a link: the host, an address to write to or to call, or the page here. None for any other kind."""
    try:
        parts = urlsplit(href)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme and parts.scheme not in SCHEMES:
        return None
    return host or unquote(parts.path) or href


def _linked(token: Token) -> Iterator[Token]:
    """The words of a text with the addresses in it made links."""
    done = 0
    for found in BARE.finditer(token.content):
        shown = _without_end(found[0])
        href = _parser().normalizeLink(shown if "://" in shown else f"https://{shown}")
        yield _text(token.content[done : found.start()])
        yield from _link([_opened(href), _text(shown), Token("link_close", "a", -1)])
        done = found.start() + len(shown)
    yield _text(token.content[done:]) if done else token


def _without_end(address: str) -> str:
    """Without the full stop or bracket of the sentence it stands in."""
    shown = address.rstrip(".,:;!?'*_~…")
    return shown.rstrip(")]}.,:;!?'") if "(" not in shown else shown


def _text(words: str) -> Token:
    return Token("text", "", 0, content=words)


def _opened(href: str) -> Token:
    return Token("link_open", "a", 1, attrs={"href": href})


def as_typed(text: str) -> str:
    """The words under a quote or a list that has no empty line after it are not part of it: give them one."""
    lines: list[str] = []
    fenced, before = False, None
    for line in text.split("\n"):
        kind = None if fenced else next((one for one in (QUOTED, LISTED) if one.match(line)), None)
        if before and kind is not before and line.strip() and not (before is LISTED and line.startswith((" ", "\t"))):
            lines.append("")
        lines.append(line)
        fenced ^= bool(FENCE.match(line))
        before = kind if kind or not (before is LISTED and line.startswith((" ", "\t"))) else before
    return "\n".join(lines)


def bounded(text: str) -> str:
    """The same words with what would cost most to read marked as plain signs, where there is far too much of it."""
    return text if text.count("[") <= MOST_LINKS else re.sub(r"(?<!\\)[\[\]]", r"\\\g<0>", text)


def _short(text: str) -> str:
    return text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]}…"


@lru_cache(maxsize=4096)
def _safe_html(text: str) -> str:
    return nh3.clean(
        _parser().render(bounded(as_typed(text))),
        tags=TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        allowed_classes=CLASSES,
        url_schemes=SCHEMES,
        link_rel=LINK["rel"],
    )


def markdown(text: str) -> Markup:
    """Safe HTML for what someone wrote. Links keep their address but never pass on where the reader came from."""
    return Markup(_safe_html(_short(text or "")))  # noqa: S704  cleaned by nh3 just above


def as_words(text: str) -> str:
    """Text that Markdown shows as it is, as a name in the midst of words."""
    return re.sub(r"([\\`*_{}\[\]<>()#+\-.!~|@&])", r"\\\1", text)


def plain_words(text: str, length: int = 160) -> str:
    """The first words without markup, at most `length` characters, cut between words."""
    html = re.sub(' <span class="where">.*?</span>', "", _safe_html(_short(text or "")))
    plain = re.sub(r"\s+", " ", unescape(nh3.clean(html, tags=set()))).strip()
    return plain if len(plain) <= length else plain[:length].rsplit(" ", 1)[0] + "…"
