"""docs/json.md says exactly the keys that come, and never fewer than other programs were promised."""

import json
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.example_world import WORLDS
from tests.pages import ROOT, prose, rows
from touchbase.reports.status import STATES

PAGE = ROOT / "docs" / "json.md"
CHANGE = (
    "kind",
    "stakeholder",
    "start",
    "time_zone",
    "rrule",
    "duration_minutes",
    "original_start",
    "notifies",
    "why[]",
)
PERSON = (
    "id", "name", "email", "category", "priority", "cadence", "state", "ratio", "last_held", "last_verdict",
    "days_since_held", "next", "missed_in_a_row", "reasons[]",
)  # fmt: skip
HOURS = ("capacity.needed_hours_per_week", "capacity.budget_hours_per_week")
PROMISED = {
    "status": {
        "as_of", "counts.STATE", "last_sync", "accounts[].provider", "accounts[].ok", "accounts[].detail", *HOURS,
        *(f"stakeholders[].{key}" for key in PERSON),
    },
    "plan": {
        "plan", "objective", "bound", "gap", "guard.ok", "guard.reasons[]", *HOURS, "capacity.fits",
        *(f"proposals[].{key}" for key in ("stakeholder", "kind", "start", "duration_minutes", "why[]")),
        "capacity.starved[]", "capacity.cheapest_fix[]", "unplaced[].stakeholder", "unplaced[].why", "unplaced[].fix",
        "expected_misses[].stakeholder", *(f"changes[].{key}" for key in CHANGE),
    },
    "sync": {
        "plan", "calls.read", "calls.write", "mails", "failed[].stakeholder", "failed[].error", "failed[].remedy",
        "recorded[].stakeholder", "recorded[].original_start", "recorded[].verdict", "recorded[].reasons[]",
        *(f"applied[].{key}" for key in CHANGE),
    },
    "log list": {
        f"touchbases[].{key}"
        for key in ("id", "stakeholder", "start", "kind", "verdict", "reasons[]", "source", "note")
    },
    "doctor": {"ok", "checks[].name", "checks[].ok", "checks[].detail", "checks[].remedy"},
}  # fmt: skip

# By section of the page: what is run in which world; together the answers show every key of it.
SHOWN: dict[str, dict[str, tuple[str, ...]]] = {
    "status": {"a month later": ("status",)},
    "plan": {
        "example": ("plan", "plan --explain hannah-cole"),
        "too little time": ("plan",),
        "the calendar is gone": ("plan",),
        "in November": ("plan",),
        "dates were missed": ("plan",),
        "hardly any time": ("plan --explain tom-becker",),
    },
    "sync": {"example": ("sync",), "dates have passed": ("sync",), "no room on the disk": ("sync",)},
    "log list": {"a month later": ("log list", "confirm")},
    "log import": {"example": ("log import examples/history.csv",)},
    "log add": {"example": ("log add ana-ruiz",)},
    "log retract": {"imported": ("log retract {newest}",)},
    "confirm": {"imported": ("confirm ana-ruiz '20 days ago' --held",)},
    "check": {"somebody without an id": ("check",)},
    "doctor": {"synced": ("doctor",)},
    "stakeholders list": {"synced": ("stakeholders list",)},
    "stakeholders add": {"example": ("stakeholders add --name Noor --email noor@example.com",)},
    "stakeholders import": {"somebody without an id": ("stakeholders import people.vcf",)},
    "stakeholders suggest": {"tended": ("stakeholders suggest", "stakeholders suggest --add kim.lee@example.com")},
    "note": {"tended": ("note ana-ruiz 'plays the cello' --light", "note ana-ruiz")},
    "promise": {"tended": (
        "promise ana-ruiz slides", "promise", "ask ana-ruiz 'a name'", "ask", "thank ana-ruiz 'the review'", "thank",
        "suggestion ana-ruiz 'fewer mails'", "suggestion", "share https://example.org/a --with ana-ruiz", "share",
        "agenda ana-ruiz 'the launch'", "agenda ana-ruiz", "benefit ana-ruiz 'a seat'", "benefit", "measure left 3",
        "measure", "attention --snooze tom-becker", "goal add ana-ruiz 'more trust' --step 'ask'",
    )},
    "gave": {"tended": ("gave ana-ruiz 'an hour'", "gave ana-ruiz", "gave")},
    "introduce": {"tended": ("introduce ana-ruiz tom-becker --why 'both row'", "introduce", "introduce --who finance")},
    "question": {"tended": ("question ana-ruiz", "question ana-ruiz --asked opinion")},
    "outcome": {"tended": (
        "outcome ana-ruiz", "outcome ana-ruiz --why a --mine b --theirs c --asked --healthy d --intent heal",
    )},
    "agree": {"tended": ("agree ana-ruiz",)},
    "goal list": {"tended": ("goal list",)},
    "healthy": {"tended": ("healthy", "healthy 'nobody is surprised'")},
    "thinking-time": {"synced": ("thinking-time",)},
    "brief": {"tended": ("brief ana-ruiz",), "an obstacle was foreseen": ("brief ana-ruiz",)},
    "attention": {"tended": ("attention",)},
    "digest": {"tended": ("digest",), "synced": ("digest",)},
    "review": {"tended": ("review year", "review quarter")},
    "review --share": {"tended": ("review quarter --share",)},
    "pulse": {"tended": ("pulse", "pulse 4", "pulse --import answers.csv")},
    "report coverage": {"half a list": ("report coverage",), "example": ("report coverage",)},
    "report fairness": {"tended": ("report fairness",)},
    "report time": {"tended": ("report time",)},
    "report groups": {"tended": ("report groups",)},
    "map": {"tended": ("map",)},
    "chat": {"tended": ("chat ana-ruiz",)},
    "trade": {"too little time": ("trade", "trade raj-patel --thin quarterly")},
    "pause": {"synced": ("pause ana-ruiz", "resume ana-ruiz", "complete raj-patel", "let-go ana-ruiz",
                         "retire tom-becker", "forget hannah-cole --end")},
    "adopt": {"a meeting of your own": ("adopt", "adopt lena-hoffmann --no")},
    "undo": {"undoable": ("undo",)},
    "schedule show": {"example": ("schedule show --cron",)},
    "export": {"synced": ("export", "export ana-ruiz")},
    "forget": {"imported": ("forget jonas-weber --confirm 'Jonas Weber'",)},
    "auth status": {"signed in to Google": ("auth status",)},
    "auth logout": {"signed in to Outlook": ("auth logout outlook",)},
    "init": {"example": ("init --force --name Sam --email sam@example.com --time-zone Europe/London",)},
    "completion": {"empty": ("completion bash",)},
}  # fmt: skip
WHOLE = {"touchbase", "retracted", "added", "new[]", "list[]", "briefs[].last[]"}  # described elsewhere on the page
MEMO = {"id", "kind", "stakeholder", "written", "text", "day", "state", "closed", "other", "about", "details"}


