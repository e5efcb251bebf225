"""Finds the real data kept beside the checkout, for tests that are marked `external`."""

from pathlib import Path

import pytest

BESIDE = Path(__file__).resolve().parents[2] / "shared" / "data"


def external_data() -> Path:
    """The folder of real data; the test skips, saying why, where it is absent."""
    if not BESIDE.is_dir():
        pytest.skip(f"the real data is not beside this checkout ({BESIDE.parent.name}/{BESIDE.name})")
    return BESIDE
