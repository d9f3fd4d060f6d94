"""Checks of the calendar: what the last look at it could not read."""

from collections.abc import Sequence

from touchbase.cli.checks.check import Check
from touchbase.domain.problem import Problem

SHOWN = 5


def readable(warnings: Sequence[Problem]) -> Check:
    """Everything could be read; what could not is skipped by a run, so it is worth a cure."""
    if not warnings:
        return Check("calendar", True, "all of it can be read")
    more = f"; and {len(warnings) - SHOWN} more" if len(warnings) > SHOWN else ""
    seen = "; ".join(f"{warning.where}: {warning.what}" for warning in warnings[:SHOWN])
    cures = dict.fromkeys(warning.cure for warning in warnings[:SHOWN] if warning.cure)
    return Check("calendar", False, seen + more, " ".join(cures) or "Correct or remove those files.")
