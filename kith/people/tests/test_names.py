"""A name shows what it is: nobody can pass for someone else, or for those who run the place."""

import pytest

from kith.people.joining import JoinForm
from kith.people.models import Handle, name_key


def join(name):
    return JoinForm({"name": name, "time_zone": "UTC", "email": "someone@example.org"})


@pytest.mark.parametrize(
    "name",
    ["Be\u200bn", "Ben\u202e", "Ben\u3164", "Ben\u2800x", "B\u0435n", "Mar\u03b9a", "Moderator", "The Moderator", "M\u00f6derator", "Kith team",
     "KITH", "\uff33teward", "Help desk", "m0derator", "S t a f f", "\u216fod"],
)  # fmt: skip
def test_a_name_that_hides_something_or_stands_for_us_is_refused(db, visitor, name):
    assert "name" in join(name).errors
    page = visitor.post("/accounts/signup/", {"name": name, "email": "someone@example.org", "time_zone": "UTC"})
    assert page.status_code != 302
    assert not Handle.objects.exists()


@pytest.mark.parametrize(
    "name", ["Quiet Heron", "Zo\u00eb", "\u041c\u0430\u0440\u0438\u044f", "O'Neill", "\u5c0f\u6797", "Teamwork Tess"]
)
def test_a_name_in_any_one_alphabet_is_welcome(db, name):
    assert "name" not in join(name).errors


@pytest.mark.parametrize("name", ["ANA", "\u00c1na", "\u0410\u043d\u0430".replace("\u043d", "n"), "\uff21\uff4e\uff41"])
def test_a_name_that_looks_like_someone_elses_is_theirs(cast, name):
    assert name_key(name) == name_key("Ana")
    assert "name" in join(name).errors


def test_the_communitys_own_name_is_kept_back(db, settings):
    settings.COMMUNITY_NAME = "Harbour House"
    assert "name" in join("Harbour House desk").errors
    assert "name" not in join("Gentle Harbour").errors


def test_a_name_in_an_address_holds_no_sign_that_a_database_cannot_look_for():
    assert name_key("\0A\0na\0") == name_key("Ana") and not name_key("\0")
