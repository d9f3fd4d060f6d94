"""What every test stands on: no wire, no home of the user, a zone and a locale that are nobody's."""

import os
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("ci", derandomize=True, deadline=None, database=None, print_blob=True)
settings.register_profile("dev", deadline=None)
settings.register_profile(
    "soak",
    deadline=None,
    max_examples=5_000,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

# The contract suites and fakes assert too: let a failure there show its values.
HERE = Path(__file__).parent
SHARED = [p for p in HERE.rglob("*.py") if not p.name.startswith(("test_", "conftest", "__"))]
pytest.register_assert_rewrite(*(".".join(("tests", *p.relative_to(HERE).with_suffix("").parts)) for p in SHARED))

OURS = ("TOUCHBASE_", "XDG_")
MOODS = (
    "NO_COLOR",
    "FORCE_COLOR",
    "CLICOLOR",
    "CLICOLOR_FORCE",
    "LINES",
    "EDITOR",
    "VISUAL",
    "PAGER",
    "LANGUAGE",
)


def pytest_configure() -> None:
    """A machine zone with an odd offset: code that leans on it fails here, and not on somebody's laptop."""
    os.environ["TZ"] = "Asia/Kathmandu"
    time.tzset()


@pytest.fixture(autouse=True)
def _nobodys_machine(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Our variables unset, an empty home, plain 80 columns. Processes that a test starts inherit it."""
    home: Path = tmp_path_factory.mktemp("home", numbered=True)
    for name in list(os.environ):
        if name.startswith(OURS) or name in MOODS:
            monkeypatch.delenv(name)
    for name, value in {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_DATA_HOME": str(home / ".local" / "share"),
        "XDG_STATE_HOME": str(home / ".local" / "state"),
        "XDG_CACHE_HOME": str(home / ".cache"),
        "COLUMNS": "80",
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "TERM": "dumb",
    }.items():
        monkeypatch.setenv(name, value)
