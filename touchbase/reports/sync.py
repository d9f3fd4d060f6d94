"""What a sync did: the contract's JSON, and tables for whoever reads along."""

from collections.abc import Iterable
from typing import Protocol

from touchbase.domain.change import Change, Json, Record
from touchbase.domain.plan import Plan
from touchbase.reports.plan import Reader, change_tables
from touchbase.reports.table import Table


class Failed(Protocol):
    """One stakeholder whose change did not work."""

    @property
    def stakeholder(self) -> str: ...
    @property
    def error(self) -> str: ...
    @property
    def remedy(self) -> str: ...


def sync_json(plan: Plan, applied: Iterable[Change], failed: Iterable[Failed], recorded: Iterable[Record]) -> Json:
    """The contract's `sync` object, without its "schema", "calls" and "mails"."""
    return {
        "plan": plan.hash,
        "applied": [change.to_json() for change in applied],
        "failed": [{"stakeholder": f.stakeholder, "error": f.error, "remedy": f.remedy} for f in failed],
        "recorded": [_recorded(record) for record in recorded],
    }


def _recorded(record: Record) -> Json:
    """An edit a person made on the calendar has no verdict; its reasons say what it was."""
    entry = record.touchbase
    return {
        "stakeholder": record.stakeholder,
        "original_start": record.facts().get("original_start"),
        "verdict": None if entry is None else entry.judgement.verdict,
        "reasons": list(record.why if entry is None else entry.judgement.reasons),
    }


def done_tables(applied: Iterable[Change], recorded: Iterable[Record], reader: Reader) -> tuple[Table, ...]:
    """What was written to the calendar, and what was remembered."""
    return change_tables((*applied, *recorded), reader)