def documented(section: str) -> set[str]:
    return {row[0].strip("`") for row in rows(PAGE, section)[1:]}


@pytest.mark.parametrize("section", SHOWN)
def test_the_page_says_exactly_the_keys_that_come(
    section: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: set[str] = set()
    for number, (kind, lines) in enumerate(SHOWN[section].items()):
        terminal = WORLDS[kind](tmp_path / str(number), monkeypatch)
        for line in lines:
            if "{newest}" in line:
                line = line.format(newest=terminal.run("log", "list", "--json").json["touchbases"][0]["id"])
            answer = terminal.run(*shlex.split(line), "--json")
            assert answer.out, (line, answer)
            payload = json.loads(answer.out)
            assert payload.pop("schema") == 1
            whole = section.startswith("log ") and section != "log list"
            found |= set(_keys(payload, whole=whole, memos=section == "note"))
    assert found == documented(section)


def test_every_section_is_tried() -> None:
    heads = {line[3:] for line in prose(PAGE).splitlines() if line.startswith("## ")}
    assert heads == set(SHOWN)


@pytest.mark.parametrize("section", PROMISED)
def test_what_was_promised_is_on_the_page(section: str) -> None:
    assert PROMISED[section] - documented(section) == set()


def _keys(value: Any, path: str = "", *, whole: bool = False, memos: bool = False) -> Iterator[str]:
    """Every key as `a.b[].c`; an empty list shows nothing of what it may hold, a memo is told once, by `memos`."""
    here = path in WHOLE or (whole and path == "touchbases[]") or path == "tables.TABLE[]"
    if here or path.endswith(".details"):  # of a memo, with what only its kind has
        yield path
    elif isinstance(value, dict) and value.keys() >= MEMO and not memos:
        yield path
        for key in value.keys() - MEMO:
            yield from _keys(value[key], _named(path, key))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _keys(inner, _named(path, key), whole=whole, memos=memos)
    elif isinstance(value, list):
        for inner in value:
            yield from _keys(inner, f"{path}[]", whole=whole, memos=memos)
    else:
        yield path


def _named(path: str, key: str) -> str:
    if path == "counts":
        assert key in STATES
        return "counts.STATE"
    if path == "tables":
        return "tables.TABLE"
    return f"{path}.{key}" if path else key
