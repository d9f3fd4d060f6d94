"""Edits of the list: what was asked changes, and nothing else does."""

import os
import stat
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.roster.people import ANA, BEN, changes, people
from touchbase.domain.stakeholder import Stakeholder
from touchbase.errors import BadInput, StorageFailed
from touchbase.roster import edit
from touchbase.roster.fields import Raw
from touchbase.roster.load import Roster, parse

ROOT = Path(__file__).resolve().parent.parent.parent
TOML = """\
# My people
[[stakeholder]]
id = "ana"            # for good
name = "Ana Ruiz"
email = "ana@example.com"
priority = 2          # highest but one
tags = [
  "platform",         # hers
  "data",
]

# --- Ben is new ---
[[stakeholder]]
id = "ben"
name = 'Ben'
email = "ben@example.com"

# the end
"""
CSV = 'email;name;id;Tags\r\nana@example.com;Ana Ruiz;ana;"platform; data"\r\n\r\nben@example.com;"Ben";ben;\r\n'
BOTH = pytest.mark.parametrize(("text", "suffix"), [(TOML, ".toml"), (CSV, ".csv")], ids=["TOML", "CSV"])


def read(text: str, suffix: str) -> Roster:
    return parse(text.encode(), Path("/list/people" + suffix), "Europe/London", 30)


def by_id(text: str, suffix: str) -> dict[str, Stakeholder]:
    roster = read(text, suffix)
    assert roster.errors == ()
    return {one.id: one for one in roster.stakeholders}


@BOTH
def test_a_changed_field_is_the_only_change(text: str, suffix: str) -> None:
    after = by_id(edit.set_fields(text, "ana", {"name": "Ana Ruiz-Lopez", "tags": ["new"]}, suffix), suffix)
    before = by_id(text, suffix)
    assert after["ana"] == before["ana"]._replace(name="Ana Ruiz-Lopez", tags=("new",))
    assert after["ben"] == before["ben"]


@BOTH
def test_a_new_field_is_the_only_change(text: str, suffix: str) -> None:
    until: dict[str, Raw | None] = {"state": "paused", "paused_until": date(2027, 1, 10)}
    edited = edit.set_fields(text, "ben", until, suffix)
    assert by_id(edited, suffix)["ben"] == by_id(text, suffix)["ben"]._replace(
        state="paused", paused_until=date(2027, 1, 10)
    )
    back = edit.set_fields(edited, "ben", {"state": None, "paused_until": None}, suffix)
    assert by_id(back, suffix) == by_id(text, suffix)


def test_comments_order_and_other_lines_stay() -> None:
    edited = edit.set_fields(TOML, "ana", {"priority": 1, "state": "paused"})
    assert edited == TOML.replace("priority = 2  ", "priority = 1  ").replace(
        "]\n\n# ---", ']\nstate = "paused"\n\n# ---'
    )


def test_a_field_that_goes_leaves_the_other_lines() -> None:
    assert edit.set_fields(TOML, "ana", {"priority": None}) == TOML.replace(
        "priority = 2          # highest but one\n", ""
    )
    assert edit.set_fields(TOML, "ana", {"intent": None}) == TOML


def test_windows_line_ends_stay() -> None:
    windows = TOML.replace("\n", "\r\n")
    assert edit.set_fields(windows, "ben", {"state": "paused"}) == edit.set_fields(
        TOML, "ben", {"state": "paused"}
    ).replace("\n", "\r\n")
    assert edit.add(windows, BEN_2).count("\n") == edit.add(windows, BEN_2).count("\r\n")
    cut = windows[: windows.index("\r\n\r\n# the end")]
    assert edit.set_fields(cut, "ben", {"priority": 3}) == cut + "\r\npriority = 3"


BEN_2 = BEN._replace(id="ben-2", email="ben.2@example.com")


def test_a_new_person_comes_last_with_what_is_not_a_default() -> None:
    edited = edit.add(TOML, BEN_2, zone="Europe/London", minutes=30)
    assert edited == TOML + (
        '\n[[stakeholder]]\nid = "ben-2"\nname = "Ben Oduya"\nemail = "ben.2@example.com"\n'
        'category = "boss"\npriority = 1\ncadence = "weekly"\n'
    )
    assert edit.add("", ANA, zone=ANA.zone, minutes=30).startswith("[[stakeholder]]\nid = ")


