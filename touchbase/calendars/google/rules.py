"""The recurrence lines of an event, ended: ours as we write them, a person's with only their end changed."""

from collections.abc import Sequence
from datetime import datetime

from touchbase.domain.recurrence import Recurrence
from touchbase.domain.zone import local_date


def ended(lines: Sequence[str], rule: Recurrence | None, last: datetime) -> list[str]:
    """No date of the rule after the original start `last`. What was taken out by EXDATE stays out."""
    kept = [line for line in lines if line.startswith("EXDATE")]
    if rule is not None:
        return [f"RRULE:{rule.ending(local_date(last, rule.zone)).rrule()}", *kept]
    return [*(_until(line, last) for line in lines if line.startswith("RRULE")), *kept]


def renewed(lines: Sequence[str], rule: Recurrence) -> list[str]:
    """The same slot with another last day; EXDATEs stay."""
    return [f"RRULE:{rule.rrule()}", *(line for line in lines if line.startswith("EXDATE"))]


def _until(line: str, last: datetime) -> str:
    parts = [part for part in line.split(";") if not part.upper().startswith(("UNTIL=", "COUNT="))]
    return ";".join([*parts, f"UNTIL={last:%Y%m%dT%H%M%SZ}"])
