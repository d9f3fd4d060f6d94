"""Checks of what a person set up: config, list, schedule."""

from collections.abc import Sequence

from touchbase.cli.checks.check import Check
from touchbase.domain.problem import Problem
from touchbase.errors import TouchbaseError
from touchbase.planning.words import counted

SHOWN = 5


def listed(count: int, problems: Sequence[Problem]) -> Check:
    """Every row of the stakeholder list says something."""
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        more = f"; and {len(errors) - SHOWN} more" if len(errors) > SHOWN else ""
        return Check(
            "list", False, "; ".join(f"{problem.where}: {problem.what}" for problem in errors[:SHOWN]) + more,
            f"{errors[0].cure} `touchbase check` says how to correct each.".lstrip(),
        )  # fmt: skip
    if not count:
        return Check("list", False, "nobody is on it", "Add somebody: `touchbase stakeholders add`.")
    advice = "`touchbase check` shows its warnings." if problems else ""
    return Check("list", True, counted(count, "stakeholder"), advice)


def failed(name: str, error: TouchbaseError) -> Check:
    """The check that an error stands for."""
    problems = getattr(error, "problems", ())
    detail = "; ".join(str(problem) for problem in problems[:SHOWN]) or error.sentence
    return Check(name, False, detail, error.remedy or "`touchbase check` says more.")


def schedule(kinds: Sequence[str]) -> Check:
    """Sync runs by itself; doing it by hand is a choice, so it is no fault."""
    if kinds:
        return Check("schedule", True, f"by {' and '.join(kinds)}")
    return Check(
        "schedule", True, "sync runs only when you run it", "`touchbase schedule install` lets it run by itself."
    )
