"""pause, resume, complete, let-go, retire: the list says it, and undo takes it back."""

import tomllib
from datetime import UTC, date, datetime, time, timedelta

import pytest

from tests.cli.terminal import PEOPLE, Terminal
from touchbase.domain.booking import Booking, Standing
from touchbase.domain.cadence import Cadence
from touchbase.domain.event import Series
from touchbase.domain.recurrence import Recurrence
from touchbase.domain.touchbase import Judgement, Touchbase

SLOT = Recurrence(date(2026, 6, 9), time(10), "Europe/London", Cadence(1, "month"))
UNSURE = Judgement("doubtful", ("nobody answered",))
COMMENTED = """\
# people I care for

# my oldest colleague
[[stakeholder]]
name = "Ana Ruiz"     # say it with a soft r
id = "ana-ruiz"
email = "ana@example.com"
# the last word on Ana

# and the boss
[[stakeholder]]
id = "bo-lind"
name = "Bo Lind"
email = "bo@example.com"
"""


def booking(uid: str, standing: Standing, stakeholder: str = "ana-ruiz") -> Booking:
    series = Series(uid, stakeholder, 1, SLOT, "Ana and Sam", "", "Ana Ruiz", "ana@example.com")
    return Booking(series, standing)


def entry(terminal: Terminal, id: str) -> dict[str, object]:
    text = (terminal.home / "stakeholders.toml").read_text("utf-8")
    return next(one for one in tomllib.loads(text)["stakeholder"] if one["id"] == id)


@pytest.mark.parametrize(
    ("argv", "state", "until"),
    [
        (["pause", "ana-ruiz", "--until", "2027-01-10"], "paused", date(2027, 1, 10)),
        (["pause", "ana-ruiz", "--until", "in 2 weeks"], "paused", date(2026, 6, 17)),
        (["pause", "ana-ruiz"], "paused", None),
        (["complete", "ana-ruiz"], "completed", None),
        (["let-go", "ana-ruiz"], "let_go", None),
        (["retire", "ana-ruiz"], "let_go", None),
        (["resume", "cy-tran"], None, None),
    ],
)
def test_the_state_goes_into_the_list_and_undo_takes_it_back(
    argv: list[str], state: str | None, until: date | None, terminal: Terminal
) -> None:
    said = terminal.good(*argv).out
    changed = entry(terminal, argv[1])
    assert (changed.get("state"), changed.get("paused_until")) == (state, until)
    assert "touchbase undo" in said
    terminal.good("undo")
    assert (terminal.home / "stakeholders.toml").read_text("utf-8") == PEOPLE


@pytest.mark.parametrize(
    ("until", "words"),
    [
        (
            ["--until", "2026-11-27"],
            "Until 27 November nothing is booked and nothing is owed; then it goes on by itself.",
        ),
        (["--until", "2027-01-10"], "Until 10 January 2027 nothing is booked and nothing is owed; then it goes on by"),
        ([], "Until you resume nothing is booked and nothing is owed."),
    ],
)
def test_a_pause_says_how_it_ends(until: list[str], words: str, terminal: Terminal) -> None:
    assert words in terminal.good("pause", "ana-ruiz", *until).out


def test_undo_says_in_its_help_that_it_takes_a_sync_back_too(terminal: Terminal) -> None:
    assert "what the last sync wrote" in terminal.good("undo", "-h").out


def test_comments_and_order_stay(terminal: Terminal) -> None:
    terminal.write("stakeholders.toml", COMMENTED)
    terminal.good("pause", "ana-ruiz", "--until", "2027-01-10")
    now = (terminal.home / "stakeholders.toml").read_text("utf-8")
    new = [line for line in now.splitlines() if line not in COMMENTED.splitlines()]
    assert new == ['state = "paused"', "paused_until = 2027-01-10"]
    assert [line for line in now.splitlines() if line not in new] == COMMENTED.splitlines()
    terminal.good("resume", "ana-ruiz")
    assert (terminal.home / "stakeholders.toml").read_text("utf-8") == COMMENTED


def test_a_csv_list_is_edited_too(terminal: Terminal) -> None:
    config = (terminal.home / "config.toml").read_text("utf-8").replace("stakeholders.toml", "people.csv")
    terminal.write("config.toml", config)
    terminal.write("people.csv", "id;name;email\nana-ruiz;Ana Ruiz;ana@example.com\n")
    terminal.good("let-go", "ana-ruiz")
    assert (terminal.home / "people.csv").read_text("utf-8").splitlines() == [
        "id;name;email;state",
        "ana-ruiz;Ana Ruiz;ana@example.com;let_go",
    ]


@pytest.mark.parametrize(
    ("typed", "hint"),
    [("ana-ruis", "Did you mean ana-ruiz?"), ("anna", "Did you mean ana-ruiz?"), ("Bo Lind", "Did you mean bo-lind?"),
     ("zebra", "`touchbase stakeholders list` shows them.")],
)  # fmt: skip
def test_an_unknown_id_gets_a_hint(typed: str, hint: str, terminal: Terminal) -> None:
    answer = terminal.run("pause", typed)
    assert answer.code == 2
    assert hint in answer.err
    assert (terminal.home / "stakeholders.toml").read_text("utf-8") == PEOPLE


@pytest.mark.parametrize("day", ["2026-06-03", "yesterday", "when pigs fly", "2026-02-30"])
def test_a_pause_ends_on_a_day_to_come(day: str, terminal: Terminal) -> None:
    assert terminal.run("pause", "ana-ruiz", "--until", day).code == 2
    assert not (terminal.home / "touchbase.db").exists()


