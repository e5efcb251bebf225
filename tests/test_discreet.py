"""A plain title, picture and notices for those who want them, on every page."""

from kith.spaces.actions import write_to


def test_being_discreet_hides_names_in_the_tab_and_in_notices(cast, as_):
    write_to(cast.ben, cast.ana, "Hello")
    client = as_(cast.ana)
    assert "<title>Discreet · Kith</title>" in client.get("/you/discreet/").content.decode()
    client.post("/you/discreet/", {"discreet": "1"})
    for address in ("/", "/notices/", "/sharing/", "/check-in/"):
        page = client.get(address).content.decode()
        assert "<title>Notes</title>" in page and "core/icons/notes" in page, address
        assert "manifest" not in page, address
    notices = client.get("/notices/").content.decode()
    assert "There is something new for you." in notices and "Ben wrote" not in notices
    client.post("/you/discreet/", {"discreet": "0"})
    assert "Ben wrote to you." in client.get("/notices/").content.decode()
