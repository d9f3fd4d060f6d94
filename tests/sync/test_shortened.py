"""A series that a person lets end sooner is neither renewed nor made anew (I6)."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from tests.sync.desk import Desk, person


def shortened(desk: Desk, uid: str, last: date) -> None:
    """As a calendar program writes an UNTIL into our master."""
    entry = desk.calendar.entries[uid]
    series = replace(entry.series, recurrence=entry.series.recurrence.ending(last))
    desk.calendar.entries[uid] = replace(entry, series=series)


def test_an_earlier_last_day_is_respected(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk", [person("ana-ruiz")])
    uid = desk.stand("ana-ruiz", date(2026, 3, 9), last=date(2027, 3, 8))
    shortened(desk, uid, date(2026, 3, 24))
    assert [change.kind for change in desk.run().plan.changes] == ["record"]
    assert desk.booking_of("ana-ruiz").last_by_hand
    assert desk.later(hours=1).preview().changes == (), "it is not renewed"
    told = desk.later(days=21).run().recorded
    assert any("you chose that day" in why for record in told for why in record.why)
    assert desk.booking_of("ana-ruiz").standing == "paused_by_user"
    assert desk.later(hours=1).preview().writes == (), "no other follows"
