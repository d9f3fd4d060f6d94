"""The touchbases remembered, newest first, as rows and as the contract's JSON."""

from collections.abc import Iterable, Mapping
from datetime import date

from touchbase.domain.change import Json
from touchbase.domain.touchbase import Touchbase
from touchbase.domain.zone import local
from touchbase.reports.table import Column, Row, Table, Tone
from touchbase.reports.words import moment_words

COLUMNS = (
    Column("Id"),
    Column("When"),
    Column("Who", shrink=True),
    Column("Kind"),
    Column("Verdict"),
    Column("Why", shrink=True),
)
TONES: dict[str, Tone] = {"confirmed": "good", "likely": "good", "doubtful": "warn", "not_held": "bad"}


def log_json(entries: Iterable[Touchbase], zone: str) -> Json:
    """The contract's `log list` object, without its "schema"; starts carry the owner's offset."""
    return {"touchbases": [touchbase_json(entry, zone) for entry in entries]}


def touchbase_json(entry: Touchbase, zone: str) -> Json:
    return {
        "id": entry.id,
        "stakeholder": entry.stakeholder,
        "start": local(entry.start, zone).isoformat(),
        "kind": entry.kind,
        "verdict": entry.judgement.verdict,
        "reasons": list(entry.judgement.reasons),
        "source": entry.source,
        "note": entry.note,
    }


def log_table(entries: Iterable[Touchbase], names: Mapping[str, str], zone: str, today: date, title: str = "") -> Table:
    """`names` by stakeholder id; an id that is no longer on the list stands for itself."""
    rows = tuple(_row(entry, names, zone, today) for entry in entries)
    return Table(title if rows else "Nothing is logged yet: touchbase log add", COLUMNS, rows)


def _row(entry: Touchbase, names: Mapping[str, str], zone: str, today: date) -> Row:
    verdict = entry.judgement.verdict
    why = "; ".join((*entry.judgement.reasons, *((entry.note,) if entry.note else ())))
    when = moment_words(entry.start, zone, today)
    who = names.get(entry.stakeholder, entry.stakeholder)
    return Row((entry.id, when, who, entry.kind, verdict.replace("_", " "), why), TONES[verdict])
