"""Promises the core makes: sealed words stay sealed, a form sent twice acts once, and text is made safe."""

import html5lib
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test import override_settings

from kith.core import crypto, text
from kith.core.crypto import DataKey, WrongKeyError, server_keys
from kith.core.ids import new_id, short_code
from kith.core.once import Once
from kith.people.models import Tie

SECRET = "Only I may read this"


@pytest.fixture
def tie(cast):
    return Tie.objects.create(owner=cast.ana, kind="family", name="Mum", note=SECRET, gives=["listen"])


def raw(tie, column):
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT "{column}" FROM people_tie WHERE id = %s',
            [tie.pk.hex if connection.vendor == "sqlite" else tie.pk],
        )
        return bytes(cursor.fetchone()[0])


def test_private_words_are_not_readable_in_the_table(tie):
    assert SECRET.encode() not in raw(tie, "note")
    assert Tie.objects.get(pk=tie.pk).note == SECRET


def test_a_ciphertext_moved_to_another_row_column_or_person_does_not_open(tie, cast):
    other = Tie.objects.create(owner=cast.ana, kind="peer", name="Cleo")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE people_tie SET note = (SELECT note FROM people_tie WHERE id = %s) WHERE id = %s",
            [ident(tie), ident(other)],
        )
    with pytest.raises(WrongKeyError):
        _ = Tie.objects.get(pk=other.pk).note
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_tie SET name = note WHERE id = %s", [ident(tie)])
    with pytest.raises(WrongKeyError):
        _ = Tie.objects.get(pk=tie.pk).name


def ident(tie):
    return tie.pk.hex if connection.vendor == "sqlite" else tie.pk


def test_destroying_the_key_makes_the_words_unreadable_for_ever(tie, cast):
    crypto.destroy_key(cast.ana.pk)
    assert Tie.objects.get(pk=tie.pk).note == ""


def test_a_missing_server_key_is_said_and_never_garbage(tie, settings):
    crypto.forget_keys()
    settings.KITH_KEYS = "other:" + "b" * 43 + "="
    with pytest.raises(WrongKeyError, match="test"):
        _ = Tie.objects.get(pk=tie.pk).note


def test_an_older_server_key_still_opens_and_a_new_one_seals(tie, cast, settings):
    settings.KITH_KEYS = settings.KITH_KEYS + " newer:" + "b" * 43 + "="
    crypto.forget_keys()
    assert Tie.objects.get(pk=tie.pk).note == SECRET
    Tie.objects.create(owner=cast.femi, kind="peer", name="x")
    assert DataKey.objects.get(owner=cast.femi.pk).server_key == "newer"


@pytest.mark.parametrize("keys", ["", "short:YWJj", "name:not base64!", "no-colon"])
def test_bad_server_keys_are_refused_with_a_reason(keys):
    with pytest.raises(ImproperlyConfigured):
        server_keys(keys)


def test_a_sealed_field_cannot_be_searched(cast):
    with pytest.raises(TypeError):
        list(Tie.objects.filter(note="x"))


def test_a_list_reads_many_owners_keys_in_one_query(cast, queries):
    for person in (cast.ana, cast.ben, cast.cleo):
        Tie.objects.create(owner=person, kind="peer", name="Someone", note="words")
    crypto.forget_keys()
    with queries(2):
        ties = list(Tie.objects.exclude(note=b""))
        crypto.prefetch_keys({tie.owner_id for tie in ties})
        assert {tie.note for tie in ties} == {"words"}


def test_ids_are_unique_and_in_order():
    ids = [new_id() for _ in range(2000)]
    assert len(set(ids)) == 2000
    assert all(i.version == 7 for i in ids)
    assert len(short_code(12)) == 12


def test_a_form_that_was_refused_keeps_its_token(cast, as_):
    client = as_(cast.ana)
    answer = client.post("/network/ties/new/", {"once": "abc", "name": ""})
    assert answer.status_code == 422
    assert not Once.objects.exists()


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "[x](javascript:alert(1))",
        "![pixel](https://elsewhere.example/p.png)",
        '<a href="/" hx-get="/x" style="color:red">x</a>',
        "<svg/onload=alert(1)>",
        "[x](data:text/html;base64,xx)",
    ],
)
def test_what_people_write_cannot_run_or_fetch_anything(typed):
    tree = html5lib.parseFragment(str(text.markdown(typed)), namespaceHTMLElements=False)
    for element in tree.iter():
        assert element.tag in {"DOCUMENT_FRAGMENT", "p", "a", "span"}
        assert set(element.attrib) <= {"rel", "href"} or element.attrib == {"class": "where"}
        assert element.attrib.get("href", "https:").startswith("https:")


def test_ordinary_writing_comes_back_as_it_was_meant():
    assert "&lt;3" in str(text.markdown("I <3 this"))
    assert "<strong>so</strong>" in str(text.markdown("**so** good"))
    assert text.plain_words("**Hello** & <3 " + "word " * 80, 20).startswith("Hello & <3")


@override_settings(COMMUNITY_NAME="Kith")
def test_markdown_links_do_not_tell_where_the_reader_came_from():
    assert 'rel="nofollow noreferrer noopener ugc"' in str(text.markdown("[x](https://example.org)"))
