"""A quarter with twelve stakeholders on Outlook, over real HTTPS, synced every morning: the checks of test_twelve.py.

On top of those: mail is counted (I4), each proposal leaves the date where it is, the clocks change in America and in
Europe, an access token lasts an hour, the sign-in is revoked once, the service fails now and then, and at the end the
whole wire history is looked at (tests/simulation/outlook_wire.py).
"""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.emulators.faults import Fault, Paged, answer, drop
from tests.emulators.graph.graph import Graph
from tests.emulators.graph.hands import Hands
from tests.emulators.graph.switches import Switches
from tests.simulation import outlook_wire
from tests.simulation.outlook_home import SAM, OutlookHome
from tests.simulation.outlook_quarter import Quarter
from tests.simulation.outlook_seen import OutlookSeen
from tests.simulation.year import CANARY, LONDON, Year, morning
from touchbase.domain.cadence import Cadence
from touchbase.domain.hours import Hours, workweek
from touchbase.domain.owner import Rules
from touchbase.domain.stakeholder import Stakeholder
from touchbase.errors import SignInAgain, TouchbaseError

RULES = Rules(
    working_hours=workweek((Hours.parse("08:00-18:00"),)),
    horizon_weeks=6,
    hours_per_week=4,
    max_per_day=3,
    new_per_run=4,
    max_mails_per_run=60,
)
OTHER_WAY = Switches(
    same_transaction="refused", duplicate_status=409, duplicate_names_event=False, transaction_outlives_event=True,
    transaction_per_mailbox=False, page_size=5, expand_on_view="refused", tags_on_occurrences=False, tag_case="upper",
    keeps_declined=True, slot_change_drops_exceptions=False, range_change_drops_exceptions=True,
    reply_makes_exception=False, deleted_neighbours_count=True, exceptions_keep_their_id=False, limit_per="app",
    batch_order="given", more_properties=False, sorted_instances=True, tag_filter_spans_mailbox=False,
)  # fmt: skip
# id, cadence, IANA zone, Windows zone of their mailbox ("": outside the organisation), temper as in test_twelve.py
TWELVE = (
    ("ana-ruiz", "weekly", "Europe/Madrid", "Romance Standard Time", "keen"),
    ("ben-li", "weekly", LONDON, "GMT Standard Time", "moody"),
    ("chi-obi", "fortnightly", "Africa/Lagos", "W. Central Africa Standard Time", "keen"),
    ("dee-fox", "fortnightly", "America/New_York", "Eastern Standard Time", "moody"),
    ("eva-ito", "weekly", LONDON, "GMT Standard Time", "silent"),
    ("fay-kim", "monthly", "America/New_York", "Eastern Standard Time", "keen"),
    ("gil-roy", "monthly", "Asia/Kolkata", "India Standard Time", "unsure"),
    ("hal-day", "every 3 weeks", "Europe/Berlin", "W. Europe Standard Time", "keen"),
    ("ida-moe", "quarterly", "Europe/Athens", "", "keen"),
    ("jon-ash", "weekly", "Atlantic/Azores", "", "moody"),
    ("kit-orr", "monthly", LONDON, "", "silent"),
    ("lea-day", "fortnightly", "Europe/Paris", "", "keen"),
)


def stakeholder(n: int, first: date) -> Stakeholder:
    id, cadence, zone, _, _ = TWELVE[n]
    name = id.replace("-", " ").title()
    return Stakeholder(
        id, name, f"{id}@example.com", "direct_report", 1 + n // 2, Cadence.parse(cadence), zone,
        working_hours=(Hours.parse("08:00-19:00"),), added=first, tags=("canary-tag",),
    )  # fmt: skip


def fill(hand: Hands, zone: str, first: date, dice: random.Random, many: int) -> list[tuple[datetime, datetime]]:
    """Some weekly commitments of one person; when they are, over the quarter and a while more."""
    times = []
    for n in range(many):
        day, at, minutes = first + timedelta(days=n % 5), time(dice.randint(9, 16), 30 * dice.randint(0, 1)), 60
        hand.make(CANARY, datetime.combine(day, at, ZoneInfo(zone)), minutes, weekly=1)
        for week in range(22):
            start = datetime.combine(day + timedelta(weeks=week), at, ZoneInfo(zone)).astimezone(UTC)
            times.append((start, start + timedelta(minutes=minutes)))
    return times


@contextmanager
def living(
    folder: Path, monkeypatch: pytest.MonkeyPatch, first: date, last: date, switches: Switches, many: int = len(TWELVE)
) -> Iterator[Quarter]:
    dice = random.Random(5)
    with Graph(switches, now=morning(first)) as graph:
        for name, value in graph.server.environment.items():
            monkeypatch.setenv(name, value)
        sam = graph.person(SAM, "Sam Okafor")
        for id, _, zone, mailbox, temper in TWELVE[:many]:
            if mailbox:
                hand = graph.person(f"{id}@example.com", zone=mailbox)
                fill(hand, zone, first, dice, 0 if temper == "silent" else 3)
        graph.accounts.interval = 0
        home = OutlookHome(folder / "home", graph)
        tempers = {id: temper for id, _, _, _, temper in TWELVE}
        made = Quarter(
            home.folder, OutlookSeen(home), [stakeholder(n, first) for n in range(many)], RULES, dice, tempers,
            sync_on=(0, 1, 2, 3, 4), edits_a_day=0.6, first=first, last=last,
        )  # fmt: skip
        made.diary.elsewhere = fill(sam, LONDON, first, dice, 4)
        for how in ("free", "workingElsewhere"):
            sam.make(how, datetime.combine(first + timedelta(days=2), time(13), UTC), 240, weekly=1, show_as=how)
        assert home.sign_in(device_code=True, at=morning(first)).code == 0
        yield made
        home.close()


