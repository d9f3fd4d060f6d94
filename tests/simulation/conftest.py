"""An Outlook office with three people, at hand in every test that asks for it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.simulation.outlook_office import Office, opened


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    with opened(tmp_path, monkeypatch) as made:
        yield made


@pytest.fixture
def booked(office: Office) -> Office:
    """Three series stand, and it is the next morning."""
    office.good()
    office.later(days=1)
    return office