def test_a_new_row_gets_the_columns_it_needs() -> None:
    edited = edit.add(CSV, BEN_2, ".csv", zone="Europe/London", minutes=30)
    assert edited == (
        "email;name;id;Tags;category;priority;cadence\r\n"
        'ana@example.com;Ana Ruiz;ana;"platform; data";;;\r\n\r\n'
        'ben@example.com;"Ben";ben;;;;\r\n'
        "ben.2@example.com;Ben Oduya;ben-2;;boss;1;weekly\r\n"
    )


def test_a_first_row_gets_a_header() -> None:
    assert list(by_id(edit.add("", ANA, ".csv"), ".csv").values()) == [ANA]


def test_only_the_row_that_changes_is_written_again() -> None:
    edited = edit.set_fields(CSV, "ana", {"tags": ["x"]}, ".csv")
    assert edited == CSV.replace('"platform; data"', "x")
    assert edit.set_fields(CSV, "ana", {"tags": None}, ".csv") == CSV.replace('"platform; data"', "")


def test_a_sep_line_and_a_missing_line_end_are_no_matter() -> None:
    text = "sep=;\n" + CSV.replace("\r\n", "\n").rstrip("\n")
    edited = edit.add(text, BEN_2, ".csv", zone="Europe/London", minutes=30)
    assert edited.startswith("sep=;\nemail;name;id;Tags;category")
    assert list(by_id(edited, ".csv")) == ["ana", "ben", "ben-2"]


def test_a_cell_that_looks_like_a_formula_is_guarded() -> None:
    edited = edit.set_fields(CSV, "ana", {"name": "=1+1"}, ".csv")
    assert ";'=1+1;" in edited
    again = edit.set_fields(edited, "ana", {"tags": ["x"]}, ".csv")
    assert by_id(again, ".csv")["ana"].name == "=1+1"


@BOTH
def test_a_person_without_an_id_is_found_by_the_one_the_list_gives(text: str, suffix: str) -> None:
    bare = text.replace('id = "ben"\n', "").replace(";ben;", ";;")
    assert (
        by_id(edit.set_fields(bare, "ben", {"name": "Benjamin", "id": "ben"}, suffix), suffix)["ben"].name == "Benjamin"
    )


@BOTH
def test_a_removed_person_is_the_only_change(text: str, suffix: str) -> None:
    edited = edit.remove(text, "ana", suffix)
    assert list(by_id(edited, suffix)) == ["ben"]
    assert "new ---" in edited or suffix == ".csv"
    assert edit.remove(edit.add(text, BEN_2, suffix), "ben-2", suffix).split() == _widened(text, suffix).split()


def _widened(text: str, suffix: str) -> str:
    """Columns that came with a person stay when the person goes."""
    return (
        edit.set_fields(edit.add(text, BEN_2, suffix), "ben-2", {}, suffix).rsplit("[[", 1)[0]
        if suffix == ".toml"
        else ("\r\n".join(edit.add(text, BEN_2, suffix).splitlines()[:-1]))
    )


@BOTH
def test_a_byte_order_mark_stays(text: str, suffix: str) -> None:
    assert edit.set_fields("\ufeff" + text, "ben", {"priority": 1}, suffix)[0] == "\ufeff"
    assert edit.set_fields(text, "ben", {"priority": 1}, suffix)[0] != "\ufeff"


REFUSED: list[tuple[str, str, dict[str, Raw | None], str, str]] = [
    (TOML, "zoe", {}, "Nobody in the list", "an unknown id"),
    (TOML, "ana", {"priority": 0}, "cannot go into the list", "a bad value"),
    (TOML, "ana", {"name": "a\nb"}, "cannot go into the list", "a line break"),
    (TOML, "ana", {"nmae": "Ana"}, "cannot go into the list", "an unknown field"),
    (TOML + "oops", "ana", {}, "has problems", "a list that is broken"),
    ('stakeholder = [{id = "ana", name = "A", email = "a@example.com"}]', "ana", {"priority": 1}, "safely", "inline"),
]


@pytest.mark.parametrize(("text", "id", "wanted", "said", "why"), REFUSED, ids=[row[-1] for row in REFUSED])
def test_what_cannot_be_done_safely_is_refused(
    text: str, id: str, wanted: dict[str, Raw | None], said: str, why: str
) -> None:
    with pytest.raises(BadInput, match=said) as caught:
        edit.set_fields(text, id, wanted)
    assert caught.value.remedy or caught.value.problems, why


