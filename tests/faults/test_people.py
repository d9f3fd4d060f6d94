"""27, 61 and 62: columns that slipped, somebody whose account is gone, and the owner who leaves."""

import csv
import io
from collections.abc import Sequence
from datetime import timedelta
from itertools import permutations
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal, terminal
from tests.simulation.google_life import FIVE, Life, google, life, mail_of

__all__ = ["google", "life", "terminal"]
HEAD = ("id", "name", "email", "category", "cadence")
ROWS = [
    ("ana-ruiz", "Ana Ruiz", "ana@example.com", "peer", "monthly"),
    ("bo-lind", "Bo Lind", "bo@example.com", "boss", "weekly"),
    ("cy-tran", "Cy Tran", "cy@example.com", "mentor", "quarterly"),
    ("dee-fox", "Dee Fox", "dee@example.com", "peer", "fortnightly"),
]


def table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows([head, *rows])
    return text.getvalue()


def calendar_of(home: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (home / "calendar").iterdir()}


@pytest.fixture
def booked(terminal: Terminal) -> Terminal:
    """A list that is a spreadsheet, and everybody on it has a series."""
    config = (terminal.home / "config.toml").read_text("utf-8")
    terminal.write("config.toml", config.replace("stakeholders.toml", "stakeholders.csv"))
    terminal.write("stakeholders.csv", table(HEAD, ROWS))
    terminal.good("sync")
    terminal.at(terminal.now + timedelta(hours=1))
    return terminal


def test_27_a_header_over_the_wrong_columns_is_refused_or_reads_the_same(booked: Terminal) -> None:
    """Every way to slip: no series is made, moved or ended by any of them."""
    before, codes = calendar_of(booked.home), []
    for head in permutations(HEAD):
        booked.write("stakeholders.csv", table(head, ROWS))
        codes.append(int(booked.run("sync").code))
        assert calendar_of(booked.home) == before, head
    assert set(codes) <= {0, 65, 78}
    assert codes.count(0) <= 2, "only where id and name changed places, and each is asked about"
    booked.write("stakeholders.csv", table(HEAD, ROWS))
    assert booked.good("sync").out == ""
    assert calendar_of(booked.home) == before


@pytest.mark.parametrize("shift", range(1, len(HEAD)))
def test_27_cells_that_slid_sideways_are_named_by_row_and_column(booked: Terminal, shift: int) -> None:
    before = calendar_of(booked.home)
    booked.write("stakeholders.csv", table(HEAD, [row[shift:] + row[:shift] for row in ROWS]))
    said = booked.run("sync")
    assert (said.code, calendar_of(booked.home) == before) == (78, True)
    assert all(f"row {n}" in said.err or f":{n}" in said.err for n in (2, 3, 4, 5)), said.err


def test_61_somebody_whose_account_is_gone_is_neither_invited_again_nor_counted_as_met(life: Life) -> None:
    """No calendar tells of a bounced mail: their time becomes unknown, and what nobody answers is doubtful."""
    series = life.settled().series("ana-ruiz")
    life.google.world.books[mail_of("ana-ruiz")].error = "missing"
    for _ in range(4):
        done = life.later(days=14).run()
        assert [change.kind for change in done.applied if change.stakeholder == "ana-ruiz"] == []
    assert mail_of("ana-ruiz") not in life.invitations()
    assert life.series("ana-ruiz").id == series.id
    with life.process() as context:
        hers = [one for one in context.store.touchbases() if one.stakeholder == "ana-ruiz"]
    assert hers
    assert {one.judgement.verdict for one in hers} == {"doubtful"}
    assert sorted(life.live()) == sorted(FIVE), "the others are planned as ever"


def test_62_whoever_leaves_takes_the_memory_along_and_no_series_stays_behind(booked: Terminal) -> None:
    """Series of a deleted account would stay in the guests' calendars for ever: end them before."""
    booked.good("export", "--output", str(booked.home / "everything.json"))
    for id, *_ in ROWS:
        booked.good("retire", id)
    booked.good("sync")
    told = booked.good("status", "--json").json["stakeholders"]
    assert {one["state"] for one in told} == {"let_go"}
    booked.at(booked.now + timedelta(days=2))
    assert booked.good("sync").out == ""
    assert [one["next"] for one in booked.good("status", "--json").json["stakeholders"]] == [None] * len(ROWS)
    assert "Ana Ruiz" in (booked.home / "everything.json").read_text("utf-8")
