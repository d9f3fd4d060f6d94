"""A sync taken back from the command line, and a series ended whose person left the list."""

from datetime import timedelta

from tests.cli.terminal import PEOPLE, Terminal

SHOWN_DATES = "touchbase.ics"


def live_files(terminal: Terminal) -> int:
    """How many series on the calendar are not cancelled."""
    files = [path for path in (terminal.home / "calendar").glob("tb*.ics") if path.name != SHOWN_DATES]
    return sum("STATUS:CANCELLED" not in path.read_text("utf-8") for path in files)


def test_what_a_sync_booked_goes_and_stays_away(terminal: Terminal) -> None:
    terminal.good("sync")
    assert live_files(terminal) == 2
    shown = terminal.good("undo", "--yes").out
    assert "you took the last run back" in shown
    assert live_files(terminal) == 0
    assert terminal.good("plan", "--json").json["changes"] == []
    assert "There is nothing to take back." in terminal.good("undo").out
    terminal.good("resume", "ana-ruiz")
    assert [c["kind"] for c in terminal.good("plan", "--json").json["changes"]] == ["create"]


def test_somebody_has_to_agree(terminal: Terminal) -> None:
    terminal.good("sync")
    refused = terminal.run("undo")
    assert (refused.code, live_files(terminal)) == (2, 2)
    assert "--yes" in refused.err
    assert terminal.run("undo", typed="n\n", tty=True).code == 0
    assert live_files(terminal) == 2
    assert terminal.run("undo", typed="y\n", tty=True).code == 0
    assert live_files(terminal) == 0


def test_the_json_of_an_undone_sync_is_that_of_a_sync(terminal: Terminal) -> None:
    terminal.good("sync")
    said = terminal.good("undo", "--yes", "--json").json
    assert [change["kind"] for change in said["applied"]] == ["end", "end"]


def test_an_end_alone_cannot_be_taken_back(terminal: Terminal) -> None:
    terminal.good("sync")
    terminal.good("let-go", "ana-ruiz")
    terminal.now += timedelta(hours=1)
    terminal.good("sync")
    assert "books an ended series anew" in terminal.good("undo", "--yes").out
    assert "is let go" in terminal.good("undo").out


def test_a_parked_series_is_retired_by_the_id_it_had(terminal: Terminal) -> None:
    terminal.good("sync")
    ana, rest = PEOPLE.split("\n\n", 1)
    terminal.write("stakeholders.toml", rest)
    terminal.good("sync")
    assert live_files(terminal) == 2, "removal only parks"
    assert "no longer on your list" in terminal.good("retire", "ana-ruiz").out
    assert [c["kind"] for c in terminal.good("plan", "--json").json["changes"]] == ["end"]
    terminal.good("sync")
    assert live_files(terminal) == 1
    terminal.write("stakeholders.toml", f"{ana}\n\n{rest}")
    assert [c["kind"] for c in terminal.good("plan", "--json").json["changes"]] == ["create"]


def test_retiring_a_parked_series_speaks_json_too(terminal: Terminal) -> None:
    terminal.good("sync")
    terminal.write("stakeholders.toml", PEOPLE.split("\n\n", 1)[1])
    terminal.good("sync")
    said = terminal.good("retire", "ana-ruiz", "--json").json
    assert said == {"schema": 1, "stakeholder": "ana-ruiz", "state": "let_go", "paused_until": None}


def test_a_script_agrees_to_exactly_the_plan_that_was_shown(terminal: Terminal) -> None:
    terminal.good("sync")
    refused = terminal.run("undo")
    hash = refused.err.split("--approve ")[1].split()[0]
    other = terminal.run("undo", "--approve", "0000")
    assert (other.code, live_files(terminal)) == (65, 2)
    assert hash in other.err
    terminal.good("undo", "--approve", hash)
    assert live_files(terminal) == 0
