"""The office of the tests of signing in to Outlook."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.auth.outlook.office import Office, opened


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    with opened(tmp_path, monkeypatch) as made:
        yield made
