"""`log import`: a history from elsewhere as CSV (stakeholder, date, kind, note); shown first, never twice."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date, time
from pathlib import Path

import click

from touchbase.cli.actions import LOG_IMPORT, join_ids
from touchbase.cli.asking import agreed
from touchbase.cli.command import command as make_command
from touchbase.cli.command import pass_context
from touchbase.cli.context import Context
from touchbase.cli.entry import told
from touchbase.cli.known import known_people
from touchbase.domain.problem import Problem
from touchbase.domain.stakeholder import Stakeholder
from touchbase.domain.text import Unreadable, decode
from touchbase.domain.touchbase import Touchbase
from touchbase.domain.zone import instant, local_date
from touchbase.errors import BadInput, UsageError
from touchbase.planning.words import counted
from touchbase.reports.log import log_json, log_table

LARGEST = 10_000_000  # bytes
COLUMNS = ("stakeholder", "date", "kind", "note")
NEEDED = COLUMNS[:2]
DEFAULT_KIND = "meeting"

Key = tuple[str, date, str]
Found = tuple[list[Touchbase], list[Problem]]


@make_command(
    "import",
    "touchbase log import history.csv             # shows what it found, then asks",
    "touchbase log import history.csv --yes",
    "head -2 history.csv                          # stakeholder,date,kind,note",
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Import without asking.")
@pass_context
def import_log(context: Context, file: Path, yes: bool) -> None:
    """Bring in touchbases from a CSV file; those already known (same person, day and kind) are left out."""
    entries, problems = read_history(_text(file), file.name, context)
    if problems:
        raise BadInput(f"{file.name} was not imported.", tuple(problems), "Correct it and import it again.")
    new = _not_known(entries, context)
    old = len(entries) - len(new)
    if context.as_json:
        context.screen.json(log_json(new, context.owner.zone) | {"imported": bool(new and yes), "known": old})
    else:
        _preview(context, new, old)
    if new and (yes or not context.as_json) and agreed(context, f"Import {counted(len(new), 'touchbase')}?", yes):
        _keep(context, new, file.name)


def _text(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            return decode(stream.read(LARGEST + 1), LARGEST)
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}.", "Check the path.") from None
    except Unreadable as error:
        where = f"{file.name}:{error.line}" if error.line else file.name
        raise BadInput(f"{file.name} was not imported.", (Problem(where, error.what, error.cure),)) from None


def read_history(text: str, name: str, context: Context) -> Found:
    """The touchbases of a CSV text, and every problem with its line; `;` and tabs separate as well as commas."""
    first = text.split("\n", 1)[0]
    separator = max(",;\t", key=first.count)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        head = [(column or "").strip().lower() for column in rows.fieldnames or ()]
    except csv.Error as error:
        return [], [_not_csv(f"{name}:1", error)]
    missing = [column for column in NEEDED if column not in head]
    if missing:
        cure = f"The first line names the columns: {','.join(COLUMNS)}."
        return [], [Problem(f"{name}:1", f"has no column {' and no column '.join(missing)}.", cure)]
    rows.fieldnames = head
    return _entries(rows, name, context)


def _not_csv(where: str, error: csv.Error) -> Problem:
    return Problem(where, f"is not CSV ({error}).", "Save it as CSV again.")


def _entries(rows: "csv.DictReader[str]", name: str, context: Context) -> Found:
    by_name = _names(known_people(context))
    entries: list[Touchbase] = []
    problems: list[Problem] = []
    line = rows.line_num
    try:
        for row in rows:
            line = rows.line_num
            try:
                entries.append(_entry(row, by_name, context))
            except UsageError as error:
                problems.append(Problem(f"{name}:{line}", error.sentence, error.remedy))
    except csv.Error as error:  # in the row after the last good one; nothing behind it can be read
        problems.append(_not_csv(f"{name}:{line + 1}", error))
    return entries, problems


def _names(people: Sequence[Stakeholder]) -> dict[str, Stakeholder]:
    """Everybody by id, address and name, lower case; an id wins over a name."""
    pairs = [(key.lower(), p) for p in people for key in (p.name, *p.all_addresses, p.id)]
    return dict(pairs) | {p.id.lower(): p for p in people}


def _entry(row: Mapping[str | None, object], people: Mapping[str, Stakeholder], context: Context) -> Touchbase:
    from touchbase.cli.dates import parse_day

    if None in row or None in row.values():
        raise UsageError("The row does not have as many cells as the first line.", "Quote cells that hold a comma.")
    cells = {key: str(value).strip() for key, value in row.items()}
    person = people.get(cells["stakeholder"].lower())
    if person is None:
        raise UsageError(f"Nobody on the list is {cells['stakeholder']!r}.", "Use an id, an address or a name.")
    day = parse_day(cells["date"], context.today, "past")
    noon = instant(day, time(12), context.owner.zone)
    start = min(noon, context.now) if day == context.today else noon
    return told(context, person, start, cells.get("kind") or DEFAULT_KIND, cells.get("note", ""), "import")


def _not_known(entries: Sequence[Touchbase], context: Context) -> list[Touchbase]:
    zone = context.owner.zone
    known = {_key(entry, zone) for entry in context.memory.touchbases()}
    new: dict[Key, Touchbase] = {}
    for entry in entries:
        if _key(entry, zone) not in known:
            new.setdefault(_key(entry, zone), entry)
    return list(new.values())


def _key(entry: Touchbase, zone: str) -> Key:
    return (entry.stakeholder, local_date(entry.start, zone), entry.kind)


def _preview(context: Context, new: Sequence[Touchbase], old: int) -> None:
    left_out = f"{counted(old, 'touchbase')} already known, left out." if old else ""
    if not new:
        return context.screen.say(f"Nothing new to import. {left_out}".rstrip())
    names = {person.id: person.name for person in known_people(context)}
    context.screen.show(log_table(new, names, context.owner.zone, context.today, "To import"))
    return context.screen.say(*([left_out] if left_out else []))


def _keep(context: Context, new: Sequence[Touchbase], name: str) -> None:
    summary = f"imported {counted(len(new), 'touchbase')} from {name}"
    with context.store.transaction():
        kept = [entry.id for entry in new if context.store.record(entry, context.now)]
        context.store.act(context.now, LOG_IMPORT, summary, "", join_ids(kept))
    context.screen.say(f"{summary[0].upper()}{summary[1:]}. Not so? touchbase undo")
