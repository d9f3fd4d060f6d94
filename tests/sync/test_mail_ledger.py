"""The last line against mailing twice: a key in the database that is not taken twice, whatever the plan believes."""

from pathlib import Path

from tests.sync.desk import FORTNIGHTLY, Desk, person
from touchbase.domain.change import Create
from touchbase.domain.operation import Operation
from touchbase.domain.step import CreateSeries, dumps
from touchbase.sync.apply import MAILED


def sent_before(desk: Desk, id: str) -> None:
    """The ledger says that the invitation of the plan to come went out this morning; the calendar shows nothing."""
    change = next(one for one in desk.preview().changes if isinstance(one, Create) and one.stakeholder == id)
    step = CreateSeries(change.series)
    with desk.open() as store:
        store.begin(Operation("earlier", 1, "create", id, step.uid, dumps(step), "done", desk.now, notified=True))


def test_what_was_mailed_today_is_not_mailed_again_and_the_others_are(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk", [person("ana-ruiz", FORTNIGHTLY), person("ben-li", FORTNIGHTLY)])
    sent_before(desk, "ana-ruiz")
    done = desk.later(minutes=15).run()
    assert [(one.stakeholder, one.error) for one in done.failed] == [("ana-ruiz", MAILED)]
    assert [change.stakeholder for change in done.applied] == ["ben-li"]
    assert [mail.to for mail in desk.calendar.sent] == ["ben-li@example.com"]


def test_where_all_was_mailed_the_calendar_is_not_even_asked(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk", [person("ana-ruiz", FORTNIGHTLY)])
    sent_before(desk, "ana-ruiz")
    done = desk.run()
    assert (len(done.failed), done.calls_write, desk.calendar.writes) == (1, 0, 0)


def test_the_next_day_it_may_be_said_again(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk", [person("ana-ruiz", FORTNIGHTLY)])
    sent_before(desk, "ana-ruiz")
    assert len(desk.later(days=1).run().applied) == 1
