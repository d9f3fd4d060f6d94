"""Other people's busy time: asked in groups and stretches Google takes, put together again; unknown stays unknown."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from touchbase.calendars.google.answers import Answer, of_calendar
from touchbase.calendars.google.calls import Call, Json, free_busy
from touchbase.domain.availability import FreeBusy
from touchbase.domain.period import Period, merged
from touchbase.domain.problem import Problem
from touchbase.errors import SignInAgain

GROUP = 50
STRETCH = timedelta(days=60)
"""Above about 90 days Google says timeRangeTooLong."""


def questions(addresses: Sequence[str], window: Period) -> list[Call]:
    """Every group of people in every stretch of the window."""
    groups = [addresses[start : start + GROUP] for start in range(0, len(addresses), GROUP)]
    return [free_busy(group, stretch) for group in groups for stretch in stretches(window)]


def stretches(window: Period) -> Iterator[Period]:
    """The window in parts that Google takes."""
    start = window.start
    while start < window.end:
        end = min(start + STRETCH, window.end)
        yield Period(start, end)
        start = end


def told(calls: Sequence[Call], answers: Sequence[Answer], window: Period) -> dict[str, FreeBusy]:
    """By address, whom Google told of in every stretch. One that is missing or has errors in any is left out."""
    busy: dict[str, list[Period]] = {}
    unknown: set[str] = set()
    for call, answer in zip(calls, answers, strict=True):
        found = answer.body.get("calendars", {}) if answer.ok else {}
        for item in call.arguments["body"]["items"]:
            blocks = _blocks(found.get(item["id"]))
            if blocks is None:
                unknown.add(item["id"])
            else:
                busy.setdefault(item["id"], []).extend(blocks)
    return {who: FreeBusy.of(_clipped(blocks, window), window) for who, blocks in busy.items() if who not in unknown}


def not_told(answer: Answer) -> tuple[Problem, ...]:
    """What to warn of when Google tells of nobody because it was not allowed to; any other failure is raised.

    That somebody is busy must not be overlooked because the question failed.
    """
    if answer.ok:
        return ()
    error = of_calendar(answer)
    if answer.status != 403 or not isinstance(error, SignInAgain):
        raise error
    return (Problem("Google free/busy", error.sentence, error.remedy, "warning"),)


def without(known: FreeBusy, own: Iterable[Period]) -> FreeBusy:
    """The busy time less our own dates with that person, which are not in their own way.

    Google gives one block for meetings that touch or overlap. What is left of a block beside our date stays busy; that
    another meeting lies under ours cannot be seen, and the guest's own answer is what tells it.
    """
    blocks = list(known.busy)
    for date in own:
        blocks = [part for block in blocks for part in (_less(block, date) if block.contains(date) else (block,))]
    return FreeBusy(merged(blocks), known.covers)


def _less(block: Period, date: Period) -> tuple[Period, Period]:
    return Period(block.start, date.start), Period(date.end, block.end)


def _blocks(calendar: Json | None) -> list[Period] | None:
    if calendar is None or calendar.get("errors") or "busy" not in calendar:
        return None
    try:
        return [Period(_moment(one["start"]), _moment(one["end"])) for one in calendar["busy"]]
    except (KeyError, TypeError, ValueError):
        return None


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _clipped(blocks: Iterable[Period], window: Period) -> Iterator[Period]:
    return (part for block in blocks if (part := block.clipped(window)) is not None)
