"""What a person did with the log and `undo` can take back: each kind, and what its two texts hold."""

import json
from collections.abc import Iterable
from datetime import datetime

from touchbase.domain.touchbase import Judgement, Touchbase

# kind         before                    after              undone by
# log.add      ""                        the id             retracting it
# log.import   ""                        ids, one a line    retracting each
# log.retract  the touchbase, frozen     ""                 restoring it as it was
# confirm      the touchbase, frozen     the id             restoring it as it was
# memo         the memos, frozen         ids, one a line    putting those before back, dropping the rest
# trade        the whole list            ids, a NUL, the list    putting the list back, dropping the memos
# sync.run     ""                        the run's number   a plan of its own (touchbase.sync.undo)
# adopt.no     what was refused before   what is now        putting the former back
LOG_ADD = "log.add"
LOG_IMPORT = "log.import"
LOG_RETRACT = "log.retract"
CONFIRM = "confirm"
SYNC_RUN = "sync.run"
ADOPT_NO = "adopt.no"
MEMO = "memo"
TRADE = "trade"


def freeze(entry: Touchbase) -> str:
    """One touchbase as text."""
    return json.dumps(
        {
            "id": entry.id,
            "stakeholder": entry.stakeholder,
            "start": entry.start.isoformat(),
            "minutes": entry.minutes,
            "kind": entry.kind,
            "verdict": entry.judgement.verdict,
            "reasons": entry.judgement.reasons,
            "source": entry.source,
            "uid": entry.uid,
            "original_start": entry.original_start and entry.original_start.isoformat(),
            "note": entry.note,
            "moves_clock": entry.moves_clock,
        },
        ensure_ascii=False,
    )


def thaw(text: str) -> Touchbase:
    """The touchbase that `freeze` wrote."""
    values = json.loads(text)
    judgement = Judgement(values.pop("verdict"), tuple(values.pop("reasons")))
    original = values.pop("original_start")
    start = datetime.fromisoformat(values.pop("start"))
    return Touchbase(
        **values,
        start=start,
        judgement=judgement,
        original_start=datetime.fromisoformat(original) if original else None,
    )


def join_ids(ids: Iterable[str]) -> str:
    """Several ids as one text."""
    return "\n".join(ids)


def split_ids(text: str) -> tuple[str, ...]:
    """What `join_ids` joined; a single id is itself."""
    return tuple(text.split())
