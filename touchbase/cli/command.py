"""The shape of every command: examples first in its help, the global options wherever a person types them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from touchbase.cli.context import Context

HELP: dict[str, Any] = {"help_option_names": ["-h", "--help"]}
pass_context = click.make_pass_decorator(Context)


def shared_options(hidden: bool) -> list[click.Parameter]:
    """Fresh global options; each writes itself into the Context of the invocation."""
    path = click.Path(path_type=Path)
    return [
        _option("--config", "config_flag", "The config file to use.", hidden, type=path),
        _option("--json", "as_json", "Print JSON.", hidden, is_flag=True),
        _option("--quiet", "quiet", "Print errors only.", hidden, is_flag=True),
        _option("-v", "verbose", "Say more; twice for even more.", hidden, count=True),
        _option("--no-color", "no_color", "Plain text without colour.", hidden, is_flag=True),
        _option("--no-input", "no_input", "Never ask anything.", hidden, is_flag=True),
        _option("--debug", "debug", "Show the traceback when something breaks.", hidden, is_flag=True),
    ]


def _option(flag: str, field: str, text: str, hidden: bool, **more: Any) -> click.Option:
    def keep(ctx: click.Context, _parameter: click.Parameter, value: object) -> None:
        if value:
            setattr(ctx.ensure_object(Context), field, value)

    names = [flag, f"_{field}"]
    return click.Option(names, help=text, hidden=hidden, callback=keep, expose_value=False, is_eager=True, **more)


def format_examples(examples: tuple[str, ...], formatter: click.HelpFormatter) -> None:
    """The block of examples that stands first in a help text."""
    if examples:
        with formatter.section("Examples"):
            formatter.write("".join(f"{'':{formatter.current_indent}}{line}\n" for line in examples))
        formatter.write_paragraph()


class Command(click.Command):
    """A command that knows its examples and takes the global options too."""

    def __init__(self, *args: Any, examples: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.examples = examples
        self.params += shared_options(hidden=True)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        format_examples(self.examples, formatter)
        super().format_help(ctx, formatter)


class Group(click.Group):
    """A command with commands of its own, as `log add` and `log list`."""

    command_class = Command

    def __init__(self, *args: Any, examples: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.examples = examples
        self.params += shared_options(hidden=True)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        format_examples(self.examples, formatter)
        super().format_help(ctx, formatter)


def command(name: str, *examples: str) -> Callable[[Callable[..., Any]], Command]:
    """Decorate what runs it, above its options; docstring = help, result = exit code (None is 0)."""
    return click.command(name, cls=Command, examples=examples, context_settings=HELP)


def group(name: str, *examples: str) -> Callable[[Callable[..., Any]], Group]:
    """Decorate an empty function whose docstring is the help; then `that.add_command(...)`."""
    return click.group(name, cls=Group, examples=examples, context_settings=HELP)
