"""A quarter with twelve stakeholders on Google, over real HTTPS, synced every morning: the checks of test_twelve.py.

Autumn is a whole quarter under the settings of the emulator we think most likely; spring is seven weeks under the other
ones (tests/emulators/google/switches.py). Both hold the change of the clocks in Europe and in America. On top of the
checks of the year: mail is counted (I4), the sign-in is revoked once, Google fails now and then, and at the end the
whole wire history is looked at (tests/simulation/google_wire.py).
"""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.emulators.faults import Fault, Paged, answer, drop, half_body
from tests.emulators.google.emulator import GoogleEmulator
from tests.emulators.google.hands import Hands
from tests.emulators.google.refusal import refused
from tests.emulators.google.switches import Switches
from tests.simulation import google_wire
from tests.simulation.google_home import SAM, GoogleHome
from tests.simulation.google_quarter import Quarter
from tests.simulation.google_seen import GoogleSeen
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
    conference=True,
)
# id, cadence, zone, do they have a Google account?, temper as in test_twelve.py
TWELVE = (
    ("ana-ruiz", "weekly", "Europe/Madrid", True, "keen"),
    ("ben-li", "weekly", LONDON, True, "moody"),
    ("chi-obi", "fortnightly", "Africa/Lagos", True, "keen"),
    ("dee-fox", "fortnightly", "America/New_York", True, "moody"),
    ("eva-ito", "weekly", LONDON, True, "silent"),
    ("fay-kim", "monthly", "America/New_York", True, "keen"),
    ("gil-roy", "monthly", "Asia/Kolkata", True, "unsure"),
    ("hal-day", "every 3 weeks", "Europe/Berlin", True, "keen"),
    ("ida-moe", "quarterly", "Europe/Athens", False, "keen"),
    ("jon-ash", "weekly", "Atlantic/Azores", False, "moody"),
    ("kit-orr", "monthly", LONDON, False, "silent"),
    ("lea-day", "fortnightly", "Europe/Paris", False, "keen"),
)
OTHER_WAY = Switches(
    instances_inherit_private=False, bare_cancelled=False, rule_change_drops_all=True, adds_organizer=True,
    omits_defaults=False, forgets_replies=False, guest_patches_private=False, restores=False,
    move_resets_replies=True, conference_pending_reads=1, merges_busy=False, strict_fifty=True,
    rotates_refresh_tokens=True, page_tokens_repeat=True, exceptions_follow=True, split_copies_private=False,
    batch_limit=50, batch_backwards=True,
)  # fmt: skip


def stakeholder(n: int, first: date) -> Stakeholder:
    id, cadence, zone, _, _ = TWELVE[n]
    name = id.replace("-", " ").title()
    return Stakeholder(
        id, name, f"{id}@example.com", "direct_report", 1 + n // 2, Cadence.parse(cadence), zone,
        working_hours=(Hours.parse("08:00-19:00"),), added=first, tags=("canary-tag",),
    )  # fmt: skip


def fill(hand: Hands, first: date, zone: str, dice: random.Random, many: int) -> list[tuple[datetime, datetime]]:
    """Some weekly commitments of one person; when they are, over the quarter and a while more."""
    times = []
    for n in range(many):
        day, at = first + timedelta(days=n % 5), time(dice.randint(9, 16), 30 * dice.randint(0, 1))
        starts = [datetime.combine(day + timedelta(weeks=w), at, ZoneInfo(zone)).astimezone(UTC) for w in range(22)]
        hand.book.zone = zone
        hand.busy(starts[0], starts[0] + timedelta(hours=1), rule="RRULE:FREQ=WEEKLY;COUNT=22", title=CANARY)
        times += [(start, start + timedelta(hours=1)) for start in starts]
    return times


def prepared(tmp_path: Path, google: GoogleEmulator, first: date, last: date, seed: int) -> Quarter:
    dice = random.Random(seed)
    google.add_user(SAM, "Sam Okafor", LONDON)
    for id, _, zone, has_account, temper in TWELVE:
        if has_account:
            google.add_user(f"{id}@example.com", zone=zone)
            fill(google.hands(f"{id}@example.com"), first, zone, dice, 0 if temper == "silent" else 4)
    home = GoogleHome(tmp_path / "home", google)
    people = [stakeholder(n, first) for n in range(len(TWELVE))]
    tempers = {id: temper for id, _, _, _, temper in TWELVE}
    made = Quarter(home.folder, GoogleSeen(home), people, RULES, dice, tempers, first=first, last=last)
    sam = google.hands(SAM)
    made.diary.elsewhere = fill(sam, first, LONDON, dice, 6)
    lunch = datetime.combine(first, time(12), UTC)
    sam.busy(lunch, lunch + timedelta(hours=5), rule="RRULE:FREQ=WEEKLY", transparency="transparent")
    sam.works_from(first)
    assert home.sign_in(at=morning(first)).code == 0
    return made


