"""Homes with a config, a list and years of touchbases, remembered through the store's own port."""

import hashlib
import random
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from touchbase.domain.booking import Booking
from touchbase.domain.cadence import Cadence
from touchbase.domain.event import Occurrence, Series
from touchbase.domain.identity import series_uid, touchbase_id
from touchbase.domain.period import Period
from touchbase.domain.recurrence import Recurrence
from touchbase.domain.stakeholder import CATEGORIES, KnownList, Stakeholder
from touchbase.domain.touchbase import Judgement, Touchbase, Verdict
from touchbase.roster.edit_toml import add
from touchbase.roster.load import load
from touchbase.roster.template import Answers, config_text
from touchbase.store.port import Store
from touchbase.store.sqlite import open_store

ZONE = "Europe/London"
SAM = "sam@example.com"
GIVEN = ("Ana", "Bo", "Cy", "Dana", "Eli", "Fay", "Gus", "Hana", "Ivo", "June", "Kofi", "Lea", "Mira", "Noor", "Odd")
FAMILY = ("Ruiz", "Lind", "Tran", "Okoro", "Weber", "Sato", "Novak", "Silva", "Khan", "Moreau", "Byrne", "Costa")
HOW_OFTEN = ("every 2 weeks", "monthly", "every 6 weeks", "quarterly")
AGES = (0.1, 0.2, 0.3, 0.4, 0.5, 0.5, 0.6, 0.6, 0.7, 0.7, 0.8, 0.8, 0.9, 0.9, 0.9, 1.1, 1.2, 1.4, 2.0, 4.0)  # cadences
OUTCOMES: tuple[tuple[Verdict, int], ...] = (("likely", 70), ("confirmed", 18), ("not_held", 9), ("doubtful", 3))


def write_files(home: Path, people: int, at_once: bool = False) -> None:
    """config.toml as `init` writes it, and a list of so many people; `at_once` lets one sync book them all."""
    home.mkdir(parents=True)
    text = config_text(Answers("Sam Okafor", SAM, ZONE, holidays="GB", hours_per_week=80.0))
    if at_once:
        for key, value in {"new_per_run": 0, "max_per_day": 8, "max_per_week": 36}.items():
            text = re.sub(rf"^{key} = \d+", f"{key} = {value}", text, flags=re.MULTILINE)
    (home / "config.toml").write_text(text, "utf-8")
    (home / "stakeholders.toml").write_text("".join(add("", _fields(n)) + "\n" for n in range(people)), "utf-8")


def home_with_history(home: Path, people: int, touchbases: int, now: datetime) -> Path:
    """As after some years of use: everybody booked, and that many touchbases in the log."""
    write_files(home, people)
    listed = home / "stakeholders.toml"
    known = KnownList(hashlib.sha256(listed.read_bytes()).hexdigest(), load(listed, ZONE, 30).stakeholders)
    dice = random.Random(people)
    with open_store(home / "touchbase.db", SAM) as store, store.transaction():
        store.remember_list(known)
        for who in known.stakeholders:
            _book(store, who, now, dice)
            for entry in _past(who, touchbases // people, now, dice):
                store.record(entry, now)
        store.set("last_sync", (now - timedelta(hours=2)).isoformat())
    return home


def _fields(n: int) -> dict[str, str | int | date | list[str]]:
    name = f"{GIVEN[n % len(GIVEN)]} {FAMILY[n % len(FAMILY)]}"
    return {
        "id": f"person-{n}",
        "name": f"{name} {n}",
        "email": f"person-{n}@example.com",
        "category": CATEGORIES[n % len(CATEGORIES)],
        "priority": 1 + n % 9,
        "cadence": HOW_OFTEN[n % len(HOW_OFTEN)],
        "added": date(2024, 1, 8),
        "tags": ["platform"] if n % 3 else [],
    }


def _book(store: Store, who: Stakeholder, now: datetime, dice: random.Random) -> None:
    first = now.date() + timedelta(days=1 + dice.randrange(28))
    first = first.replace(day=min(first.day, 28))
    rule = Recurrence(first, time(9 + dice.randrange(8), 0), ZONE, Cadence(4, "week"))
    series = Series(series_uid(SAM, who.id, 1), who.id, 1, rule, f"Sam / {who.name}", "", who.name, who.email)
    window = Period(now, now + timedelta(weeks=13))
    store.save_booking(Booking(series))
    dates = [Occurrence(series.uid, start, rule.period(start)) for start in rule.starts(window)]
    store.save_dates(series.uid, who.id, dates, window)


def _past(who: Stakeholder, number: int, now: datetime, dice: random.Random) -> Iterator[Touchbase]:
    """Oldest first, at the person's cadence; three in four are on track, one in twenty has lapsed."""
    verdicts, shares = zip(*OUTCOMES, strict=True)
    newest = now.astimezone(UTC) - who.cadence.days * timedelta(days=1) * dice.choice(AGES)
    uid = series_uid(SAM, who.id, 0)
    for back in reversed(range(number)):
        start = newest - back * timedelta(days=who.cadence.days)
        judgement = Judgement(dice.choices(verdicts, shares)[0], ("they accepted this date",))
        id = touchbase_id(SAM, who.id, start, uid)
        yield Touchbase(id, who.id, start, 30, "touchbase", judgement, "calendar", uid, start)
