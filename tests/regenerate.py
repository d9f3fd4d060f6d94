"""The parts of the documentation that are made from the code; `python -m tests.regenerate` writes them anew."""

from collections.abc import Iterator
from pathlib import Path

import click

from tests.pages import ROOT
from touchbase.cli.command import Command, Group, shared_options
from touchbase.cli.main import COMMANDS, load
from touchbase.config import reference

BEGIN, END = "<!-- made by `python -m tests.regenerate` -->\n", "<!-- end -->"
EVERYWHERE = {option.name for option in shared_options(hidden=True)}

KINDS = {"integer": "N", "integer range": "N", "file": "PATH", "path": "PATH", "how often": "HOW-OFTEN"}

Named = tuple[str, click.Command]


def commands() -> Iterator[Named]:
    """Every command and every command of a group, by what a person types, in the order of the help."""
    for word in COMMANDS:
        yield from _below(f"touchbase {word}", load(word))


def commands_text() -> str:
    """What docs/commands.md says of each command."""
    return "\n".join(_section(name, command) for name, command in commands())


GENERATED = {"docs/config.md": reference, "docs/commands.md": commands_text}


def with_generated(page: str, made: str) -> str:
    """The page as it stands, with what is made in its place."""
    before, rest = (ROOT / page).read_text("utf-8").split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}\n{made}\n{END}{after}"


def _below(name: str, command: click.Command) -> Iterator[Named]:
    yield name, command
    if isinstance(command, click.Group):
        for word in command.commands:
            yield from _below(f"{name} {word}", command.commands[word])


def _section(name: str, command: click.Command) -> str:
    usage = " ".join((name, *command.collect_usage_pieces(click.Context(command, **command.context_settings))))
    level = "#" * len(name.split())
    parts = [f"{level} {name}", f"`{usage}`", (command.help or "").strip(), _examples(command), _options(command)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _examples(command: click.Command) -> str:
    examples = command.examples if isinstance(command, Command | Group) else ()
    return "\n".join(("```sh", *examples, "```")) if examples else ""


def _options(command: click.Command) -> str:
    own = [option for option in command.params if isinstance(option, click.Option) and option.name not in EVERYWHERE]
    rows = (f"| `{_spelled(option)}` | {option.help} |" for option in own)
    return "\n".join(("| option | meaning |", "|---|---|", *rows)) if own else ""


def _spelled(option: click.Option) -> str:
    """`--when DATE`, `--held / --not-held`, `--yes`."""
    flags = " / ".join((*option.opts, *option.secondary_opts))
    return (
        flags if option.is_flag or option.count else f"{flags} {option.metavar or KINDS.get(option.type.name, 'TEXT')}"
    )


if __name__ == "__main__":
    for page, made in GENERATED.items():
        Path(ROOT / page).write_text(with_generated(page, made()), "utf-8")
