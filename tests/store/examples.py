"""Invented people and what happened with them, for the tests of the store."""

from datetime import UTC, date, datetime, time, timedelta

from touchbase.domain.booking import Booking, DateChange
from touchbase.domain.cadence import Cadence
from touchbase.domain.event import Evidence, Occurrence, Series
from touchbase.domain.hours import Hours
from touchbase.domain.memo import Memo
from touchbase.domain.operation import Operation
from touchbase.domain.period import Period
from touchbase.domain.profile import Profile
from touchbase.domain.recurrence import Recurrence
from touchbase.domain.stakeholder import KnownList, Stakeholder
from touchbase.domain.touchbase import Judgement, Source, Touchbase, Verdict

OWNER = "sam@example.com"
NOW = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)

ANA = Stakeholder(
    id="ana-ruiz",
    name="Ana Ruíz",
    email="Ana@example.com",
    category="peer",
    priority=2,
    cadence=Cadence(1, "month"),
    zone="America/New_York",
    addresses=("ana.ruiz@example.org",),
    minutes=45,
    working_hours=(Hours(540, 720), Hours(780, 1440)),
    preferred=(Hours(600, 720),),
    free_busy="/calendars/ana.ics",
    added=date(2026, 1, 5),
    tags=("platform", "élan; \"quoted\""),
    intent="build",
    state="paused",
    paused_until=date(2027, 1, 10),
    profile=Profile(
        "team", "Ana Ruíz", "She decides", "a budget", "a quieter rota", date(2026, 5, 1), "we laugh", "agreed",
        date(2026, 5, 2), "work_only", ("bo-lind",), ("bread",), "outside",
    ),
)  # fmt: skip
BO = Stakeholder("bo-lind", "Bo Lind", "bo@example.com", "boss", 1, Cadence(2, "week"), "Europe/Stockholm")
LIST = KnownList("a" * 64, (BO, ANA))

RULE = Recurrence(date(2026, 6, 2), time(14, 15), "Europe/London", Cadence(1, "month"), 30, date(2027, 5, 31))
SERIES = Series("tb0", ANA.id, 0, RULE, "Ana / Sam", "A chat", ANA.name, ANA.email, conference=True)
BOOKING = Booking(
    SERIES,
    standing="live",
    pinned=True,
    exceptions={
        NOW + 30 * DAY: DateChange(Period.lasting(NOW + 31 * DAY, 30), "human"),
        NOW + 60 * DAY: DateChange(None, "us"),
    },
    parked_since=NOW - DAY,
)

NOTE = Memo("m1", "note", ANA.id, NOW, "Her daughter sits exams", date(2026, 6, 20))
PROMISE = Memo(
    "m2", "promise", BO.id, NOW + DAY, "Send Ana Ruíz the slides", date(2026, 6, 5), "done", NOW + 2 * DAY, ANA.id,
    "m1", {"by": "me", "why": "for Ana Ruíz"},
)  # fmt: skip


def said(
    verdict: Verdict = "likely",
    start: datetime = NOW - DAY,
    *,
    id: str = "",
    who: str = ANA.id,
    source: Source = "calendar",
    uid: str = "",
    original_start: datetime | None = None,
    kind: str = "touchbase",
    reasons: tuple[str, ...] = ("they accepted",),
    note: str = "",
    moves_clock: bool = True,
) -> Touchbase:
    """A contact without a calendar's key, unless `uid` is given: then of the date that stands at `start`."""
    original = original_start or (start if uid else None)
    return Touchbase(
        id or f"{start:%m%d%H%M}",
        who,
        start,
        30,
        kind,
        Judgement(verdict, reasons),
        source,
        uid,
        original,
        note,
        moves_clock,
    )


def seen(entry: Touchbase, away: str = "") -> Evidence:
    """What a calendar showed of that date."""
    return Evidence(
        entry.uid, entry.start, Period.lasting(entry.start, 30), "stakeholder", "declined", "tentative", 25, away
    )


def dates(*starts: datetime, uid: str = SERIES.uid, cancelled: bool = False) -> list[Occurrence]:
    return [Occurrence(uid, start, Period.lasting(start, 30), cancelled) for start in starts]


def write(id: str = "op1", outcome: str = "intended", stakeholder: str = ANA.id, facts: str = "{}") -> Operation:
    assert outcome in ("intended", "done", "failed", "unknown")
    return Operation(id, 1, "create", stakeholder, SERIES.uid, facts, outcome, NOW, notified=True)  # type: ignore[arg-type]
