"""What is typed wrongly gets one clear line, exit code 2, and changes nothing."""

import pytest

from kith.__main__ import run


@pytest.mark.parametrize(
    "words", [["serv"], ["serve", "--port", "x"], ["backup"], ["restore", "/nowhere/at/all"], ["nonsense"]]
)
def test_bad_input_gets_one_clear_line(words, capsys):
    assert run(words) == 2
    said = capsys.readouterr().err
    assert len(said.strip().splitlines()) == 1
    assert "Traceback" not in said
