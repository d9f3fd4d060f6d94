"""`check`: every problem of config, list, calendars and memory, each on its own line; nothing is written."""

from collections.abc import Iterator
from datetime import timedelta

from touchbase.cli.checks.disk import writable
from touchbase.cli.command import command as make_command
from touchbase.cli.command import pass_context
from touchbase.cli.context import Context
from touchbase.domain.period import Period
from touchbase.domain.problem import Problem
from touchbase.errors import BadInput, Exit, TouchbaseError
from touchbase.planning.words import counted


@make_command("check", "touchbase check", "touchbase check --json")
@pass_context
def command(context: Context) -> int:
    """Look over config, list, calendars and memory; write nothing."""
    problems = tuple(problems_of(context))
    wrong = [problem for problem in problems if problem.severity == "error"]
    if context.as_json:
        context.screen.json(
            {
                "ok": not wrong,
                "problems": [
                    {"where": p.where, "what": p.what, "cure": p.cure, "severity": p.severity} for p in problems
                ],
            }
        )
        return Exit.CONFIG if wrong else Exit.OK
    if wrong:
        raise BadInput(f"{counted(len(wrong), 'problem')} found.", problems, "Correct them and check again.")
    context.screen.warn(*map(str, problems))
    context.screen.say(_all_good(context))
    return Exit.OK


def problems_of(context: Context) -> Iterator[Problem]:
    """A config that cannot be read hides the rest, for it says where the rest is."""
    try:
        _ = context.config
    except BadInput as error:
        yield from _as_problems(error, "config.toml")
        return
    yield from context.listed.problems
    yield from _folder(context)
    yield from _calendar(context)
    yield from _memory(context)


def _folder(context: Context) -> Iterator[Problem]:
    """A folder that cannot be written looks empty when it is read."""
    if context.config.provider == "local":
        found = writable("calendar folder", context.config.local_folder)
        if not found.ok:
            yield Problem("config.toml: calendar.local.folder", f"{found.detail}.", found.remedy)


def _calendar(context: Context) -> Iterator[Problem]:
    from touchbase.calendars.holidays import public_holidays

    horizon = Period(
        context.now - timedelta(weeks=2), context.now + timedelta(weeks=context.config.rules.horizon_weeks)
    )
    try:
        yield from context.calendar.read(horizon).warnings
        context.calendar.free_busy(context.listed.stakeholders, horizon)
        yield from context.calendar.warnings()
        public_holidays(context.owner.holidays, context.today, context.today)
    except TouchbaseError as error:
        yield from _as_problems(error, "calendar")


def _memory(context: Context) -> Iterator[Problem]:
    try:
        for found in context.memory.check():
            yield Problem(context.database.name, found, "See `touchbase doctor`.")
    except TouchbaseError as error:
        yield from _as_problems(error, context.database.name)


def _as_problems(error: TouchbaseError, where: str) -> Iterator[Problem]:
    found = error.problems if isinstance(error, BadInput) else ()
    kept = [problem for problem in found if isinstance(problem, Problem)]
    yield from kept or [Problem(where, error.sentence, error.remedy)]


def _all_good(context: Context) -> str:
    rules = context.config.rules
    people = counted(len(context.listed.stakeholders), "stakeholder")
    sources = counted(len(context.config.busy_from), "busy calendar")
    return f"All good: {people}, {sources}, {rules.hours_per_week:g} hours a week, calendar {context.config.provider}."
