"""What people type comes back as they meant it, says where its links lead, and costs little however it is made."""

import sys

import html5lib
import pytest

from kith.core import text


def shown(typed):
    return str(text.markdown(typed)).strip()


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("one\ntwo\n\nthree", "<p>one<br>\ntwo</p>\n<p>three</p>"),
        ("**so** *good* ~~no~~ `x`", "<p><strong>so</strong> <em>good</em> <del>no</del> <code>x</code></p>"),
        ("# Loud\nwords", "<p><strong>Loud</strong></p>\n<p>words</p>"),
        ("words\n---\nmore", "<p>words</p>\n<hr>\n<p>more</p>"),
        ("    far in", "<p>far in</p>"),
        ("```\n<b>\n```", "<pre><code>&lt;b&gt;\n</code></pre>"),
        ("```Hello there\nyou\n```", "<pre><code>Hello there\nyou\n</code></pre>"),
        ("~~~ Hi", "<pre><code>Hi\n</code></pre>"),
        ("1986. What a season", '<ol start="1986">\n<li>What a season</li>\n</ol>'),
        ("[note]: nothing vanishes", "<p>[note]: nothing vanishes</p>"),
        ("> theirs\nmine", "<blockquote>\n<p>theirs</p>\n</blockquote>\n<p>mine</p>"),
        ("- one\n- two\nafter", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n<p>after</p>"),
        ("- one\n  still one", "<ul>\n<li>one<br>\nstill one</li>\n</ul>"),
        ("```\n> not a quote\nwords\n```", "<pre><code>&gt; not a quote\nwords\n</code></pre>"),
        ("Hello @“Mossy *Wren*”!", '<p>Hello <span class="named">@Mossy *Wren*</span>!</p>'),
    ],
)
def test_writing_comes_back_as_it_was_meant(typed, html):
    assert shown(typed) == html


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("[the bank](https://evil.example/x)", "evil.example"),
        ("[bank.example](https://evil.example)", "evil.example"),
        ("https://bank.example@evil.example/", "evil.example"),
        ("[a page](//evil.example/x)", "evil.example"),
        ("[leave](/groups/)", "/groups/"),
        ("[write](mailto:ana@home.example)", "ana@home.example"),
        ("[ring](tel:116123)", "116123"),
        ("https://bücher.example/", "xn--bcher-kva.example"),
        ("https://evil.example", ""),
        ("[evil.example](https://evil.example/long/way)", ""),
        ("www.evil.example/a", ""),
        ("<ana@home.example>", ""),
    ],
)
def test_a_link_says_where_it_leads_unless_its_words_do(typed, place):
    tree = html5lib.parseFragment(shown(typed), namespaceHTMLElements=False)
    places = ["".join(one.itertext()) for one in tree.iter("span")]
    assert places == ([f"({place})"] if place else [])
    assert all(one.get("rel") == text.LINK["rel"] for one in tree.iter("a")) and list(tree.iter("a"))


def test_an_address_in_a_sentence_is_a_link_without_the_full_stop():
    assert 'href="https://a.example/b_c_d"' in shown("See https://a.example/b_c_d. Or not.")
    assert 'href="https://a.example/x"' in shown("(https://a.example/x)")
    assert "<a" not in shown("ana@home.example and foo.www.a and `https://a.example`")


@pytest.mark.parametrize("typed", ["[x](javascript:a())", "[x](ftp://a.example)", "[x](data:text/html,a)"])
def test_a_link_of_another_kind_leads_nowhere(typed):
    assert "href" not in shown(typed) and "x" in shown(typed)


def test_plain_words_leave_out_where_links_lead():
    assert text.plain_words("**Hi** [there](https://a.example), @“Ben” & co") == "Hi there, @Ben & co"


def test_a_name_stands_in_markdown_as_it_is():
    name = "Jo *of* [the] <b> _sea_ & #1 `x`"
    assert text.plain_words(f"**{text.as_words(name)}**") == name


HOSTILE = {
    "brackets": "[" * 10_000,
    "brackets that close": "[" * 5_000 + "]" * 5_000,
    "links half made": "[a](" * 2_500,
    "as many links as are read, and no end": "[" * 100 + "<" * 9_900,
    "links around signs": ("[" + "*a" * 40) * 100,
    "pictures": "![[" * 3_333,
    "quotes in quotes": ">" * 10_000,
    "lists in lists": "- " * 5_000,
    "lists further and further in": "".join(" " * deep + "- a\n" for deep in range(140)),
    "quotes and lists": "> - " * 2_500,
    "emphasis that never ends": "*a **b _c __d " * 700,
    "code marks of every length": "".join("`" * count + " " for count in range(1, 140)),
    "fences": "```\n" * 2_500,
    "angles": "<a@" * 3_333,
    "entities": "&" * 10_000,
    "names": "@“" * 5_000,
    "addresses": "http://" * 1_400,
    "headings": "# a\n" * 2_500,
    "empty lines": "\n" * 10_000,
}
MOST = 100 * 10_000
"""Calls of functions: a hundred for each letter of the longest post."""


@pytest.mark.parametrize("made", HOSTILE)
def test_nothing_that_can_be_typed_costs_much_to_read(made):
    typed, calls = HOSTILE[made][:10_000], 0

    def count(_frame, event, _argument):
        nonlocal calls
        calls += event in ("call", "c_call")

    text.markdown("once, so that what is made ready is ready")
    text._safe_html.cache_clear()
    held = sys.getprofile()
    sys.setprofile(count)
    try:
        text.markdown(typed)
    finally:
        sys.setprofile(held)
    assert calls < MOST, f"{calls} calls"
