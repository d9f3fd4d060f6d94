"""A line of the log as text: all that was said about one touchbase, and what was seen."""

import json
from typing import Any

from touchbase.domain.event import Evidence
from touchbase.domain.period import Period
from touchbase.domain.touchbase import Judgement, Touchbase
from touchbase.store.columns import json_of, maybe_moment, maybe_text, moment_of, text_of
from touchbase.store.database import Row
from touchbase.store.port import LogEntry


def payload_of(touchbase: Touchbase, evidence: Evidence | None) -> str:
    seen = None if evidence is None else _evidence_facts(evidence)
    return json_of({"touchbase": _touchbase_facts(touchbase), "evidence": seen})


def log_entry_of(row: Row) -> LogEntry:
    _, sequence, at, action, _, _, payload = row
    said = json.loads(payload)
    seen = said["evidence"]
    return LogEntry(
        sequence,
        moment_of(at),
        action,
        _touchbase(said["touchbase"]),
        None if seen is None else _evidence(seen),
    )


def _touchbase_facts(t: Touchbase) -> dict[str, object]:
    return {
        "id": t.id,
        "stakeholder": t.stakeholder,
        "start": text_of(t.start),
        "minutes": t.minutes,
        "kind": t.kind,
        "verdict": t.judgement.verdict,
        "reasons": t.judgement.reasons,
        "source": t.source,
        "uid": t.uid,
        "original_start": maybe_text(t.original_start),
        "note": t.note,
        "moves_clock": t.moves_clock,
    }


def _touchbase(facts: dict[str, Any]) -> Touchbase:
    return Touchbase(
        id=facts["id"],
        stakeholder=facts["stakeholder"],
        start=moment_of(facts["start"]),
        minutes=facts["minutes"],
        kind=facts["kind"],
        judgement=Judgement(facts["verdict"], tuple(facts["reasons"])),
        source=facts["source"],
        uid=facts["uid"],
        original_start=maybe_moment(facts["original_start"]),
        note=facts["note"],
        moves_clock=facts["moves_clock"],
    )


def _evidence_facts(e: Evidence) -> dict[str, object]:
    return {
        "uid": e.uid,
        "original_start": text_of(e.original_start),
        "period": [text_of(e.period.start), text_of(e.period.end)],
        "cancelled_by": e.cancelled_by,
        "owner_reply": e.owner_reply,
        "guest_reply": e.guest_reply,
        "together_minutes": e.together_minutes,
        "away": e.away,
    }


def _evidence(facts: dict[str, Any]) -> Evidence:
    starts, ends = facts["period"]
    return Evidence(
        uid=facts["uid"],
        original_start=moment_of(facts["original_start"]),
        period=Period(moment_of(starts), moment_of(ends)),
        cancelled_by=facts["cancelled_by"],
        owner_reply=facts["owner_reply"],
        guest_reply=facts["guest_reply"],
        together_minutes=facts["together_minutes"],
        away=facts["away"],
    )
