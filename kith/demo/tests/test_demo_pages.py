"""In a demo anyone can be someone from the story; anywhere else those addresses do not exist."""

import pytest
from django.test import Client, override_settings

from kith.demo.access import cast, mails
from kith.people.models import Person, name_key

pytestmark = pytest.mark.usefixtures("community", "db")
demo = override_settings(ROOT_URLCONF="kith.demo.tests.urls")


def sign_in(handle, client=None, **more):
    client = client or Client()
    return client, client.post("/demo/sign-in/", {"handle": handle, **more})


@demo
@pytest.mark.parametrize("handle", ["ana", "ben", "cleo", "dr_osei", "femi", "grace", "stranger", "hodan"])
def test_anyone_of_the_story_can_be_signed_in_as(handle):
    client, answer = sign_in(handle)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(Person.objects.get(username=handle).pk)


@demo
@pytest.mark.parametrize("handle", ["", "nobody", "Ana ", "1", "ana'--", "x" * 500])
def test_nobody_else_can(handle):
    client, answer = sign_in(handle)
    assert answer.status_code == 404
    assert "_auth_user_id" not in client.session


@demo
def test_someone_who_joined_the_demo_cannot_be_signed_in_as():
    person = Person.objects.create(username="newcomer", email="newcomer@example.org")
    person.handles.create(name="Newcomer", name_key=name_key("Newcomer"), is_main=True)
    assert sign_in("newcomer")[1].status_code == 404


@demo
def test_signing_in_needs_a_post_with_its_token():
    assert Client().get("/demo/sign-in/").status_code == 405
    assert sign_in("ana", Client(enforce_csrf_checks=True))[1].status_code == 403


@demo
def test_one_is_brought_back_to_where_one_was_but_never_to_another_site():
    assert sign_in("ana", next="/groups/")[1]["Location"] == "/groups/"
    assert sign_in("ana", next="https://example.net/")[1]["Location"] == "/"


@demo
def test_being_someone_else_ends_being_the_first():
    client, _ = sign_in("ana")
    client, _ = sign_in("ben", client)
    assert client.session["_auth_user_id"] == str(Person.objects.get(username="ben").pk)


@pytest.mark.parametrize("address", ["/demo/sign-in/", "/demo/mail/"])
def test_outside_a_demo_the_addresses_do_not_exist(address):
    assert Client().get(address).status_code == 404
    assert Client().post(address, {"handle": "ana"}).status_code == 404


def test_the_cast_has_a_line_about_each():
    assert [someone.handle for someone in cast()] == ["ana", "ben", "cleo", "dr_osei", "femi", "grace", "stranger"]
    assert all(someone.line and someone.name for someone in cast())


MAIL = (
    "Subject: Your code\nFrom: a@example.org\nTo: new@example.org\nContent-Type: text/plain\n\nThe code is QRST-2345.\n"
    + "-" * 79
    + "\n"
)


@demo
def test_the_mail_a_demo_would_have_sent_can_be_read(tmp_path):
    (tmp_path / "20300101-1.log").write_text(MAIL)
    with override_settings(EMAIL_FILE_PATH=tmp_path):
        assert [(mail.to, mail.subject) for mail in mails()] == [("new@example.org", "Your code")]
        html = Client().get("/demo/mail/").content.decode()
    assert "QRST-2345" in html and "new@example.org" in html


@demo
def test_without_mail_the_page_says_so(tmp_path):
    with override_settings(EMAIL_FILE_PATH=tmp_path / "none"):
        assert Client().get("/demo/mail/").status_code == 200
