"""The command `touchbase`: one table of its commands, each imported only when it is called."""

from importlib import import_module

import click

from touchbase import __version__
from touchbase.cli.command import HELP, format_examples, shared_options
from touchbase.errors import UsageError

# name: (module under touchbase.cli, whose attribute `command` it is, or "module:attribute"; what it does)
COMMANDS: dict[str, tuple[str, str]] = {
    "init": ("init", "Set up: a config file and a first stakeholder list."),
    "check": ("check", "Look over config, list, calendars and memory; change nothing."),
    "auth": ("auth", "Sign in to Google or Outlook, once; status, logout."),
    "plan": ("plan", "Show what a sync would do; change nothing."),
    "sync": ("sync", "Bring the calendar in line, and log what was held."),
    "status": ("status", "Who needs attention, why, and what to do."),
    "log": ("log", "Touchbases remembered: add, list, retract, import."),
    "chat": ("chat", "A word in the corridor, logged in one line."),
    "confirm": ("confirm", "Say whether doubtful touchbases were held."),
    "attention": ("attention", "Who deserves attention now, and one thing to do."),
    "digest": ("digest", "The week in a few lines, at most three people; to read, keep or mail."),
    "review": ("review", "What came of it: a week, a quarter, a year."),
    "pulse": ("pulse", "One question, answered 1 to 5."),
    "measure": ("measure", "A number of your own, beside the review."),
    "report": ("report", "Coverage, fairness, time, groups; or all of it as one page."),
    "map": ("map", "Everybody on one picture."),
    "brief": ("brief", "What to know before a touchbase, on one screen."),
    "agenda": ("agenda", "What is on their mind and on yours, until you spoke of it."),
    "question": ("question", "The next question for somebody, and their answers."),
    "outcome": ("outcome", "What you and they would like to come of it."),
    "agree": ("agree", "The rhythm you settled on together."),
    "note": ("note", "What you learned about somebody, and when to ask about it."),
    "promise": ("promise", "What was promised, either way."),
    "ask": ("ask", "What was asked, either way, until it is answered."),
    "gave": ("gave", "What was given, either way."),
    "share": ("share", "A link for the people it would please."),
    "introduce": ("introduce", "Bring two of your people together."),
    "thank": ("thank", "Whom to thank, and for what."),
    "suggestion": ("suggestion", "What people suggested, and what became of it."),
    "goal": ("goal", "What is to become of a relationship, step by step."),
    "benefit": ("benefit", "Whom you can truly benefit this year, and how."),
    "healthy": ("healthy", "What it looks like when all is well, in your words."),
    "thinking-time": ("thinking_time", "Half an hour a week of your own, to think about them."),
    "trade": ("trade", "What gives way, so that all fits."),
    "pause": ("pause", "Leave somebody alone until a date."),
    "resume": ("resume", "Take a paused stakeholder up again."),
    "complete": ("complete", "This relationship has reached its goal."),
    "let-go": ("let_go", "Stop tending this relationship."),
    "retire": ("retire", "This relationship is over: its series ends at the next sync."),
    "adopt": ("adopt", "Let touchbase look after a recurring 1:1 you made yourself."),
    "undo": ("undo", "Take back the last thing you did."),
    "stakeholders": ("stakeholders", "The list: show, add, import."),
    "schedule": ("schedule", "Run sync by itself: show, install, remove."),
    "doctor": ("doctor", "Look for trouble and say how to cure it."),
    "export": ("export", "Everything remembered, as JSON."),
    "forget": ("forget", "Erase one person from memory."),
    "completion": ("completion", "Completion for your shell."),
}

EXAMPLES = (
    "touchbase init                 # a config file and a first list",
    "touchbase plan                 # what would be booked, and why",
    "touchbase sync                 # book it, and log what was held",
    "touchbase status               # who needs attention",
    "touchbase log add ana-ruiz --when yesterday --kind call",
)


class Lazy(click.Group):
    """Loads a command's file when it is called; `-h` reads the table above and loads none."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        return load(name) if name in COMMANDS else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            raise UsageError(f"There is no command `{args[0]}`.", nearest(args[0]))
        return super().resolve_command(ctx, args)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        format_examples(EXAMPLES, formatter)
        super().format_help(ctx, formatter)

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


def load(name: str) -> click.Command:
    """The command of that name; UsageError when its file is not there."""
    place, _, attribute = COMMANDS[name][0].partition(":")
    module = f"touchbase.cli.{place}"
    try:
        found: click.Command = getattr(import_module(module), attribute or "command")
    except ModuleNotFoundError as error:
        if error.name != module:
            raise
        raise UsageError(f"`{name}` is not part of this version.", "See `touchbase -h`.") from None
    return found


def nearest(name: str) -> str:
    """What the person may have meant."""
    from difflib import get_close_matches

    close = get_close_matches(name, COMMANDS, n=1)
    return f"Did you mean `touchbase {close[0]}`?" if close else "See `touchbase -h`."


touchbase = Lazy(
    "touchbase",
    help="Keeps your working relationships alive.",
    params=shared_options(hidden=False),
    context_settings=HELP,
    epilog="Exit codes, files and states: see the docs folder, or `touchbase COMMAND -h`.",
)
click.version_option(__version__, message="touchbase %(version)s")(touchbase)
