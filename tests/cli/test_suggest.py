"""`stakeholders suggest`: from the calendar, and nobody unasked."""

from datetime import timedelta

import pytest

from tests.cli.terminal import CONFIG, NOON, Terminal
from touchbase.errors import Exit

EVENT = """BEGIN:VEVENT
UID:{uid}
DTSTAMP:20260101T000000Z
DTSTART:{start}
DTEND:{end}
SUMMARY:A secret title
ORGANIZER:mailto:sam@example.com
ATTENDEE;PARTSTAT=ACCEPTED:mailto:sam@example.com
ATTENDEE;PARTSTAT=ACCEPTED:mailto:{guest}
END:VEVENT
"""


@pytest.fixture
def met(terminal: Terminal) -> Terminal:
    """Kim every fortnight, Raj twice, Ana (who is listed) often."""
    dates = [("kim.lee@example.com", n * 14) for n in range(1, 7)] + [("raj@example.net", n) for n in (3, 9)]
    dates += [("ana@example.com", n * 7) for n in range(1, 7)]
    events = []
    for number, (guest, days) in enumerate(dates):
        start = NOON - timedelta(days=days)
        stamps = (f"{moment:%Y%m%dT%H%M%S}" for moment in (start, start + timedelta(minutes=30)))
        events.append(EVENT.format(uid=f"e{number}", start=next(stamps), end=next(stamps), guest=guest))
    terminal.write("mine.ics", "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n" + "".join(events) + "END:VCALENDAR\n")
    terminal.write("config.toml", CONFIG + '[[calendar.busy_from]]\nics = "mine.ics"\n')
    return terminal


def test_whom_one_meets_is_proposed_and_not_added(met: Terminal) -> None:
    before = (met.home / "stakeholders.toml").read_text()
    [kim] = met.good("stakeholders", "suggest", "--json").json["suggestions"]
    assert (kim["email"], kim["cadence"], kim["alone"], kim["category"]) == (
        "kim.lee@example.com", "fortnightly", 6, "peer",
    )  # fmt: skip
    shown = met.good("stakeholders", "suggest").out
    assert "Kim Lee" in shown
    assert "secret" not in shown
    assert (met.home / "stakeholders.toml").read_text() == before


def test_whoever_is_named_is_added_and_undo_takes_them_out(met: Terminal) -> None:
    met.good("stakeholders", "suggest", "--add", "Kim.Lee@example.com")
    [kim] = [one for one in met.good("stakeholders", "list", "--json").json["stakeholders"] if one["id"] == "kim-lee"]
    assert (
        next(one for one in met.good("status", "--json").json["stakeholders"] if one["id"] == "kim-lee")[
            "days_since_held"
        ]
        == 14
    ), "somebody met two weeks ago is no stranger"
    assert (kim["cadence"], kim["added"]) == ("fortnightly", "2026-06-03")
    assert met.good("stakeholders", "suggest").out == "Nobody you meet often is missing from your list.\n"
    met.good("undo")
    assert len(met.good("stakeholders", "suggest", "--json").json["suggestions"]) == 1
    assert met.good("stakeholders", "suggest", "--add", "kim.lee@example.com", "--json").json["added"] == ["kim-lee"]


def test_somebody_who_was_not_suggested_is_not_added(met: Terminal) -> None:
    answer = met.run("stakeholders", "suggest", "--add", "kim.le@example.com")
    assert (answer.code, 'Did you mean "kim.lee@example.com"?' in answer.err) == (Exit.USAGE, True)
