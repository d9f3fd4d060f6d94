"""config.toml read against its table: every key checked, every problem collected, defaults filled in."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from touchbase.config import parse
from touchbase.config.spec import DAYS, KEYS, REQUIRED, SECTIONS, Key, of
from touchbase.config.values import BusySource, Config
from touchbase.domain import toml
from touchbase.domain.hours import workweek
from touchbase.domain.owner import Owner, Rules, Thresholds
from touchbase.domain.problem import Problem
from touchbase.domain.text import Unreadable, decode, did_you_mean, in_two
from touchbase.errors import BadInput

LARGEST = 1_000_000  # bytes
BUSY_FROM = "calendar.busy_from"

Table = Mapping[str, object]
Values = dict[str, dict[str, Any]]


def load(path: Path) -> Config:
    """All of config.toml; `BadInput` carries every problem of the file, and none is hidden by another."""
    path = path.absolute()
    document = _document(path)
    values, problems = _checked(document, path)
    busy, more = _busy_from(document, path)
    problems += more
    if not problems:
        problems = _disagreements(values, document, path)
    if problems:
        raise _bad(path, problems)
    return _config(path, values, busy, "working_hours" in document)


def _document(path: Path) -> Table:
    try:
        with path.open("rb") as file:
            return toml.parse(decode(file.read(LARGEST + 1), LARGEST))
    except FileNotFoundError:
        problem = Problem(path.name, f"There is no {path}.", "Run `touchbase init` to make one.")
    except OSError as error:
        problem = Problem(path.name, f"It cannot be read: {error.strerror}.", "Check the file and its permissions.")
    except Unreadable as error:
        problem = Problem(f"{path.name}:{error.line}" if error.line else path.name, error.what, error.cure)
    raise _bad(path, [problem])


def _bad(path: Path, problems: list[Problem]) -> BadInput:
    many = "one problem" if len(problems) == 1 else f"{len(problems)} problems"
    return BadInput(f"{path} has {many}.", tuple(problems), "Correct the file and run `touchbase check`.")


def _checked(document: Table, path: Path) -> tuple[Values, list[Problem]]:
    """The values by section and key, and what is wrong with those that are left out."""
    values: Values = {}
    problems = _unknown(path, "", document, (section.split(".")[0] for section in SECTIONS))
    for section in SECTIONS:
        if section != BUSY_FROM:
            table, wrong = _table(document, section, path)
            values[section], more = _section(table, section, path)
            problems += [*wrong, *more]
    return values, problems


def _table(document: Table, section: str, path: Path) -> tuple[Table, list[Problem]]:
    table: object = document
    for name in section.split("."):
        table = table.get(name, {}) if isinstance(table, dict) else {}
    if isinstance(table, dict):
        return table, []
    return {}, [Problem(f"{path.name}: {section}", "is not a section.", f"Write [{section}] on a line of its own.")]


def _section(table: Table, section: str, path: Path) -> tuple[dict[str, Any], list[Problem]]:
    keys = of(section)
    inner = [name.removeprefix(section + ".") for name in SECTIONS if name.startswith(section + ".")]
    problems = _unknown(path, section + ".", table, (*keys, *inner))
    values = {}
    for name, key in keys.items():
        try:
            values[name] = _value(table, key, path.parent)
        except ValueError as error:
            problems.append(Problem(f"{path.name}: {section}.{name}", *in_two(error)))
    return values, problems


def _value(table: Table, key: Key, folder: Path) -> object:
    if key.name not in table and key.default is REQUIRED:
        raise ValueError(f"is missing: {key.meaning}")
    if key.name not in table and not (key.default and key.parse is parse.path):
        return key.default
    value = key.parse(table.get(key.name, key.default))  # a default that is a path becomes absolute too
    return folder / value if isinstance(value, Path) else value


def _unknown(path: Path, prefix: str, table: Table, known: Iterable[str]) -> list[Problem]:
    names = tuple(dict.fromkeys(known))
    return [
        Problem(f"{path.name}: {prefix}{name}", "is not a known key.", _instead(name, names))
        for name in table
        if name not in names
    ]


def _instead(name: str, names: tuple[str, ...]) -> str:
    elsewhere = [key.section for key in KEYS if key.name == name and key.section != BUSY_FROM]
    if elsewhere:
        return f"It belongs in the section [{elsewhere[0]}]."
    return did_you_mean(name, names) or f"Known here: {', '.join(names)}."


def _busy_from(document: Table, path: Path) -> tuple[tuple[BusySource, ...], list[Problem]]:
    calendar = document.get("calendar")
    tables = calendar.get("busy_from", []) if isinstance(calendar, dict) else []
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        return (), [Problem(f"{path.name}: {BUSY_FROM}", "is not a list of sections.", f"Write [[{BUSY_FROM}]].")]
    sources, problems = [], []
    for number, table in enumerate(tables, 1):
        values, wrong = _section(table, BUSY_FROM, path)
        wrong = wrong or _one_source(values, f"{path.name}: {BUSY_FROM} {number}")
        problems += wrong
        if not wrong:
            sources.append(BusySource(**values))
    return tuple(sources), problems


def _one_source(values: dict[str, Any], where: str) -> list[Problem]:
    ics, provider = values["ics"], values["provider"]
    if bool(ics) == bool(provider):
        what = "names both a file and a provider." if ics else "names no calendar."
        return [Problem(where, what, "Write either `ics`, or `provider` with `calendar_id`.")]
    if bool(provider) != bool(values["calendar_id"]):
        what = "has no calendar_id." if provider else "has a calendar_id but no provider."
        return [Problem(where, what, "`provider` and `calendar_id` go together.")]
    return []


def _disagreements(values: Values, document: Table, path: Path) -> list[Problem]:
    """What is wrong between keys that are each right."""
    health, calendar = values["health"], values["calendar"]
    levels = [health[name] for name in ("due", "slipping", "lapsed", "dormant")]
    found = []
    if levels != sorted(levels):
        cure = "Write due, slipping, lapsed and dormant so that none is smaller than the one before."
        found.append(Problem(f"{path.name}: health", "has its thresholds out of order.", cure))
    if "working_hours" in document and not any(values["working_hours"].values()):
        cure = 'Write at least one day, such as mon = ["09:00-17:00"].'
        found.append(Problem(f"{path.name}: working_hours", "leaves no time to meet.", cure))
    if calendar["provider"] == "outlook" and not values["calendar.outlook"]["client_id"]:
        cure = "Write the id of the application you registered."
        found.append(Problem(f"{path.name}: calendar.outlook.client_id", "is missing.", cure))
    google = values["calendar.google"]
    if calendar["provider"] == "google" and not (google["client_secrets"] or google["service_account_file"]):
        cure = "Write the path of your client file, or a service_account_file."
        found.append(Problem(f"{path.name}: calendar.google.client_secrets", "is missing.", cure))
    return found


def _config(path: Path, values: Values, busy: tuple[BusySource, ...], own_hours: bool) -> Config:
    calendar = values["calendar"]
    return Config(
        path=path,
        owner=_owner(values["owner"]),
        rules=_rules(values, own_hours),
        stakeholders=values["stakeholders"]["file"],
        provider=calendar["provider"],
        busy_from=busy,
        local_folder=values["calendar.local"]["folder"],
        google=_given(values["calendar.google"]),
        outlook=_given(values["calendar.outlook"]),
        tokens=values["auth"]["tokens"],
        digest=_given(values["digest"]),
    )


def _given(keys: dict[str, Any]) -> dict[str, str | bool]:
    """What is written or has a default; paths as texts."""
    return {name: str(one) if isinstance(one, Path) else one for name, one in keys.items() if one is not None}


def _owner(owner: dict[str, Any]) -> Owner:
    return Owner(owner["name"], owner["email"], owner["time_zone"], owner["addresses"], owner["holidays"])


def _rules(values: Values, own_hours: bool) -> Rules:
    touchbase = dict(values["touchbase"])
    week = tuple(values["working_hours"][day] for day in DAYS) if own_hours else workweek()
    return Rules(
        working_hours=week,
        minutes=touchbase.pop("duration_minutes"),
        thresholds=Thresholds(**values["health"]),
        **touchbase,
        **values["capacity"],
        planner_seconds=values["planner"]["seconds"],
        move_gain_dates=values["planner"]["move_gain_dates"],
        **values["guard"],
    )
