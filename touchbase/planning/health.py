"""How a relationship stands: the time since it was last held against the time it was meant to take, and what to do."""

from datetime import date, datetime
from functools import lru_cache
from typing import Literal, NamedTuple

from touchbase.domain.history import History
from touchbase.domain.owner import Thresholds
from touchbase.domain.stakeholder import Stakeholder
from touchbase.domain.stakeholder import State as Kept
from touchbase.domain.zone import local_date
from touchbase.planning.words import counted, day_words, time_words

State = Literal["never_met", "on_track", "due", "slipping", "lapsed", "dormant", "paused", "completed", "let_go"]
ATTENTION: dict[State, int] = {
    "lapsed": 0, "dormant": 1, "never_met": 2, "slipping": 3, "due": 4,
    "on_track": 5, "paused": 6, "completed": 7, "let_go": 8,
}  # fmt: skip
AT_EASE: tuple[State, ...] = ("on_track", "paused", "completed", "let_go")
YEAR_DAYS = 365
IN_A_ROW = 2  # one miss is ordinary life, the second asks for another time


class Health(NamedTuple):
    """`ratio` is days since the last held one by the cadence's days; both None when never met."""

    state: State
    ratio: float | None
    days_since_held: int | None
    reasons: tuple[str, ...]
    advice: str


def assess(
    stakeholder: Stakeholder, history: History, now: datetime, zone: str, thresholds: Thresholds, *, brief: bool = False
) -> Health:
    """The state, why, and what to do; days are whole days between dates in `zone`, the owner's.

    The state comes from the ratio as shown, rounded to two decimals, so that whoever reads one can check the other.
    With `brief` those who need no attention get no words, which cost more than all the rest.
    """
    today = _today(now, zone)
    held = None if history.last_held is None else local_date(history.last_held, zone)
    days = None if held is None else max(0, (today - held).days)
    ratio = None if days is None else round(days / stakeholder.cadence.days, 2)
    kept = stakeholder.state_on(today)
    state = _active_state(ratio, days, thresholds) if kept == "active" else kept
    if brief and state in AT_EASE:
        return Health(state, ratio, days, (), "")
    upcoming = "" if history.next is None else time_words(history.next, zone)
    reasons = _reasons(stakeholder, history, kept, held, days, state, today, upcoming)
    return Health(state, ratio, days, reasons, _advice(stakeholder.id, history, state, upcoming))


@lru_cache(maxsize=1)
def _today(now: datetime, zone: str) -> date:
    """One conversion for the whole list, not one a person."""
    return local_date(now, zone)


def attention_order(stakeholder: Stakeholder, health: Health) -> tuple[int, float, int, str]:
    """Sort key, who needs attention first: the worse state, then overdue time weighted by priority, then priority."""
    weight = (10 - stakeholder.priority) * (health.ratio or 0.0)
    return (ATTENTION[health.state], -weight, stakeholder.priority, stakeholder.id)


def _active_state(ratio: float | None, days: int | None, thresholds: Thresholds) -> State:
    if ratio is None or days is None:
        return "never_met"
    if ratio <= thresholds.due:
        return "on_track"
    if ratio <= thresholds.slipping:
        return "due"
    if ratio <= thresholds.lapsed:
        return "slipping"
    return "dormant" if ratio > thresholds.dormant or days > YEAR_DAYS else "lapsed"


def _reasons(
    stakeholder: Stakeholder,
    history: History,
    kept: Kept,
    held: date | None,
    days: int | None,
    state: State,
    today: date,
    upcoming: str,
) -> tuple[str, ...]:
    reasons = [] if kept == "active" else [_set_aside(stakeholder, kept, today)]
    if held is None or days is None:
        reasons.append(_never_met(stakeholder.added, today))
    else:
        aim = "mean" if state == "on_track" else "meant"
        last = f"last met {day_words(held, today)}, {_ago(days)}"
        reasons.append(f"{last}; you {aim} to meet {stakeholder.cadence}" if kept == "active" else last)
    if history.missed_in_a_row == 1:
        reasons.append("the last date was not held")
    elif history.missed_in_a_row:
        reasons.append(f"{history.missed_in_a_row} dates in a row were not held")
    if history.doubtful:
        reasons.append(f"nobody knows yet whether {counted(history.doubtful, 'date')} took place")
    if upcoming:
        reasons.append(f"their next touchbase is {upcoming}")
    return tuple(reasons)


def _set_aside(stakeholder: Stakeholder, kept: Kept, today: date) -> str:
    if kept == "completed":
        return "you marked this relationship as completed"
    if kept == "let_go":
        return "you let this relationship go"
    until = stakeholder.paused_until
    return "paused" if until is None else f"paused until {day_words(until, today)}"


def _never_met(added: date | None, today: date) -> str:
    if added is None or added > today:
        return "never met so far"
    return f"never met since {day_words(added, today)}, when they joined your list"


def _ago(days: int) -> str:
    return ("today", "yesterday")[days] if days < 2 else f"{days} days ago"


def _advice(id: str, history: History, state: State, upcoming: str) -> str:
    if state in ("paused", "completed", "let_go"):
        return f"Nothing to do; `touchbase resume {id}` takes it up again."
    if history.doubtful:
        return "Say whether you met: `touchbase confirm` asks about each doubtful date."
    if state == "lapsed":
        when = f" before {upcoming}" if upcoming else ""
        return f"Reach out{when}: people welcome it more than we think."
    if state == "dormant":
        return "Write a few lines and ask what is new; an old tie often has fresh advice to give."
    if history.missed_in_a_row >= IN_A_ROW:
        return "Ask whether another time or a longer cadence suits them better."
    if upcoming:
        return "Nothing to do." if state == "on_track" else f"Keep the date on {upcoming}."
    return "Nothing to do; the next sync looks for a date by itself."
