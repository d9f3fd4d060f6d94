"""Who deserves attention now: priority, time overdue and intent weighed, with one line of why and one thing to do."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from touchbase.agenda.goals import goals
from touchbase.agenda.promises import Promises, open_promises
from touchbase.domain.change import Json
from touchbase.domain.memo import Memo, of_kind
from touchbase.domain.touchbase import LIGHT_WEIGHTS, Touchbase
from touchbase.domain.zone import local_date
from touchbase.planning.health import AT_EASE
from touchbase.reports.status import Line
from touchbase.reports.table import Column, Row, Table, Tone
from touchbase.reports.words import day_words

INTENT_WEIGHT = {"heal": 1.5, "build": 1.3, "renew": 1.2, "maintain": 1.0}
NEVER_MET_FROM = 1.0  # somebody never met weighs at least as much as somebody just due
MOST_OVERDUE = 5.0  # beyond this a tie is not more urgent, only older
WELCOME = "People welcome being contacted more than we think: in studies of over 5,900 people senders guessed too low."
COLUMNS = (Column("Who", shrink=True), Column("Why", shrink=True), Column("What to do", shrink=True))


class Concern(NamedTuple):
    """One person to attend to; `score` has no unit and is comparable within one list."""

    line: Line
    score: float
    late: bool
    why: str
    action: str


class Attention(NamedTuple):
    """The most pressing first; `snoozed` are ids left alone for now."""

    concerns: tuple[Concern, ...]
    snoozed: tuple[str, ...] = ()

    @property
    def lapsed(self) -> bool:
        return any(concern.line.health.state in ("lapsed", "dormant") for concern in self.concerns)


def attention(
    lines: Iterable[Line], memos: Sequence[Memo], today: date, zone: str, touchbases: Sequence[Touchbase] = ()
) -> Attention:
    """Overdue promises first, because they outrank new meetings; then priority times overdue times intent.

    `touchbases` are looked through for light contacts, which ease what presses and leave the state as it is.
    """
    lights = [entry for entry in touchbases if not entry.moves_clock and entry.kind in LIGHT_WEIGHTS]
    lines = tuple(line for line in lines if line.health.state not in ("paused", "completed", "let_go"))
    quiet = {memo.stakeholder for memo in of_kind(memos, "snooze") if memo.is_open and memo.day and memo.day > today}
    found = [
        _concern(line, memos, today, zone, eased(line, lights, today, zone))
        for line in lines
        if line.person.id not in quiet
    ]
    pressing = [concern for concern in found if concern is not None]
    pressing.sort(key=lambda one: (not one.late, -one.score, one.line.person.priority, one.line.person.id))
    return Attention(tuple(pressing), tuple(line.person.id for line in lines if line.person.id in quiet))


def eased(line: Line, lights: Iterable[Touchbase], today: date, zone: str) -> float | None:
    """The ratio after light contacts: each takes its weight of the wait so far away; None when never met."""
    if line.health.ratio is None or line.history.last_held is None:
        return line.health.ratio
    since = (today - local_date(line.history.last_held, zone)).days
    for entry in sorted(lights, key=lambda one: one.start):
        ago = (today - local_date(entry.start, zone)).days
        if entry.stakeholder == line.person.id and 0 <= ago < since:
            since -= round((since - ago) * LIGHT_WEIGHTS[entry.kind])
    return round(since / line.person.cadence.days, 2)


def score(line: Line, today: date, ratio: float | None) -> float:
    """Priority (9 for the highest, 1 for the lowest) times how overdue times what the relationship needs."""
    overdue = min(ratio, MOST_OVERDUE) if ratio is not None else _since_added(line, today)
    return round((10 - line.person.priority) * overdue * INTENT_WEIGHT.get(line.person.intent, 1.0), 2)


def attention_json(found: Attention) -> Json:
    return {
        "attention": [
            {
                "stakeholder": one.line.person.id,
                "name": one.line.person.name,
                "state": one.line.health.state,
                "score": one.score,
                "why": one.why,
                "action": one.action,
            }
            for one in found.concerns
        ],
        "snoozed": list(found.snoozed),
    }


def attention_table(found: Attention, limit: int) -> Table:
    """At most `limit` rows; what is more is said below."""
    shown = found.concerns[:limit]
    rows = [Row((one.line.person.name, one.why, one.action), _tone(one)) for one in shown]
    more = len(found.concerns) - len(shown)
    notes = [f"And {more} more: touchbase attention --all"] if more else []
    if any(one.line.health.state in ("lapsed", "dormant") for one in shown):
        notes.append(WELCOME)
    title = "Who deserves attention now" if rows else "Nobody needs attention."
    return Table(title, COLUMNS if rows else (), rows, tuple(notes))


def _concern(line: Line, memos: Sequence[Memo], today: date, zone: str, ratio: float | None) -> Concern | None:
    ours = [memo for memo in memos if memo.stakeholder == line.person.id]
    promises = open_promises(ours)
    late, hanging = promises.overdue(today), promises.hanging(today, zone)
    if not (late or hanging or line.health.state not in AT_EASE):
        return None
    action = _kept(late, hanging) or _foreseen(line, ours) or line.health.advice
    return Concern(line, score(line, today, ratio), bool(late), _why(line, promises, today, bool(hanging)), action)


def _since_added(line: Line, today: date) -> float:
    added = line.person.added
    waited = 0.0 if added is None else (today - added).days / line.person.cadence.days
    return min(max(NEVER_MET_FROM, waited), MOST_OVERDUE)


def _why(line: Line, promises: Promises, today: date, hanging: bool) -> str:
    late = promises.overdue(today)
    if late and late[0].day:
        return f"a promise of yours is overdue since {day_words(late[0].day, today)}"
    if hanging and line.health.state in AT_EASE:
        return "they wait for your answer"
    reason = line.health.reasons[0].split(";")[0] if line.health.reasons else line.health.state.replace("_", " ")
    needs = {"heal": "; the tie is strained", "build": "; you want to build this one"}.get(line.person.intent, "")
    return f"{reason}{needs}"


def _kept(late: Sequence[Memo], hanging: Sequence[Memo]) -> str:
    if late:
        return f"Keep it or explain why not: {late[0].text} (touchbase promise --done {late[0].id})"
    return f"Answer them: {hanging[0].text} (touchbase ask --answered {hanging[0].id})" if hanging else ""


def _foreseen(line: Line, ours: Sequence[Memo]) -> str:
    """What one predicted would get in the way, when dates were missed."""
    if not line.history.missed_in_a_row:
        return ""
    foreseen = [goal.obstacle for goal in goals(ours) if goal.memo.is_open and goal.obstacle]
    return f"You foresaw this: {foreseen[0]}. What would help?" if foreseen else ""


def _tone(one: Concern) -> Tone:
    return "bad" if one.late or one.line.health.state in ("lapsed", "dormant") else "warn"
