"""What goes out as HSDS comes back the same, and carries nothing a visitor may not see."""

import csv
import json
import re

import pytest
from django.core.management import call_command

from kith.directory.hours import Interval
from kith.directory.models import Listing, Organisation
from kith.directory.outgoing.hsds import services
from kith.directory.records import OrganisationRecord, PhoneRecord

pytestmark = pytest.mark.django_db


@pytest.fixture
def some(add, service):
    return add(
        service(
            "Willow",
            description="A room",
            languages=["en", "bfi"],
            hours="weekly",
            openings=[Interval(0, 7 * 1440)],
            cost="low",
            cost_words="£2",
            interpreter="no",
            taking_new="waitlist",
            phones=[PhoneRecord("01632 960001", "01632960001", "12")],
            situations=["adults"],
            belongings=[("faith", "Quaker")],
            access_facts=[("step_free", "no", "Two steps"), ("loop", "yes", "")],
            categories=["counselling", "grief"],
            organisation=OrganisationRecord("o", "Trees"),
        ),
        service("Line", None, by_phone="yes", hours="appointment", categories=["helplines"]),
        service("Refuge", confidential=True, categories=["safe-place"]),
        service("Gone", status="defunct"),
    )


def without_dates(rows):
    return [{name: value for name, value in row.items() if name != "last_modified"} for row in rows]


@pytest.mark.parametrize(("form", "name"), [("hsds-json", "out.json"), ("hsds-csv", "out")])
def test_out_and_in_again_gives_the_same(some, tmp_path, form, name):
    before = without_dates(services())
    call_command("export_listings", str(tmp_path / name), format=form)
    Listing.objects.all().delete()
    Organisation.objects.all().delete()
    call_command("import_listings", str(tmp_path / name), "--format", "hsds")
    assert json.dumps(without_dates(services()), sort_keys=True) == json.dumps(before, sort_keys=True)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "'=", "''-", "=-+"])
def test_no_cell_of_a_table_is_run_by_a_spreadsheet_and_each_comes_back(add, service, tmp_path, start):
    words = f'{start}HYPERLINK("https://elsewhere.example","x")'
    add(service(words, description=words, phones=[PhoneRecord("+44 1632 960001", "+441632960001", "")]))
    before = without_dates(services())
    call_command("export_listings", str(tmp_path / "out"), format="hsds-csv")
    rows = [row for path in (tmp_path / "out").glob("*.csv") for row in csv.reader(path.open(newline=""))]
    risky = [
        cell for row in rows for cell in row if cell[:1] in ("=", "@", "\t", "+", "-") and re.search("[A-Za-z(]", cell)
    ]
    assert not risky and any("HYPERLINK" in cell for row in rows for cell in row)
    assert any("+44 1632 960001" in row for row in rows), "a phone number is left as it is"
    Listing.objects.all().delete()
    call_command("import_listings", str(tmp_path / "out"), "--format", "hsds")
    assert without_dates(services()) == before


def test_only_what_a_visitor_may_see_goes_out(some):
    out = {row["name"]: row for row in services()}
    assert set(out) == {"Willow", "Line", "Refuge"}
    assert "service_at_locations" not in out["Refuge"]
    assert "Mill Lane" not in json.dumps(out["Refuge"])


def test_nothing_is_written_over(some, tmp_path):
    path = tmp_path / "out.json"
    path.write_text("mine")
    with pytest.raises(SystemExit) as stop:
        call_command("export_listings", str(path), format="hsds-json")
    assert stop.value.code == 2 and path.read_text() == "mine"
