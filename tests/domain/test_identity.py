"""Names that come out the same every time, for ever: calendars out there hold them."""

import re
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from touchbase.domain.identity import operation_id, series_uid, touchbase_id

TEXT = st.text(st.characters(exclude_characters="\x1f"), max_size=20)
START = datetime(2026, 3, 3, 10, tzinfo=UTC)


def test_the_names_of_the_first_release_stay() -> None:
    assert series_uid("sam@example.com", "ana", 1) == "tb488e72d2ca2f7586d44402cdb69cd96865cf7d"
    assert touchbase_id("sam@example.com", "ana", START, "uid") == "b68e5ff0e4a7"
    assert operation_id("create", "uid") == "4b6d8587f545b7779653cca7"


@given(TEXT, TEXT, st.integers(0, 99))
def test_a_uid_is_legal_for_every_provider(owner: str, stakeholder: str, generation: int) -> None:
    uid = series_uid(owner, stakeholder, generation)
    assert re.fullmatch(r"[0-9a-v]{5,1024}", uid), "Google allows base32hex alone"
    assert uid == series_uid(owner, stakeholder, generation)


@given(st.tuples(TEXT, TEXT, st.integers(0, 9)), st.tuples(TEXT, TEXT, st.integers(0, 9)))
def test_different_series_have_different_uids(one: tuple[str, str, int], other: tuple[str, str, int]) -> None:
    assert (series_uid(*one) == series_uid(*other)) is (one == other)


def test_the_parts_do_not_run_together() -> None:
    assert operation_id("ab", "c") != operation_id("a", "bc")
    assert touchbase_id("a", "bc", START, "x") != touchbase_id("ab", "c", START, "x")
    assert len(touchbase_id("a", "b", START, "x")) == 12
