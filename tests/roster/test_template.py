"""The files `init` writes are valid, say everything, and are the examples."""

import tomllib
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from touchbase.roster.fields import FIELDS
from touchbase.roster.load import Roster, parse
from touchbase.roster.template import EXAMPLE, Answers, config_text, list_text

ROOT = Path(__file__).resolve().parent.parent.parent
LEAST = Answers("Ana Ruiz", "ana@example.com", "America/New_York")


def test_the_example_is_what_init_would_write() -> None:
    assert (ROOT / "config.example.toml").read_text("utf-8") == config_text(EXAMPLE)


def test_the_least_answers_leave_no_trace_of_the_example() -> None:
    config = tomllib.loads(config_text(LEAST))
    assert config["owner"] == {"name": "Ana Ruiz", "email": "ana@example.com", "time_zone": "America/New_York"}
    assert "busy_from" not in config["calendar"]
    assert config["stakeholders"] == {"file": "stakeholders.toml"}
    assert "Okafor" not in config_text(LEAST)


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"])), st.lists(st.sampled_from(["a.ics", 'b"\\.ics'])))
def test_whatever_is_answered_the_file_says_it(name: str, busy: list[str]) -> None:
    config = tomllib.loads(
        config_text(Answers(name, "x@example.com", "UTC", "DE-BY", busy=tuple(busy), hours_per_week=2))
    )
    assert (config["owner"]["name"], config["owner"]["holidays"]) == (name, "DE-BY")
    assert [source["ics"] for source in config["calendar"].get("busy_from", [])] == busy
    assert config["capacity"]["hours_per_week"] == 2.0


def test_the_first_list_is_empty_and_its_comments_are_a_valid_entry() -> None:
    assert [problem.what for problem in _read(list_text()).problems] == ["The list is empty."]
    shown = list_text().partition("# [[stakeholder]]")
    lines = (shown[1] + shown[2]).splitlines()
    roster = _read("\n".join(line.removeprefix("# ") for line in lines))
    assert roster.errors == ()
    assert [one.id for one in roster.stakeholders] == ["ana-ruiz"]
    assert all(f"\n# {field.name} = " in list_text() for field in FIELDS)


def _read(text: str) -> Roster:
    return parse(text.encode(), Path("/x/list.toml"), "Europe/London", 30)