def revoked(year: Year) -> None:
    """The password was changed: the run says so and writes nothing; a new sign-in at a browser, and all goes on."""
    assert isinstance(year, Quarter)
    graph, rows = year.outlook.graph, year.rows()
    graph.accounts.revoke(SAM, at_once=True)
    mark = graph.mark()
    with pytest.raises(SignInAgain):
        year.sync()
    assert graph.requests(since=mark) == []
    assert year.rows() == rows
    assert year.outlook.home.sign_in(at=year.now).code == 0
    year.told["revoked"] += 1


def away(year: Year) -> None:
    """The owner is out of office next week, from Tuesday to Thursday noon."""
    assert isinstance(year, Quarter)
    start = morning(year.today + timedelta(days=8))
    end = start + timedelta(days=2, hours=6)
    year.outlook.hand.hands.make(CANARY, start, int((end - start).total_seconds() / 60), show_as="oof")
    year.diary.elsewhere.append((start, end))
    year.told["away"] += 1


def stormy(year: Year) -> None:
    """The service fails in every way in which it may; what was written is found again, and nothing is written twice."""
    assert isinstance(year, Quarter)
    faults = year.outlook.graph.faults
    for fault in (
        Fault(answer(503, after=True), method="POST", path="/events$"),
        Fault(answer(429, retry_after=2), path=r"calendarView|\$batch", times=2),
        Fault(answer(504, after=True), method="PATCH"),
        Fault(drop(after=True), path=r"/\$batch", nth=3),
        Fault(answer(412, {"error": {"code": "ErrorIrresolvableConflict"}}), method="PATCH", nth=2),
        Paged("short", path="calendarView"),
        Paged("empty", path="calendarView", nth=3),
    ):
        faults.add(fault)
    try:
        Year.sync(year)
    except TouchbaseError:
        year.told["storm stopped a run"] += 1
    year.told["storm"] += faults.met
    faults.clear()


def dragged(year: Year) -> None:
    """The owner drags a whole series to another hour, the first that may be dragged, on the first day that one may."""
    for series in () if year.told["drag series"] else year.seen.masters():
        dates = [one for one in year.seen.dates(year.now, year.now + timedelta(days=60)) if one.uid == series.uid]
        if dates and year.edit("drag series", series, dates[0]):
            year.told["drag series"] += 1
            return


def deleted(year: Year, id: str) -> None:
    uid = year.uid_of(id)
    year.let_go_of(id)
    year.seen.hand.delete_series(uid)
    year.gone.add(id)
    year.told["series deleted"] += 1


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_quarter_with_twelve_on_outlook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with living(tmp_path, monkeypatch, date(2026, 3, 2), date(2026, 5, 31), Switches()) as quarter:

        def on(month: int, day: int, happens: object) -> None:
            quarter.story.setdefault(date(2026, month, day), []).append(happens)  # type: ignore[arg-type]

        on(3, 4, stormy)
        for day in range(5, 26):
            on(3, day, dragged)
        on(3, 16, lambda y: y.change("dee-fox", cadence=Cadence.parse("every 3 weeks")))
        on(3, 19, stormy)
        on(3, 24, lambda y: deleted(y, "eva-ito"))
        on(3, 31, revoked)
        on(4, 6, away)
        on(4, 14, lambda y: y.resume("eva-ito"))
        on(4, 20, lambda y: y.change("fay-kim", state="paused", paused_until=date(2026, 5, 11)))
        on(4, 28, stormy)
        on(5, 4, lambda y: y.change("chi-obi", state="let_go"))
        quarter.live()
        for event in ("create", "move_occurrence", "end", "drag", "delete", "cancel", "decline", "retitle", "confirmed",
                      "drag series", "answered declined", "revoked", "away", "storm", "series deleted"):  # fmt: skip
            assert quarter.told[event], f"{event} never happened: {quarter.told}"
        outlook_wire.check(quarter.outlook)


@pytest.mark.slow
@pytest.mark.timeout(200)
def test_five_weeks_of_autumn_with_every_switch_the_other_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both continents change their clocks (25 October, 1 November); what is not known of Microsoft is otherwise."""
    with living(tmp_path, monkeypatch, date(2026, 10, 12), date(2026, 11, 13), OTHER_WAY, many=6) as weeks:
        weeks.story[date(2026, 10, 15)] = weeks.story[date(2026, 10, 28)] = [stormy]
        weeks.live()
        assert weeks.told["create"] >= 6
        assert weeks.told["storm"] >= 3
        outlook_wire.check(weeks.outlook)
