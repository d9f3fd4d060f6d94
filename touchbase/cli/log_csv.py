"""The log as CSV (RFC 4180) that no spreadsheet takes for formulas."""

import csv
import io
from collections.abc import Iterable

from touchbase.domain.touchbase import Touchbase
from touchbase.roster.csv_list import guarded

COLUMNS = ("id", "stakeholder", "start", "minutes", "kind", "verdict", "reasons", "source", "note")


def log_csv(touchbases: Iterable[Touchbase]) -> str:
    """One row a touchbase, oldest first; starts in UTC."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for one in sorted(touchbases, key=lambda touchbase: (touchbase.start, touchbase.id)):
        writer.writerow(guarded(cell) for cell in _cells(one))
    return out.getvalue()


def _cells(one: Touchbase) -> tuple[str, ...]:
    return (
        one.id, one.stakeholder, one.start.isoformat(), str(one.minutes), one.kind, one.judgement.verdict,
        "; ".join(one.judgement.reasons), one.source, one.note,
    )  # fmt: skip
