"""Every kind of notice belongs to a family, so that people can choose about it."""

import pytest

from kith.notices import kinds
from kith.notices.families import USUAL, Family


def test_every_kind_has_a_family():
    assert kinds.without_family() == [], "Say family=Family.… where each of these is registered"


def test_a_kind_without_one_stays_in_the_house():
    assert USUAL[kinds.family_of("surprise")].mail == "never"


@pytest.mark.parametrize("family", list(Family))
def test_every_family_says_what_is_usual(family):
    assert USUAL[family].about and USUAL[family].mail
