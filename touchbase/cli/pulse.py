"""`pulse`: one question after a touchbase or once a quarter, answered 1 to 5, by you or from a file."""

import csv
from datetime import date, time
from pathlib import Path

import click

from touchbase.cli.command import command as make_command
from touchbase.cli.command import pass_context
from touchbase.cli.context import Context
from touchbase.cli.ids import STAKEHOLDER
from touchbase.cli.memos import keep, new, person_of, save, show
from touchbase.domain.identity import memo_id
from touchbase.domain.memo import Memo
from touchbase.domain.problem import Problem
from touchbase.domain.text import Unreadable, decode
from touchbase.domain.zone import instant
from touchbase.errors import BadInput

QUESTION = "How well do we work together, from 1 to 5?"
LARGEST = 1_000_000  # bytes
_NOON = time(12)
VALUES = ("1", "2", "3", "4", "5")


@make_command(
    "pulse",
    "touchbase pulse 4 --with ana-ruiz                       # how well you work together, from 1 to 5",
    "touchbase pulse --import answers.csv                    # columns: day, value, and id if they gave their names",
    "touchbase pulse",
)
@click.argument("value", type=click.Choice(VALUES), required=False)
@click.option("--with", "id", type=STAKEHOLDER, help="About this relationship; else about all of them.")
@click.option(
    "--import", "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A CSV of answers."
)
@pass_context
def command(context: Context, value: str | None, id: str | None, file: Path | None) -> None:
    """One question, answered from 1 to 5, by you or by those you asked; the review shows the average."""
    if file:
        _import(context, file)
    elif value:
        whom = person_of(context, id) if id else None
        memo = new(context, "pulse", whom.id if whom else "", QUESTION, state="done", details={"value": value})
        keep(context, f"{value} of 5{f' with {whom.name}' if whom else ''}", memo)
    else:
        show(context, context.memory.memos("pulse"), QUESTION, f"{QUESTION} Answer: touchbase pulse 4")


def _import(context: Context, file: Path) -> None:
    memos, problems = _read(context, file)
    if problems:
        raise BadInput(f"{file.name} has problems; nothing was kept.", tuple(problems), "Correct the file.")
    save(context, f"{len(memos)} answers from {file.name}", *memos)
    if context.as_json:
        context.screen.json({"imported": len(memos)})
    context.screen.say(f"{len(memos)} answers kept. Not so? touchbase undo")


def _read(context: Context, file: Path) -> tuple[list[Memo], list[Problem]]:
    try:
        rows = list(csv.DictReader(decode(file.read_bytes(), LARGEST).splitlines()))
    except (Unreadable, csv.Error) as error:
        return [], [Problem(file.name, f"It cannot be read: {error}.", "Save it as CSV in UTF-8.")]
    memos, problems = [], []
    for line, row in enumerate(rows, 2):
        try:
            memos.append(_memo(context, row, line))
        except ValueError as error:
            problems.append(Problem(f"{file.name}:{line}", f"{error}.", "Write a day such as 2026-06-01 and 1 to 5."))
    return memos, problems


def _memo(context: Context, row: dict[str, str], line: int) -> Memo:
    value, id = (row.get("value") or "").strip(), (row.get("id") or "").strip()
    if value not in VALUES:
        raise ValueError(f"{value!r} is not a number from 1 to 5")
    written = instant(date.fromisoformat((row.get("day") or "").strip()), _NOON, context.owner.zone)
    found = memo_id(context.owner.id, "pulse", id, written, f"{line}\x1f{value}")
    return Memo(found, "pulse", id, written, QUESTION, state="done", closed=written, details={"value": value})
