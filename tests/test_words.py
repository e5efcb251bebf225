"""Every word people see can be translated, survives being longer, and is one we chose: docs/words.md."""

import json
import re
import tomllib
from html import unescape
from pathlib import Path

import html5lib
import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from jinja2 import nodes

from kith.core.jinja import environment
from tests.crawl import walk

ROOT = Path(__file__).resolve().parent.parent
STRINGS = ROOT / "locale" / "kith.pot"
# A sheet of samples for those who draw; names nobody may take; wordings that get a hint.
NOT_FOR_PEOPLE = {"gallery.html", "names.toml", "hints.toml"}
TEMPLATES = sorted(
    path
    for path in ROOT.glob("kith/*/jinja2/**/*.*")
    if path.suffix in (".html", ".txt") and path.name not in NOT_FOR_PEOPLE
)
SHIPPED = sorted(
    path
    for path in ROOT.glob("kith/*/data/*.*")
    if path.suffix in (".json", ".toml") and path.name not in NOT_FOR_PEOPLE
)
TRANSLATED = {"_", "gettext", "ngettext", "pgettext"}

# Text in templates

TRANS = re.compile(r"{%-?\s*trans\b.*?{%-?\s*endtrans\s*-?%}", re.S)
JINJA = re.compile(r"{#.*?#}|{{.*?}}|{%.*?%}", re.S)
CODES = re.compile(r"{%-?\s*block (?:shape|robots)\b.*?{%-?\s*endblock\s*-?%}", re.S)
SILENT = re.compile(r"<(script|style|template)\b.*?</\1>|<!--.*?-->|<!doctype[^>]*>", re.S | re.I)
READ_ALOUD = re.compile(r"""\s(?:aria-label|aria-description|title|alt|placeholder|label)=(["'])(.*?)\1""", re.S)
TAG = re.compile(r"<[^>]*>")
LETTERS = re.compile(r"[^\W\d_]{2,}(?!\w*=)")  # but not the name in `?page=2`
SAME_IN_EVERY_LANGUAGE = {"Kith", "km", "px", "CSV", "HSDS", "QR"}


def bare(source):
    """The template without what is translated or filled in, and without what nobody sees."""
    return SILENT.sub(" ", JINJA.sub("", TRANS.sub("", CODES.sub("", source))))


def unmarked(source):
    """Words that someone would read, or hear, which no translator is shown."""
    text = bare(source)
    heard = [value for _quote, value in READ_ALOUD.findall(text)]
    seen = unescape(TAG.sub(" ", text))
    return [word for part in (seen, *heard) for word in LETTERS.findall(part) if word not in SAME_IN_EVERY_LANGUAGE]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_all_text_in_templates_is_marked_for_translation(path):
    words = unmarked(path.read_text())
    assert not words, f'{path.relative_to(ROOT)}: write {{{{ _("…") }}}} or {{% trans %}} around {" ".join(words)!r}'


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_text_handed_to_the_building_blocks_is_marked_too(path):
    """`ui.button("Save")` shows Save to everyone in English. Codes, such as "primary", are lower case and one word."""
    tree = environment(autoescape=True).parse(path.read_text())
    loose = [text for text in spoken(tree) if re.search(r"[A-Z][a-z]+\b|[a-z] [a-z]+ [a-z]", text)]
    assert not loose, f'{path.relative_to(ROOT)}: write _("…") around {loose}'


def spoken(node, inside=False):
    """Strings among the arguments of `ui.…()` calls and in `{{ }}` that do not go through a translation."""
    if isinstance(node, nodes.Call):
        if isinstance(node.node, nodes.Name) and node.node.name in TRANSLATED:
            return
        inside = (
            isinstance(node.node, nodes.Getattr)
            and isinstance(node.node.node, nodes.Name)
            and node.node.node.name == "ui"
        )
    elif isinstance(node, nodes.Output):
        inside = True
    elif isinstance(node, nodes.Const) and inside and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, nodes.Compare | nodes.Filter):
        inside = False
    for child in node.iter_child_nodes():
        yield from spoken(child, inside)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p>Hello there</p>", ["Hello", "there"]),
        ('<p title="Close">{{ _("Hello") }}</p>', ["Close"]),
        ('{# a note #}<p class="lede">{% trans %}Hello{% endtrans %} · {{ name }}</p>', []),
        ('<script src="/x.js">var words</script><a href="/groups/">{{ _("Go") }}</a> 5 km', []),
    ],
)
def test_the_check_itself_sees_what_it_should(source, found):
    assert unmarked(source) == found


