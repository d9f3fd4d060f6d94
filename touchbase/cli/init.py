"""`init`: a few questions, then a config file and a first stakeholder list."""

from collections.abc import Callable
from pathlib import Path

import click

from touchbase.cli.command import command as make_command
from touchbase.cli.command import pass_context
from touchbase.cli.context import Context
from touchbase.cli.first_files import Setup, config_of, list_of, refuse_standing, stretches_of, write_anew
from touchbase.cli.host_zone import host_zone
from touchbase.cli.questions import ask
from touchbase.domain.problem import Problem
from touchbase.domain.text import address, one_line
from touchbase.domain.zone import zone
from touchbase.errors import BadInput, UsageError

USUAL_HOURS = "09:00-12:30, 13:30-17:30"
FORMATS = ("toml", "csv")

Check = Callable[[str], object]


@make_command(
    "init",
    "touchbase init                                                  # asks a few questions",
    "touchbase init --non-interactive --name 'Sam Okafor' --email sam@example.com --time-zone Europe/London",
)
@click.option("--name", default="", help="Your name, as guests read it in the invitation.")
@click.option("--email", default="", help="Your own address.")
@click.option("--time-zone", default="", help="Your IANA zone; else that of this machine.")
@click.option("--working-hours", default="", help=f"Of a working day: {USUAL_HOURS}.")
@click.option("--holidays", default="", help="Country whose public holidays stay free: GB, or DE-BY.")
@click.option("--calendar", default="", help="An .ics file or folder that says when you are busy.")
@click.option("--list-format", default="", help="Of the list: toml, or csv for a spreadsheet.")
@click.option("--non-interactive", is_flag=True, help="Ask nothing.")
@click.option("--force", is_flag=True, help="Write anew what stands; the old file is kept beside it.")
@pass_context
def command(context: Context, /, non_interactive: bool, force: bool, **given: str) -> None:
    """Set up: writes config.toml and a first list, both with a comment for everything."""
    config = context.places.config
    if not force:
        refuse_standing(config)
    guess = host_zone(context.environ)
    if context.interactive and not non_interactive:
        given = _asked(given, guess)
    setup = _setup({**given, "time_zone": given["time_zone"] or guess})
    people = config.with_name(setup.list_file)
    if not force:
        refuse_standing(people)
    kept = (write_anew(people, list_of(setup)), write_anew(config, config_of(setup)))
    _tell(context, setup, [path for path in kept if path])


def _asked(given: dict[str, str], guess: str) -> dict[str, str]:
    """The flags, completed by answers; everything but name, e-mail and zone may stay empty."""
    click.echo("A few questions; Enter takes what stands in brackets.", err=True)
    questions: tuple[tuple[str, str, str | None], ...] = (
        ("name", "Your name", None),
        ("email", "Your e-mail address", None),
        ("time_zone", "Your time zone", guess or None),
        ("working_hours", "Your working hours, Monday to Friday", USUAL_HOURS),
        ("holidays", "Country whose public holidays stay free, as GB (nothing: none)", ""),
        ("calendar", "An .ics file or folder that says when you are busy (nothing: none)", ""),
        ("list_format", "Your list as toml, or as csv for a spreadsheet", FORMATS[0]),
    )
    return {name: given[name] or ask(question, CHECKS[name], default) for name, question, default in questions}


def _setup(answers: dict[str, str]) -> Setup:
    """The answers as one value; every fault of them at once."""
    missing = [f"--{name.replace('_', '-')}" for name in ("name", "email", "time_zone") if not answers[name]]
    if missing:
        raise UsageError(f"Still to say: {', '.join(missing)}.", "On a terminal, `touchbase init` asks.")
    faults = tuple(filter(None, (_fault(name, answers[name]) for name in CHECKS if answers[name])))
    if faults:
        raise BadInput("Nothing was written.", faults)
    return Setup(
        name=one_line(answers["name"]),
        email=address(answers["email"]),
        time_zone=answers["time_zone"],
        hours=answers["working_hours"],
        holidays=answers["holidays"].upper(),
        calendar=_existing(answers["calendar"]) if answers["calendar"] else None,
        list_format=answers["list_format"] or FORMATS[0],
    )


def _fault(name: str, answer: str) -> Problem | None:
    try:
        CHECKS[name](answer)
    except ValueError as why:
        return Problem(f"--{name.replace('_', '-')}", f"{why}.")
    return None


def _existing(text: str) -> Path:
    """The whole path of a calendar; config.toml may stand in another folder than the person."""
    path = Path(text).expanduser().absolute()
    if not path.exists():
        raise ValueError(f"there is no {path}")
    return path


def _country(code: str) -> object:
    from touchbase.config.parse import country

    return country(code)


def _format(word: str) -> str:
    if word not in FORMATS:
        raise ValueError(f"{word!r} is not a format of the list: write {' or '.join(FORMATS)}")
    return word


CHECKS: dict[str, Check] = {
    "name": one_line,
    "email": address,
    "time_zone": zone,
    "working_hours": stretches_of,
    "holidays": _country,
    "calendar": _existing,
    "list_format": _format,
}


def _tell(context: Context, setup: Setup, kept: list[Path]) -> None:
    config = context.places.config
    people = config.with_name(setup.list_file)
    if context.as_json:
        return context.screen.json({"config": str(config), "stakeholders": str(people), "kept": list(map(str, kept))})
    return context.screen.say(
        f"Written: {config}",
        f"         {people}",
        *(f"Kept:    {path}" for path in kept),
        "",
        "Next:",
        "  touchbase stakeholders add     # the people who matter; or: touchbase stakeholders import contacts.vcf",
        "  touchbase plan                 # what would be booked, and why",
        "  touchbase sync                 # book it",
        "  touchbase thinking-time        # half an hour a week of your own, to think about who matters",
        "  touchbase brief --next         # before a touchbase: promises, notes, one question",
    )