def test_a_list_written_in_line_takes_no_new_person() -> None:
    with pytest.raises(BadInput, match="safely"):
        edit.add('stakeholder = [{id = "ana", name = "A", email = "a@example.com"}]\n', BEN)


def test_a_tag_that_csv_would_cut_in_two_is_refused() -> None:
    with pytest.raises(BadInput, match="safely"):
        edit.set_fields(CSV, "ana", {"tags": ["a;b"]}, ".csv")


@given(people, st.sampled_from([".toml", ".csv"]))
def test_whoever_is_added_is_read_back_and_the_rest_stays(person: Stakeholder, suffix: str) -> None:
    text = TOML if suffix == ".toml" else CSV
    person = person._replace(id="new-" + person.id[:20], email="new." + person.email, addresses=())
    edited = edit.add(text, person, suffix)
    assert by_id(edited, suffix) == by_id(text, suffix) | {person.id: person}
    if suffix == ".toml":
        assert edited.startswith(text)


@given(people, st.sampled_from(["Europe/London", "Asia/Kolkata"]), st.integers(5, 240))
def test_what_equals_the_owners_defaults_comes_back_from_them(person: Stakeholder, zone: str, minutes: int) -> None:
    for suffix in (".toml", ".csv"):
        text = edit.add("", person, suffix, zone=zone, minutes=minutes)
        assert parse(text.encode(), Path("/x" + suffix), zone, minutes).stakeholders == (person,)


@given(changes, st.sampled_from(["ana", "ben"]), st.sampled_from([".toml", ".csv"]))
def test_changes_are_read_back_and_the_other_person_stays(wanted: dict[str, Raw | None], id: str, suffix: str) -> None:
    text = TOML if suffix == ".toml" else CSV
    other = "ben" if id == "ana" else "ana"
    if "email" in wanted:
        wanted["email"] = f"changed.{wanted['email']}"
    edited = edit.set_fields(text, id, wanted, suffix)
    roster = read(edited, suffix)
    assert {one.id: one for one in roster.stakeholders}[other] == by_id(text, suffix)[other]
    assert edit.set_fields(edited, id, wanted, suffix) == edited
    if suffix == ".toml":
        assert edited.startswith("# My people\n")
        assert edited.endswith("\n\n# the end\n")


def test_the_example_list_takes_every_kind_of_edit() -> None:
    text = edit.read(ROOT / "stakeholders.example.toml")
    for one in read(text, ".toml").stakeholders:
        edited = edit.set_fields(text, one.id, {"state": "completed", "priority": 9})
        changed = [new for old, new in zip(text.splitlines(), edited.splitlines(), strict=False) if old != new]
        assert changed[0] in ("priority = 9", 'state = "completed"')
        assert edit.set_fields(edited, one.id, {"priority": one.priority}).count("#") == text.count("#")


def test_a_text_is_read_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(b"\xef\xbb\xbf" + CSV.encode())
    assert edit.read(path) == "\ufeff" + CSV
    path.write_bytes(CSV.encode("utf-16"))
    assert edit.read(path) == "\ufeff" + CSV
    path.write_bytes(b"\xe9")
    with pytest.raises(BadInput, match="UTF-8"):
        edit.read(path)
    with pytest.raises(BadInput, match="cannot be read"):
        edit.read(tmp_path / "none.csv")


def test_a_file_is_written_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    edit.write(path, CSV)
    assert path.read_bytes() == CSV.encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o640)
    edit.write(path, "new")
    assert (path.read_text(), stat.S_IMODE(path.stat().st_mode)) == ("new", 0o640)
    assert os.listdir(tmp_path) == ["list.csv"]  # noqa: PTH208


def test_a_link_to_the_list_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.toml").write_text("old")
    (tmp_path / "link.toml").symlink_to("real.toml")
    edit.write(tmp_path / "link.toml", "new")
    assert (tmp_path / "link.toml").is_symlink()
    assert (tmp_path / "real.toml").read_text() == "new"


def test_what_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "list.toml").mkdir()
    with pytest.raises(StorageFailed):
        edit.write(tmp_path / "list.toml", "x")
    assert os.listdir(tmp_path) == ["list.toml"]  # noqa: PTH208
    with pytest.raises(StorageFailed):
        edit.write(tmp_path / "none" / "list.toml", "x")
