"""Imports: other people's dirty tables, whole or refused, each bad row named, and never twice."""

import csv
import json
import zipfile
from io import StringIO

import pytest
from django.core.management import call_command

from kith.core.search import Query, ranked
from kith.directory.actions import change_listing
from kith.directory.intake import opening, repair
from kith.directory.intake.repair import Bad
from kith.directory.models import Listing, Organisation, Phone, Place, Site

pytestmark = pytest.mark.django_db

DIRTY = """\
,name1,name2,street1,city,state,zip,phone,website,latitude,longitude,type_facility
1,Willow Clinic,,1 Mill St,Waterbury,CT,6708,203-555-0100 x12,http://willow.example,41.56,-73.06,MH
2,Willow Clinic,Behavioral Health,1 Mill St,Waterbury,CT,6708,203-555-0101,NA,41.56,-73.06,MH
3,Willow Clinic,,1 Mill St,Waterbury,CT,6708,203-555-0100,,41.56,-73.06,MH
4,,,2 Mill St,Waterbury,CT,6708,,,41.56,-73.06,MH
5,"Oak, House",NA,3 Mill St,Waterbury,CT,06702,not a phone,nonsense,141.56,-73.06,MH
6,Too many,,4 Mill St,Waterbury,CT,06702,,,41.5,-73.0,MH,extra,cells
"""


def bring(path, *more, code=0):
    out, err = StringIO(), StringIO()
    try:
        call_command("import_listings", str(path), *more, stdout=out, stderr=err)
        assert code == 0
    except SystemExit as stop:
        assert stop.code == code, err.getvalue()
    return out.getvalue() + err.getvalue()