@pytest.fixture
def google(monkeypatch: pytest.MonkeyPatch) -> Iterator[GoogleEmulator]:
    with GoogleEmulator(datetime(2026, 1, 1, tzinfo=UTC)) as running:
        for name, value in running.environment.items():
            monkeypatch.setenv(name, value)
        yield running


def revoked(year: Year) -> None:
    """Access was taken away on the account page: the run says so and writes nothing; a new sign-in, and all goes on."""
    assert isinstance(year, Quarter)
    google, rows, picture = year.at_google.google, year.rows(), year.seen.picture()
    google.oauth.tokens.revoke(SAM)
    with pytest.raises(SignInAgain):
        Year.sync(year)
    assert (year.rows(), year.seen.picture()) == (rows, picture)
    assert year.at_google.home.sign_in(at=year.now).code == 0
    year.told["revoked"] += 1


def away(year: Year) -> None:
    """The owner is out of office next week, from Tuesday to Thursday noon; a guest is, too, and declines by machine."""
    assert isinstance(year, Quarter)
    start = morning(year.today + timedelta(days=8))
    end = start + timedelta(days=2, hours=6)
    year.at_google.hands.out_of_office(start, end)
    year.diary.elsewhere.append((start, end))
    guest = year.at_google.google.hands("ana-ruiz@example.com")
    guest.out_of_office(start, end + timedelta(days=2), "declineAllConflictingInvitations")
    year.told["away"] += 1


def stormy(year: Year) -> None:
    """Google fails in every way in which it may; what was written is found again, and nothing is written twice."""
    assert isinstance(year, Quarter)
    faults = year.at_google.google.faults
    for fault in (
        Fault(refused("backendError", after=True), method="POST", path="/primary/events"),
        Fault(refused("rateLimitExceeded"), path=r"/primary/events\?|/batch", times=2),
        Fault(answer(429, retry_after=2), path="freeBusy"),
        Fault(refused("conditionNotMet"), method="PATCH"),
        Fault(refused("conflict"), method="POST", path="/primary/events", nth=3),
        Fault(drop(after=True), path="/batch", nth=4),
        Fault(half_body(), path="/batch", nth=6),
        Paged("short", path="singleEvents=true"),
        Paged("empty", path="singleEvents=true", nth=3),
    ):
        faults.add(fault)
    try:
        Year.sync(year)
    except TouchbaseError:
        year.told["storm stopped a run"] += 1
    year.told["storm"] += faults.met
    faults.clear()


def deleted(year: Year, id: str) -> None:
    uid = year.uid_of(id)
    year.let_go_of(id)
    year.seen.hand.delete_series(uid)
    year.gone.add(id)
    year.told["series deleted"] += 1


HAPPENED = ("create", "move_occurrence", "end", "drag", "delete", "decline", "retitle", "drag series", "confirmed",
            "answered declined", "revoked", "away", "storm", "series deleted", "mails")  # fmt: skip


def lived(year: Quarter, story: dict[int, object], *, without: tuple[str, ...] = ()) -> None:
    """The story by the number of the day, then everything that is left to check."""
    for day, happens in story.items():
        year.story.setdefault(year.first + timedelta(days=day), []).append(happens)  # type: ignore[arg-type]
    try:
        year.live()
    finally:
        year.at_google.close()
    never = [event for event in HAPPENED if not year.told[event] and event not in without]
    assert not never, f"never happened: {never} of {year.told}"
    google_wire.check(year.at_google)


@pytest.mark.slow
@pytest.mark.timeout(200)
def test_a_quarter_with_twelve_on_google(tmp_path: Path, google: GoogleEmulator) -> None:
    autumn = prepared(tmp_path, google, date(2026, 10, 5), date(2027, 1, 3), 5)
    lived(autumn, {
        2: stormy,
        14: lambda y: y.change("dee-fox", cadence=Cadence.parse("every 3 weeks")),
        17: stormy,
        22: lambda y: deleted(y, "eva-ito"),
        29: revoked,
        35: away,
        43: lambda y: y.resume("eva-ito"),
        49: lambda y: y.change("fay-kim", state="paused", paused_until=date(2026, 12, 14)),
        57: stormy,
        63: lambda y: y.change("chi-obi", state="let_go"),
    })  # fmt: skip


@pytest.mark.slow
@pytest.mark.timeout(200)
def test_seven_weeks_where_google_does_it_the_other_way(tmp_path: Path, google: GoogleEmulator) -> None:
    google.world.switches = OTHER_WAY
    spring = prepared(tmp_path, google, date(2026, 3, 2), date(2026, 4, 19), 7)
    spring.sync_on = (0, 1, 2, 3, 4)
    lived(spring, {
        4: stormy,
        9: away,
        15: lambda y: deleted(y, "eva-ito"),
        22: lambda y: y.change("hal-day", state="let_go"),
        25: revoked,
        30: lambda y: y.resume("eva-ito"),
        37: stormy,
    }, without=("drag series",))  # fmt: skip
