"""`kith demo` looks first at what would stop it, and says what to do, before it builds anything."""

import socket

import pytest
from django.core.management.base import CommandError

from kith.demo.management.commands import demo


def test_a_taken_port_stops_the_demo_before_anything_is_built(settings, monkeypatch):
    made = []
    monkeypatch.setattr(demo.Command, "make_ready", lambda self: made.append(self))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        settings.KITH_DEMO, settings.HOST, settings.PORT = True, "127.0.0.1", taken.getsockname()[1]
        with pytest.raises(CommandError, match="Choose another with PORT=") as refused:
            demo.Command().handle()
    assert refused.value.returncode == 2
    assert not made


def test_a_folder_that_cannot_be_written_says_what_to_do(settings, tmp_path):
    (tmp_path / "file").write_text("not a folder")
    settings.KITH_DATA = tmp_path / "file" / "data"
    with pytest.raises(CommandError, match="Choose a folder you may write to: KITH_DATA="):
        demo.Command().prepare()