@pytest.fixture
def write(tmp_path):
    def make(name, text, encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        return path

    return make


def report(path):
    return [tuple(row) for row in csv.reader((path.parent / f"{path.name}.report.csv").open())][1:]


def test_a_dirty_table_gives_its_good_rows_and_names_the_bad_ones(write):
    path = write("facilities.csv", DIRTY)
    said = bring(path)
    assert "3 new" in said and "3 left out" in said and "name           <- name1" in said
    assert set(Listing.objects.values_list("name", flat=True)) == {
        "Willow Clinic",
        "Willow Clinic: Behavioral Health",
        "Oak, House",
    }
    why = {row: reason for row, _, what, reason in report(path) if what == "left out"}
    assert why == {"4": "repeats row 2", "5": "has no name", "7": "has more cells than there are columns"}
    without = {(name, reason) for _, name, what, reason in report(path) if what == "taken without"}
    assert len(without) == 3 and all(name == "Oak, House" for name, _ in without)


def test_values_are_repaired_where_that_is_sure(write):
    bring(write("facilities.csv", DIRTY))
    site = Site.objects.get(listing__name="Willow Clinic")
    assert (site.postcode, site.country, site.lat) == ("06708", "US", 41.56)
    oak = Listing.objects.get(name="Oak, House")
    assert (oak.website, oak.sites.get().lat) == ("", None)
    phone = Phone.objects.get(listing__name="Willow Clinic")
    assert (phone.number, phone.extension, phone.href()) == ("203-555-0100", "12", "tel:2035550100;ext=12")
    assert oak.category.slug == "mental-health"
    assert Place.objects.get(kind="postcode", key="06708").count == 2


def test_running_it_again_changes_nothing_and_doubles_nothing(write):
    path = write("facilities.csv", DIRTY)
    bring(path)
    before = list(Listing.objects.order_by("pk").values_list("pk", "slug", "uid", "changed"))
    assert "0 new, 0 changed, 3 as before" in bring(path)
    assert list(Listing.objects.order_by("pk").values_list("pk", "slug", "uid", "changed")) == before
    assert Organisation.objects.count() == 1


def test_a_changed_row_is_updated_in_place(write):
    bring(write("facilities.csv", DIRTY))
    old = Listing.objects.get(name="Willow Clinic")
    said = bring(write("renamed.csv", DIRTY.replace("203-555-0100 x12", "203-555-0199")))
    assert "0 new, 1 changed" in said
    assert Phone.objects.get(listing=old).number == "203-555-0199"
    assert Site.objects.filter(listing=old).count() == 1


def test_what_was_changed_here_by_hand_is_left_alone(write, cast):
    from kith.directory.records import ListingRecord

    path = write("facilities.csv", DIRTY)
    bring(path)
    listing = Listing.objects.get(name="Willow Clinic")
    change_listing(cast.grace, listing, ListingRecord("Willow, by hand", listing.source_id))
    assert "1 left alone" in bring(write("facilities.csv", DIRTY.replace("x12", "x13")))
    listing.refresh_from_db()
    assert listing.name == "Willow, by hand"


def test_a_dry_run_changes_nothing(write):
    said = bring(write("facilities.csv", DIRTY), "--dry-run")
    assert "Nothing was changed" in said and "3 new" in said
    assert not Listing.objects.exists() and not Place.objects.exists()
    assert ranked("listing", Query((("willow",),)), 5) == []


def test_columns_can_be_named_by_hand(write):
    path = write("odd.csv", "Blah,Thing,Where\nx,Willow,Waterbury\n")
    assert "--map name=COLUMN" in bring(path, code=2)
    said = bring(path, "--map", "name=Thing", "town=Where")
    assert "name           <- Thing" in said
    assert Site.objects.get().town == "Waterbury"
    assert "there is no column" in bring(path, "--map", "name=Nope", code=2)
    assert "write field=column" in bring(path, "--map", "nome=Thing", code=2)


def test_semicolons_and_a_byte_mark_are_taken(write):
    bring(write("table.csv", "\ufeffname;town\nWillow;Ashford\n"))
    assert Listing.objects.get().name == "Willow"


def test_a_faith_is_read_only_where_it_is_stated(write):
    bring(write("worship.csv", "NAME,TYPE,CITY\nSt Mary's Church,Christian,Toronto\nMasjid,Muslim,Toronto\n"))
    assert sorted(Listing.objects.values_list("belongings__name", "category__slug")) == [
        ("Christian", "worship"),
        ("Muslim", "worship"),
    ]
    bring(write("plain.csv", "name,town\nQuaker Tea Room,Toronto\n"))
    assert not Listing.objects.get(name="Quaker Tea Room").belongings.exists()


def test_confidential_rows_keep_no_address(write):
    bring(
        write(
            "refuges.csv", "name,address,town,confidential,phone\nSafe House,12 Secret Street,Hidden,yes,01632 960002\n"
        )
    )
    listing = Listing.objects.get()
    assert (listing.confidential, listing.raw, listing.sites.count()) == (True, {}, 0)
    assert ranked("listing", Query((("hidden",),)), 5) == []


def bomb():
    import io

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("services.csv", "0" * 30_000_000)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.csv", b"", "is empty"),
        ("binary.csv", b"\x89PNG\x00\x00\x01" * 50, "is not text"),
        ("wide.csv", "name\n".encode("utf-16"), "UTF-16"),
        ("latin.csv", "name,town\nCafé,Ürk\n".encode("latin-1"), "is not utf-8 text (line 2)"),
        ("broken.json", b'{"a": [1, 2', "is not sound JSON"),
        ("deep.json", b"[" * 100_000, "nested too deeply"),
        ("other.json", b'{"a": 1}', "no HSDS services"),
        ("bomb.zip", bomb(), "zip bomb"),
        ("not.zip", b"PK\x03\x04 nothing", "not a sound zip"),
        ("quote.csv", b'name,town\n"Willow,Ash\n', "is not a sound CSV"),
        ("text.csv", b"hello\nworld\n", "does not look like a table"),
        ("nul.csv", b"name,town\n" + b"Willow,Ash\n" * 20_000 + b"Wil\x00low,Ash\n", "is not text"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_one_line_and_nothing_changes(write, name, content, says):
    said = bring(write(name, content), code=2)
    assert says in said and len(said.strip().splitlines()) == 1, said
    assert not Listing.objects.exists()


def test_missing_and_enormous_files_are_refused(tmp_path, write, monkeypatch):
    assert "no such file" in bring(tmp_path / "nothing.csv", code=2)
    assert "no CSV or JSON" in bring(tmp_path, code=2)
    monkeypatch.setattr(opening, "MOST_BYTES", 100)
    assert "too large" in bring(write("big.csv", DIRTY), code=2)


def test_another_encoding_can_be_named(write):
    bring(write("latin.csv", "name,town\nCafé,Ürk\n".encode("latin-1")), "--encoding", "latin-1")
    assert Listing.objects.get().name == "Café"


def test_batches_already_written_stay_when_the_import_is_cut_short(write, monkeypatch):
    from kith.directory.intake import run

    monkeypatch.setattr(run, "BATCH", 10)
    path = write("many.csv", "name,town\n" + "".join(f"Willow {n},Ash\n" for n in range(35)))
    real, calls = run.store, []

    def dies_third(*args):
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return real(*args)

    monkeypatch.setattr(run, "store", dies_third)
    with pytest.raises(KeyboardInterrupt):
        bring(path)
    assert Listing.objects.count() == 20
    monkeypatch.setattr(run, "store", real)
    assert "15 new, 0 changed, 20 as before" in bring(path)
    assert Place.objects.get(kind="town").count == 35


SERVICE = {
    "id": "ac148810-d857-441c-9679-408f346de14b",
    "name": "Talking room",
    "status": "active",
    "description": "A place to talk",
    "minimum_age": 16,
    "fees_description": "Free",
    "interpretation_services": "Urdu on request",
    "url": "talk.example",
    "email": "hello@talk.example",
    "organization": {"id": "d9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610", "name": "Talk Ltd", "description": "x"},
    "languages": [{"id": "1", "code": "en"}, {"id": "2", "name": "Polish"}],
    "phones": [{"id": "p", "number": '"+44 1632 960001"', "extension": 100}],
    "schedules": [
        {"id": "s", "freq": "WEEKLY", "interval": 1, "byday": "MO,FR", "opens_at": "10:00:00", "closes_at": "18:00:00"}
    ],
    "attributes": [{"id": "a", "taxonomy_term": {"id": "t", "code": "1304", "name": "Counseling", "description": "x"}}],
    "service_at_locations": [
        {
            "id": "l",
            "location": {
                "id": "q",
                "location_type": "physical",
                "latitude": 51.5,
                "longitude": -2.5,
                "addresses": [
                    {
                        "id": "z",
                        "address_1": "1 Mill Lane",
                        "city": "Ashford",
                        "state_province": "Wends",
                        "postal_code": "WB1 2AB",
                        "country": "GB",
                        "address_type": "physical",
                    }
                ],
                "accessibility": [{"id": "x", "description": "Wheelchair access on all levels"}],
            },
        }
    ],
}


@pytest.mark.parametrize(
    "shape",
    [
        lambda s: s,
        lambda s: [s],
        lambda s: {"contents": [s], "total_items": 1},
        lambda s: {"id": "o", "name": "Talk Ltd", "services": [s]},
    ],
)
def test_hsds_json_is_read_in_each_of_its_shapes(write, shape):
    bring(write("hsds.json", json.dumps(shape(SERVICE))))
    listing = Listing.objects.get()
    assert (str(listing.uid), listing.cost, listing.interpreter, listing.min_age) == (SERVICE["id"], "free", "yes", 16)
    assert (listing.website, listing.organisation.name, listing.category.slug) == (
        "https://talk.example",
        "Talk Ltd",
        "counselling",
    )
    assert sorted(row.code for row in listing.languages.all()) == ["en", "pl"]
    assert (listing.hours, listing.openings.count(), listing.time_zone) == ("weekly", 2, "Europe/London")
    assert str(listing.phones.get()) == "+44 1632 960001 ext. 100"
    assert listing.access_facts.get().answer == "yes"
    assert "1 as before" in bring(write("again.json", json.dumps([SERVICE])))


@pytest.mark.parametrize(
    "change",
    [{"freq": "MONTHLY"}, {"interval": 2}, {"valid_to": "2005-01-01"}, {"bymonthday": "2"}, {"opens_at": "whenever"}],
)
def test_hours_that_are_not_plainly_weekly_are_not_taken_for_weekly(write, change):
    odd = SERVICE | {"schedules": [SERVICE["schedules"][0] | change | {"description": "See the notice"}]}
    bring(write("hsds.json", json.dumps(odd)))
    listing = Listing.objects.get()
    assert (listing.hours, listing.openings.count(), listing.hours_note) == ("", 0, "See the notice")


def old_package(write):
    write("organizations.csv", "id,name,description\no1,Talk Ltd,x\n")
    write(
        "services.csv",
        "id,organization_id,name,status,fees\ns1,o1,Talking room,active,No cost\ns2,missing,Quiet room,active,\n,o1,No id,active,\n",
    )
    write("locations.csv", "id,organization_id,name,latitude,longitude\nl1,o1,Hall,51.5,-2.5\n")
    write("services_at_location.csv", "id,service_id,location_id\nx1,s1,l1\nx2,s2,missing\n")
    write(
        "physical_addresses.csv",
        "id,location_id,address_1,city,state_province,postal_code,country\na1,l1,1 Mill Lane,Ashford,Wends,WB1,GB\n",
    )
    write("regular_schedules.csv", "id,service_id,weekday,opens_at,closes_at\nr1,s1,Monday,09:00,17:00\n")
    return write("phones.csv", "id,service_id,number\np1,s1,01632 960001\np2,gone,01632 960002\n").parent


@pytest.mark.parametrize("packed", [False, True])
def test_an_old_hsds_package_with_broken_keys_gives_what_is_whole(write, tmp_path_factory, packed):
    path = old_package(write)
    if packed:
        target = tmp_path_factory.mktemp("zip") / "hsds.zip"
        with zipfile.ZipFile(target, "w") as file:
            for table in path.glob("*.csv"):
                file.write(table, f"data/{table.name}")
        path = target
    said = bring(path)
    assert "2 new" in said and "1 left out" in said
    listing = Listing.objects.get(name="Talking room")
    assert (listing.cost, listing.hours, listing.sites.get().town, listing.phones.get().dial) == (
        "free",
        "weekly",
        "Ashford",
        "01632960001",
    )
    assert not Listing.objects.get(name="Quiet room").placed


@pytest.mark.parametrize(
    ("value", "region", "right"),
    [
        ("6702", "CT", "06702"),
        ("501", "PR", "00501"),
        ("3147", "VIC", "3147"),
        ("m6g3v2", "", "M6G 3V2"),
        ("90210", "CA", "90210"),
        ("6702.0", "CT", "06702"),
    ],
)
def test_a_postcode_gets_its_noughts_back_only_where_they_were_lost(value, region, right):
    assert repair.postcode(value, region) == right


@pytest.mark.parametrize(
    "bad", ["javascript:alert(1)", "data:text/html,x", "http://", "ftp://x.org", "not a site", "http://www://x"]
)
def test_only_web_addresses_become_links(bad):
    if bad == "http://":
        assert repair.website(bad) == ""
    else:
        with pytest.raises(Bad):
            repair.website(bad)
