"""What `status` loads: counted, for every module costs each cron job and each prompt that asks."""

import subprocess
import sys

import pytest

from tests.cli.terminal import Terminal
from tests.cli.test_status import remember

OURS_AT_MOST = 50
ALL_AT_MOST = 185
DOMAIN = {"cadence", "history", "hours", "owner", "problem", "profile", "stakeholder", "text", "toml", "zone"}
STORE = {
    "columns",
    "database",
    "facts",
    "faults",
    "glance",
    "history",
    "lists",
    "migrate",
    "reading",
    "tables",
    "whole",
}
HEAVY = (
    "csv", "difflib", "filelock", "highspy", "holidays", "icalendar", "importlib.metadata", "logging", "numpy",
    "google", "googleapiclient", "httplib2", "keyring", "msal", "pendulum", "platformdirs", "requests",
    "recurring_ical_events", "rich", "socket", "subprocess", "tomlkit", "traceback",
)  # fmt: skip
ASK = """
import sys
bare = set(sys.modules)
from touchbase.__main__ import main
main(["status"])
print(*sorted(set(sys.modules) - bare), file=sys.stderr)
"""


@pytest.fixture
def loaded(terminal: Terminal) -> set[str]:
    """The modules one `status` loads when the list is known and the output is piped."""
    remember(terminal)
    done = subprocess.run([sys.executable, "-c", ASK], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


def of(loaded: set[str], room: str) -> set[str]:
    return {name.removeprefix(f"touchbase.{room}.") for name in loaded if name.startswith(f"touchbase.{room}.")}


def test_nothing_heavy(loaded: set[str]) -> None:
    assert loaded & set(HEAVY) == set()


def test_only_the_values_and_the_part_of_the_memory_it_shows(loaded: set[str]) -> None:
    assert of(loaded, "domain") <= DOMAIN
    assert of(loaded, "store") <= STORE
    assert of(loaded, "planning") <= {"health", "words"}
    assert {
        name for name in loaded if name.startswith(("touchbase.calendars", "touchbase.roster", "touchbase.sync"))
    } == set()


def test_few_modules(loaded: set[str]) -> None:
    ours = sorted(name for name in loaded if name.startswith("touchbase"))
    assert len(ours) <= OURS_AT_MOST, ours
    assert len(loaded) <= ALL_AT_MOST, sorted(loaded)