def test_what_is_so_already_is_said_and_not_remembered(terminal: Terminal) -> None:
    assert "is active already" in terminal.good("resume", "ana-ruiz").out
    assert "nothing to take back" in terminal.good("undo").out


def test_a_fault_of_somebody_else_blocks_nobody_but_ones_own_does(terminal: Terminal) -> None:
    terminal.write("stakeholders.toml", PEOPLE.replace('"weekly"', '"now and then"'))
    terminal.good("pause", "ana-ruiz")
    answer = terminal.run("pause", "bo-lind")
    assert answer.code == 78
    assert "now and then" in answer.err


def test_no_list_no_edit(terminal: Terminal) -> None:
    (terminal.home / "stakeholders.toml").unlink()
    assert terminal.run("pause", "ana-ruiz").code in (2, 78)


def test_json_says_what_stands(terminal: Terminal) -> None:
    said = terminal.good("pause", "ana-ruiz", "--until", "2027-01-10", "--json").json
    assert said == {"schema": 1, "stakeholder": "ana-ruiz", "state": "paused", "paused_until": "2027-01-10"}


@pytest.mark.parametrize("standing", ["paused_by_user", "declined"])
def test_resume_lets_the_next_sync_book_anew(standing: Standing, terminal: Terminal) -> None:
    with terminal.store() as store:
        store.save_booking(booking("tb1", standing))
        store.save_booking(booking("tb2", "live"))
        store.save_booking(booking("tb3", standing, "bo-lind"))
    assert "may book again" in terminal.good("resume", "ana-ruiz").out
    with terminal.store() as store:
        assert {one.uid: one.standing for one in store.bookings()} == {"tb1": "ended", "tb2": "live", "tb3": standing}


class TestUndo:
    """The last action not yet undone, one at a time."""

    def test_each_undo_goes_one_step_back(self, terminal: Terminal) -> None:
        terminal.good("pause", "ana-ruiz")
        terminal.good("let-go", "bo-lind")
        assert "Bo Lind" in terminal.good("undo").out
        assert (entry(terminal, "ana-ruiz").get("state"), entry(terminal, "bo-lind").get("state")) == ("paused", None)
        assert terminal.good("undo", "--json").json["undone"]["kind"] == "list.edit"
        assert (terminal.home / "stakeholders.toml").read_text("utf-8") == PEOPLE
        assert "nothing to take back" in terminal.good("undo").out

    def test_a_list_changed_since_stays_and_the_changes_are_named(self, terminal: Terminal) -> None:
        terminal.good("pause", "ana-ruiz")
        path = terminal.home / "stakeholders.toml"
        mine = path.read_text("utf-8").replace("priority = 1", "priority = 4")
        path.write_text(mine, "utf-8")
        answer = terminal.run("undo")
        assert answer.code == 2
        assert "+priority = 4" in answer.err
        assert path.read_text("utf-8") == mine
        path.write_text(mine.replace("priority = 4", "priority = 1"), "utf-8")
        terminal.good("undo")
        assert path.read_text("utf-8") == PEOPLE

    def test_many_changes_are_counted(self, terminal: Terminal) -> None:
        terminal.good("pause", "ana-ruiz")
        terminal.write("stakeholders.toml", "\n".join(f"# {n}" for n in range(20)))
        assert "more" in terminal.run("undo").err

    def test_only_blank_lines_are_a_change_too(self, terminal: Terminal) -> None:
        terminal.good("pause", "ana-ruiz")
        path = terminal.home / "stakeholders.toml"
        path.write_text(path.read_text("utf-8") + "\n", "utf-8")
        assert "only blank lines differ" in terminal.run("undo").err

    def test_what_nobody_can_take_back_is_said(self, terminal: Terminal) -> None:
        with terminal.store() as store:
            store.act(datetime(2026, 6, 1, tzinfo=UTC), "sync", "booked 3 series", "", "")
        answer = terminal.run("undo")
        assert (answer.code, "booked 3 series" in answer.err) == (2, True)

    def test_an_answer_is_taken_back_and_what_was_known_stands_again(self, terminal: Terminal) -> None:
        start = terminal.now - timedelta(days=1)
        doubtful = Touchbase("seen", "ana-ruiz", start, 30, "touchbase", UNSURE, "calendar", "tb1", start)
        with terminal.store() as store:
            store.record(doubtful, terminal.now)
        terminal.good("confirm", "ana-ruiz", "yesterday", "--held")
        terminal.good("undo")
        [entry] = terminal.good("log", "list", "--json").json["touchbases"]
        assert (entry["verdict"], entry["reasons"]) == ("doubtful", ["nobody answered"])

    def test_a_retracted_date_of_the_calendar_comes_back(self, terminal: Terminal) -> None:
        start = terminal.now - timedelta(days=1)
        with terminal.store() as store:
            store.record(
                Touchbase("seen", "ana-ruiz", start, 30, "touchbase", UNSURE, "calendar", "tb1", start), terminal.now
            )
        terminal.good("log", "retract", "seen")
        terminal.good("undo")
        assert [one["id"] for one in terminal.good("log", "list", "--json").json["touchbases"]] == ["seen"]

    def test_a_log_entry_goes_and_comes_back(self, terminal: Terminal) -> None:
        terminal.good("log", "add", "ana-ruiz", "--when", "yesterday", "--kind", "call")
        [kept] = terminal.good("log", "list", "--json").json["touchbases"]
        terminal.good("log", "retract", kept["id"])
        terminal.good("undo")
        assert terminal.good("log", "list", "--json").json["touchbases"] == [kept]
        terminal.good("undo")
        assert terminal.good("log", "list", "--json").json["touchbases"] == []
