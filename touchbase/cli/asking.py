"""Asks a yes or no of a person, and knows what to do where there is nobody to ask."""

import click

from touchbase.cli.context import Context
from touchbase.errors import UsageError


def agreed(context: Context, question: str, yes: bool, cure: str = "Add --yes to go ahead.") -> bool:
    """True by --yes or by answer; UsageError with the `cure` when there is nobody to answer."""
    if yes:
        return True
    if not context.interactive:
        raise UsageError("Nothing was done: there is nobody here to say yes.", cure)
    return click.confirm(question, err=True)
