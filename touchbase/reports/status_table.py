"""The status as a table: the urgent first, each with its why and what to do, and a few lines about the whole."""

from datetime import date

from touchbase.domain.zone import local_date
from touchbase.planning.words import counted
from touchbase.reports.status import WITHOUT_SCROLLING, Line, Status, count_states
from touchbase.reports.table import Column, Row, Table, Tone
from touchbase.reports.words import age_words, day_words, hours_words

COLUMNS = (
    Column("Who", shrink=True),
    Column("State"),
    Column("Next"),
    Column("Why, and what to do", shrink=True),
)
TONES: dict[str, Tone] = {
    "lapsed": "bad", "dormant": "bad", "slipping": "warn", "never_met": "warn", "due": "warn", "on_track": "good",
    "paused": "dim", "completed": "dim", "let_go": "dim",
}  # fmt: skip


def status_table(status: Status, everybody: bool = True) -> Table:
    """One row a relationship; when not `everybody`, a long list shows only those who need attention."""
    today = local_date(status.as_of, status.zone)
    short = not everybody and len(status.lines) > WITHOUT_SCROLLING
    shown = status.urgent if short else status.lines
    rows = tuple(_row(line, status.zone, today) for line in shown)
    return Table(_title(status), COLUMNS, rows, _notes(status, len(status.lines) - len(shown)))


def _title(status: Status) -> str:
    urgent = len(status.urgent)
    if not status.lines:
        return "The list is empty. Add somebody: touchbase stakeholders add"
    if not urgent:
        return f"Nobody needs attention. {counted(len(status.lines), 'relationship')} on the list."
    verb = "needs" if urgent == 1 else "need"
    return f"{urgent} of {counted(len(status.lines), 'relationship')} {verb} attention."


def _row(line: Line, zone: str, today: date) -> Row:
    health, history = line.health, line.history
    coming = "" if history.next is None else day_words(local_date(history.next, zone), today)
    state = health.state.replace("_", " ")
    return Row((line.person.name, state, coming, _why(line)), TONES[health.state])


def _why(line: Line) -> str:
    """Full words for those who need attention; for the others when they last met is enough."""
    if not line.needs_attention:
        return _sentence(line.health.reasons[0].split(";")[0]) if line.health.reasons else ""
    advice = (line.health.advice,) if line.health.advice else ()
    return " ".join(_sentence(text) for text in (*line.health.reasons, *advice))


def _sentence(text: str) -> str:
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _notes(status: Status, hidden: int) -> tuple[str, ...]:
    more = (f"Not shown: {_quiet(status)}. All: touchbase status --all",) if hidden else ()
    bad = (f"{account.provider}: {account.detail}" for account in status.accounts if not account.ok)
    return (*more, capacity_line(status.hours_needed, status.hours_given), _sync_line(status), *bad)


def _quiet(status: Status) -> str:
    rest = [line for line in status.lines if not line.needs_attention]
    counts = ((state, number) for state, number in count_states(rest).items() if number)
    return ", ".join(f"{number} {state.replace('_', ' ')}" for state, number in counts)


def capacity_line(needed: float, given: float) -> str:
    """What the list costs a week against what there is."""
    verdict = "it fits" if needed <= given + 1e-9 else "more than there is"
    return f"Capacity: the list needs {hours_words(needed)} a week, you give {hours_words(given)}: {verdict}."


def _sync_line(status: Status) -> str:
    if status.last_sync is None:
        return "Never synced yet: touchbase sync"
    return f"Last sync: {age_words(status.as_of - status.last_sync)}."
