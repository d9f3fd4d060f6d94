"""Asks one thing of a person on a terminal, again until the answer can be used."""

from collections.abc import Callable
from typing import Any

import click


def ask(question: str, check: Callable[[str], Any], default: str | None = None) -> str:
    """The answer as typed, once `check` takes it; a ValueError of `check` is said and the question comes again.

    With the default "" nothing is an answer too.
    """

    def taken(answer: str) -> str:
        try:
            return _checked(answer.strip(), check)
        except ValueError as why:
            raise click.BadParameter(str(why)) from None

    answer: str = click.prompt(question, default=default, show_default=bool(default), value_proc=taken, err=True)
    return answer


def _checked(answer: str, check: Callable[[str], Any]) -> str:
    if answer:
        check(answer)
    return answer
