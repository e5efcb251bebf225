"""What the tests of this area share: a community in which Ana has given something everywhere."""

from types import SimpleNamespace

import pytest

from kith.mydata import areas
from kith.mydata.tests.filled import fill, group_of


@pytest.fixture
def given(cast):
    found = fill(cast, group_of(cast.cleo, "The evening walk"))
    return SimpleNamespace(**vars(cast), **vars(found))


@pytest.fixture
def everything():
    def of(person):
        return {name: areas.export_area(name, person) for name in areas.areas()}

    return of