# The same pages in a language whose words are longer

LONGER = "en-xl"  # nobody's language; Django takes it for a kind of English
MARK = "⟦"


def lengthened(text):
    """Half as long again, and not in ASCII, so that a page that cuts or mixes up words is noticed."""
    return f"{MARK}{text}{'ŵ' * (3 + len(text) // 2)}⟧"


@pytest.fixture
def longer_language(tmp_path, settings):
    """A made-up translation of every string, in use for those who ask for it."""
    with STRINGS.open("rb") as file:
        catalog = read_po(file, locale="en")
    for message in catalog:
        if message.id:
            plural = isinstance(message.id, tuple)
            message.string = tuple(map(lengthened, message.id)) if plural else lengthened(message.id)
    folder = tmp_path / "en_XL" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "django.mo").open("wb") as file:
        write_mo(file, catalog)
    settings.LANGUAGES = [*settings.LANGUAGES, (LONGER, "Longer")]
    settings.LOCALE_PATHS = [tmp_path]


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["visitor", "ana", "grace"])
def test_pages_still_work_when_every_string_is_longer(longer_language, cast, visitor, as_, who):
    client = visitor if who == "visitor" else as_(getattr(cast, who))
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = LONGER
    pages = walk(client, each=1, most=60)
    assert not [(page.address, page.status) for page in pages if page.status not in (200, 301, 302)]
    shown = [page for page in pages if page.html]
    assert sum(MARK in page.html for page in shown) >= 5, "no page was translated"
    for page in shown:
        html5lib.HTMLParser(strict=True).parse(page.html)
        assert "%(" not in page.html, f"{page.address}: a placeholder was not filled in"


@pytest.mark.django_db
def test_a_page_in_one_language_leaves_nothing_behind_in_the_next(longer_language, cast, as_):
    client = as_(cast.ana)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = LONGER
    addresses = [page.address for page in walk(client, each=1, most=40) if page.html]
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en-gb"
    mixed = [address for address in addresses if MARK in client.get(address).content.decode()]
    assert not mixed, f"these kept words of the language before: {mixed}"


# The words themselves

NEVER = {
    r"(?<!be )patients?(?! with)": "member, you",
    r"(?<!wheelchair )users?": "member, you",
    r"usernames?": "name",
    r"next of kin": "supporter",
    r"caretakers?|sufferers?|victims?": "person",
    r"case (managers?|workers?|loads?)|caseworkers?": "navigator",
    r"admins?|administrators?": "steward, facilitator",
    r"clinicians?": "practitioner",
    r"commit(s|ted|ting)? suicide|(successful|failed) suicide": "died by suicide",
    r"monitor(s|ed|ing)?": "noticing",
    r"complian(t|ce)|non-?complian(t|ce)": "check-in",
    r"streaks?|leaderboards?|high scores?": "nothing: we count no one",
    r"(mentally|severely) ill people|the mentally ill|crazy|insane|psychos?|schizophrenics?|addicts?": "name the person, not the illness",
    r"deficits?": "gap",
    r"panic button|emergency button": "quick exit, help now",
    r"ask an? admin|log in|log out|login|logout": "sign in, sign out",
}
SOURCES_OF_WORDS = [STRINGS, *TEMPLATES, *SHIPPED]


def said_in(path):
    """The words of a file that people read, one string at a time."""
    if path.suffix == ".pot":
        for message in read_po(path.open("rb")):
            yield from message.id if isinstance(message.id, tuple) else [message.id]
    elif path.suffix in (".html", ".txt"):
        yield TAG.sub(" ", bare(path.read_text()))
    else:
        yield from strings(json.loads(path.read_text()) if path.suffix == ".json" else tomllib.loads(path.read_text()))


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from strings(one)


def against_our_words(text):
    return [
        f"{found.group()!r}: say {ours}"
        for word, ours in NEVER.items()
        if (found := re.search(rf"\b(?:{word})\b", text, re.I))
    ]


@pytest.mark.parametrize("path", SOURCES_OF_WORDS, ids=lambda path: str(path.relative_to(ROOT)))
def test_we_use_the_words_we_settled(path):
    found = [(text, why) for text in said_in(path) for why in against_our_words(text)]
    assert not found, f"{path.relative_to(ROOT)}: {found}"


@pytest.mark.parametrize(
    "text", ["Please be patient with yourself", "outpatient clinic", "a wheelchair user", "just in case"]
)
def test_ordinary_words_are_left_in_peace(text):
    assert not against_our_words(text)
