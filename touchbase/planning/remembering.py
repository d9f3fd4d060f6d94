"""The verdicts of this very run, already in the histories that the rest of the decision looks at."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from touchbase.domain.change import Record
from touchbase.domain.history import History
from touchbase.domain.snapshot import Snapshot
from touchbase.domain.touchbase import Touchbase


def remembering(snapshot: Snapshot, judged: Iterable[Record]) -> Snapshot:
    """The snapshot as it will be once these verdicts are in the log."""
    new = {_key(record.touchbase): record.touchbase for record in judged if record.touchbase is not None}
    people = {entry.stakeholder for entry in new.values()}
    log = {**snapshot.judged, **new}
    histories = {id: _history(snapshot.history(id), _of(id, snapshot.judged.values()), _of(id, log.values()))
                 for id in people}  # fmt: skip
    return replace(snapshot, judged=log, histories={**snapshot.histories, **histories})


def _key(entry: Touchbase) -> tuple[str, datetime]:
    return (entry.uid, entry.original_start or entry.start)


def _of(id: str, entries: Iterable[Touchbase]) -> list[Touchbase]:
    return sorted((entry for entry in entries if entry.stakeholder == id), key=lambda entry: entry.start)


def _history(known: History, before: list[Touchbase], after: list[Touchbase]) -> History:
    """`before` and `after` are the log's entries in sight, oldest first, without and with this run's verdicts."""
    held = [entry.start for entry in after if entry.judgement.held and entry.moves_clock]
    starts = [start for start in (known.last_held, *held) if start is not None]
    last = max(starts, default=None)
    was, now = _tally(before, last), _tally(after, last)
    missed, doubtful = (known.missed_in_a_row, known.doubtful) if last == known.last_held else was
    latest = next((entry.judgement.verdict for entry in reversed(after) if last is None or entry.start >= last), None)
    return known._replace(
        last_held=last,
        last_verdict=latest or known.last_verdict,
        missed_in_a_row=max(0, missed - was[0]) + now[0],
        doubtful=max(0, doubtful - was[1]) + now[1],
    )


def _tally(entries: Iterable[Touchbase], since: datetime | None) -> tuple[int, int]:
    """How many were missed, and how many are doubtful, after a moment."""
    later = [entry for entry in entries if since is None or entry.start > since]
    missed = sum(entry.judgement.verdict == "not_held" and entry.kind == "touchbase" for entry in later)
    return missed, sum(entry.judgement.verdict == "doubtful" for entry in later)
