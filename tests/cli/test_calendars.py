"""Which calendars a config means: one that is written, and further ones that are only looked at."""

import pytest

from tests.cli.terminal import CONFIG, Terminal, context_at
from touchbase.calendars.local import IcsSource, LocalCalendar
from touchbase.calendars.together import Together
from touchbase.cli.calendars import owners_calendar
from touchbase.cli.context import Context

BUSY = '[[calendar.busy_from]]\nics = "mine.ics"\n'
TEAM = '[[calendar.busy_from]]\nprovider = "google"\ncalendar_id = "team@example.com"\n'
GOOGLE = CONFIG.replace('provider = "local"', 'provider = "google"') + '[calendar.google]\nclient_secrets = "c.json"\n'


def context(terminal: Terminal, config: str) -> Context:
    terminal.write("config.toml", config)
    return context_at({"TOUCHBASE_HOME": str(terminal.home)})


@pytest.mark.parametrize("more", ["", BUSY])
def test_a_folder_reads_ics_files_by_itself(terminal: Terminal, more: str) -> None:
    assert isinstance(owners_calendar(context(terminal, CONFIG + more)), LocalCalendar)


def test_a_calendar_of_another_provider_is_joined_to_it(terminal: Terminal) -> None:
    found = owners_calendar(context(terminal, CONFIG + BUSY + TEAM))
    assert isinstance(found, Together)
    assert found.name == "local"


def test_one_that_cannot_be_read_is_told_and_nothing_is_booked_over_it(terminal: Terminal) -> None:
    terminal.write("config.toml", CONFIG + TEAM)
    answer = terminal.run("sync", tty=True)
    assert answer.code == 0
    assert "Google calendar team@example.com" in answer.err
    plan = terminal.run("plan", "--json").json
    assert plan["changes"] == []
    assert {one["stakeholder"] for one in plan["unplaced"]} == {"ana-ruiz", "bo-lind"}
    assert "Google calendar team@example.com could not be read" in plan["unplaced"][0]["why"]


def test_an_ics_file_of_the_owner_s_that_is_gone_is_not_free_time(terminal: Terminal) -> None:
    terminal.write("config.toml", CONFIG + BUSY)
    plan = terminal.run("plan", "--json").json
    assert (plan["changes"], len(plan["unplaced"])) == ([], 2)
    assert "mine.ics could not be read" in plan["unplaced"][0]["why"]


def test_a_source_of_ics_beside_another_provider(terminal: Terminal) -> None:
    from touchbase.cli.calendars import _source

    here = context(terminal, GOOGLE + BUSY)
    [setting] = here.config.busy_from
    found = _source(here, setting)
    assert isinstance(found, IcsSource)
    assert found.where == str(terminal.home / "mine.ics")
