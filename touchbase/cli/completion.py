"""`completion`: the script that teaches a shell our commands."""

import click
from click.shell_completion import ShellComplete, get_completion_class

from touchbase.cli.command import command as make_command
from touchbase.cli.command import pass_context
from touchbase.cli.context import Context

SHELLS = ("bash", "zsh", "fish")


@make_command(
    "completion",
    'eval "$(touchbase completion bash)"       # in ~/.bashrc',
    'eval "$(touchbase completion zsh)"        # in ~/.zshrc',
    "touchbase completion fish > ~/.config/fish/completions/touchbase.fish",
)
@click.argument("shell", type=click.Choice(SHELLS))
@pass_context
def command(context: Context, shell: str) -> None:
    """Print the completion script of your shell: commands, options, and the ids of your stakeholders."""
    script = script_of(shell)
    if context.as_json:
        context.screen.json({"shell": shell, "script": script})
    else:
        click.echo(script)


def script_of(shell: str) -> str:
    """click's own script; the base class's method, since that of bash starts a bash to ask its version."""
    from touchbase.cli.main import touchbase

    made = get_completion_class(shell) or ShellComplete
    return ShellComplete.source(made(touchbase, {}, "touchbase", "_TOUCHBASE_COMPLETE"))
