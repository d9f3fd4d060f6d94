"""A 1:1 the owner made by hand: listed, adopted, refused, and given back, from the command line."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.cli.terminal import NOON, Terminal
from touchbase.cli.context import Context
from touchbase.store.lock import run_lock

COFFEE = """\
BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//example//another program//EN\r
BEGIN:VEVENT\r
UID:coffee\r
DTSTAMP:20260101T000000Z\r
DTSTART;TZID=Europe/London:20260526T100000\r
DTEND;TZID=Europe/London:20260526T103000\r
RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU\r
SUMMARY:Coffee\r
ORGANIZER:mailto:{organizer}\r
ATTENDEE;PARTSTAT=ACCEPTED:mailto:ana@example.com\r
ATTENDEE;PARTSTAT=ACCEPTED:mailto:sam@example.com\r
END:VEVENT\r
END:VCALENDAR\r
"""


def put(terminal: Terminal, organizer: str = "sam@example.com") -> Path:
    (terminal.home / "calendar").mkdir(exist_ok=True)
    return terminal.write("calendar/coffee.ics", COFFEE.format(organizer=organizer))


@pytest.fixture
def coffee(terminal: Terminal) -> Path:
    """Ana and Sam meet every other Tuesday at ten; Ana is to be met monthly."""
    return put(terminal)


def test_the_plan_says_that_you_meet_already(terminal: Terminal, coffee: Path) -> None:
    before = coffee.read_bytes()
    told = " ".join(terminal.good("plan").out.split())
    assert "You meet already (1)" in told
    assert "every other Tuesday" in told
    assert "touchbase adopt ana-ruiz" in told
    plan = terminal.good("plan", "--json").json
    assert [(change["kind"], change["stakeholder"]) for change in plan["changes"]][-1] == ("create", "bo-lind")
    assert [(one["kind"], one["start"], one["duration_minutes"]) for one in plan["proposals"]] == [
        ("adopt", "2026-06-09T10:00:00+01:00", 30)
    ]
    assert plan["unplaced"] == []
    assert coffee.read_bytes() == before


def test_they_are_listed_and_nothing_is_written(terminal: Terminal, coffee: Path) -> None:
    before = coffee.read_bytes()
    for argv in (("adopt",), ("adopt", "--list"), ("adopt", "ana-ruiz", "--list")):
        told = " ".join(terminal.good(*argv).out.split())
        assert "Ana Ruiz every other Tuesday at" in told
        assert "it serves as your touchbase; touchbase adopt ana-ruiz" in told
    assert terminal.good("adopt", "--json").json == {
        "schema": 1,
        "meetings": [
            {"stakeholder": "ana-ruiz", "uid": "coffee", "start": "2026-06-09T10:00:00+01:00", "duration_minutes": 30,
             "days_between": 14.0, "own": True, "serves": True, "refused": False}
        ],
    }  # fmt: skip
    assert terminal.good("adopt", "bo-lind", "--list", "--json").json["meetings"] == []
    assert coffee.read_bytes() == before
    assert not (terminal.home / "touchbase.db").exists()


def test_nothing_is_listed_where_there_is_nothing(terminal: Terminal) -> None:
    assert "No recurring 1:1 made by hand was found" in terminal.good("adopt").out


def test_it_is_ours_at_a_word(terminal: Terminal, coffee: Path) -> None:
    told = terminal.good("adopt", "ana-ruiz", "--yes").out
    assert "Look after from now on (1)" in told
    assert "X-TOUCHBASE-STAKEHOLDER:ana-ruiz" in coffee.read_text()
    status = terminal.good("status", "--json").json["stakeholders"]
    assert [person["next"] for person in status if person["id"] == "ana-ruiz"] == ["2026-06-09T10:00:00+01:00"]
    assert [c["stakeholder"] for c in terminal.good("plan", "--json").json["changes"] if c["kind"] != "record"] == [
        "bo-lind"
    ]
    assert "There is no recurring 1:1 of yours with Ana Ruiz" in terminal.run("adopt", "ana-ruiz", "--yes").err


def test_somebody_has_to_agree(terminal: Terminal, coffee: Path) -> None:
    before = coffee.read_bytes()
    refused = terminal.run("adopt", "ana-ruiz")
    assert (refused.code, "--yes" in refused.err) == (2, True)
    assert terminal.run("adopt", "ana-ruiz", typed="n\n", tty=True).code == 0
    assert coffee.read_bytes() == before
    said = terminal.run("adopt", "ana-ruiz", typed="y\n", tty=True)
    assert (said.code, coffee.read_bytes() != before) == (0, True)
    assert "your own series, 30 min" in " ".join(said.out.split())


def test_its_json_is_that_of_a_sync(terminal: Terminal, coffee: Path) -> None:
    said = terminal.good("adopt", "ana-ruiz", "--yes", "--json").json
    assert [(change["kind"], change["notifies"]) for change in said["applied"]] == [("adopt", False)]
    assert (said["mails"], coffee.exists()) == (0, True)


def test_undo_gives_it_back(terminal: Terminal, coffee: Path) -> None:
    before = coffee.read_bytes()
    terminal.good("adopt", "ana-ruiz", "--yes")
    asked = terminal.run("undo", typed="n\n", tty=True)
    assert "Take back the adoption of your series with Ana Ruiz?" in asked.err + asked.out
    told = " ".join(terminal.good("undo", "--yes").out.split())
    assert "Leave to you again (1)" in told
    assert coffee.read_bytes() == before
    assert [one["kind"] for one in terminal.good("plan", "--json").json["proposals"]] == ["adopt"]


def test_a_no_is_kept_until_it_is_taken_back(terminal: Terminal, coffee: Path) -> None:
    before = coffee.read_bytes()
    assert "books a series of its own with Ana Ruiz" in terminal.good("adopt", "ana-ruiz", "--no").out
    for _ in range(2):
        terminal.good("adopt", "ana-ruiz", "--no")
    assert "you said no, so a series of its own" in " ".join(terminal.good("adopt").out.split())
    plan = terminal.good("plan", "--json").json
    assert ({c["stakeholder"] for c in plan["changes"] if c["kind"] == "create"}, plan["proposals"]) == (
        {"ana-ruiz", "bo-lind"}, [],
    )  # fmt: skip
    assert "Taken back: the no to your own series with Ana Ruiz" in terminal.good("undo").out
    assert terminal.good("adopt", "--json").json["meetings"][0]["serves"] is True
    assert "There is nothing to take back." in terminal.good("undo").out
    assert coffee.read_bytes() == before


def test_a_no_speaks_json_too(terminal: Terminal, coffee: Path) -> None:
    said = terminal.good("adopt", "ana-ruiz", "--no", "--json").json
    assert said == {"schema": 1, "stakeholder": "ana-ruiz", "refused": ["coffee"]}
    assert coffee.exists()


def test_after_a_no_it_may_still_be_adopted(terminal: Terminal, coffee: Path) -> None:
    terminal.good("adopt", "ana-ruiz", "--no")
    terminal.good("adopt", "ana-ruiz", "--yes")
    assert "X-TOUCHBASE-ID:coffee" in coffee.read_text()


def test_somebody_else_s_serves_as_it_is_and_is_not_touched(terminal: Terminal) -> None:
    path = put(terminal, "ana@example.com")
    before = path.read_bytes()
    refused = terminal.run("adopt", "ana-ruiz", "--yes")
    assert (refused.code, "somebody else organises it" in refused.err) == (2, True)
    assert "serves as your touchbase as it is" in " ".join(terminal.good("adopt").out.split())
    assert [one["kind"] for one in terminal.good("plan", "--json").json["proposals"]] == ["served"]
    assert path.read_bytes() == before


def test_one_that_is_too_rare_is_listed_as_that(terminal: Terminal, coffee: Path) -> None:
    coffee.write_text(coffee.read_text().replace("INTERVAL=2", "INTERVAL=8"))
    assert "less often than monthly" in " ".join(terminal.good("adopt").out.split())


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("adopt", "--no"), "Say whose."),
        (("adopt", "--yes"), "Say whose."),
        (("adopt", "nobody"), "Nobody on your list"),
        (("adopt", "bo-lind", "--yes"), "There is no recurring 1:1 of yours with Bo Lind"),
        (("adopt", "bo-lind", "--no"), "There is no recurring 1:1 made by hand with Bo Lind"),
    ],
)
def test_what_makes_no_sense_is_said(terminal: Terminal, argv: tuple[str, ...], said: str) -> None:
    answer = terminal.run(*argv)
    assert (answer.code, said in answer.err) == (2, True), answer


def test_it_waits_for_a_sync_that_runs(terminal: Terminal, coffee: Path) -> None:
    context = Context(environ={"TOUCHBASE_HOME": str(terminal.home)}, now=NOON)
    with run_lock(context.lock_file) as ours:
        assert ours
        answer = terminal.run("adopt", "ana-ruiz", "--yes")
    assert (answer.code, "A sync is running" in answer.err) == (75, True)
    assert "X-TOUCHBASE" not in coffee.read_text()


def test_an_adopted_series_goes_on_at_the_next_sync(terminal: Terminal, coffee: Path) -> None:
    terminal.good("adopt", "ana-ruiz", "--yes")
    tagged = coffee.read_bytes()
    terminal.now += timedelta(days=1)
    terminal.good("sync")
    assert coffee.read_bytes() == tagged
