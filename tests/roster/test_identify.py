"""Ids from names: readable, unique, and the same every time."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchbase.roster.fields import checked
from touchbase.roster.identify import ids, slug

NAMES = [
    ("Ana Ruiz", "ana-ruiz", "a plain name"),
    ("  ANA   ruiz ", "ana-ruiz", "case and spaces do not matter"),
    ("José Núñez", "jose-nunez", "accents fall off"),
    ("Jose\u0301", "jose", "composed or not"),
    ("O'Brien, Pat (Dr.)", "o-brien-pat-dr", "signs become dashes"),
    ("小林 さくら", "person-22d9e1", "no Latin letter: a code"),
    ("🦊", "person-4e3b0f", "not even a letter"),
    ("Ng", "ng", "short"),
    ("a" * 80, "a" * 48, "long names are cut"),
]


@pytest.mark.parametrize(("name", "expected", "why"), NAMES, ids=[row[-1] for row in NAMES])
def test_a_name_becomes_an_id(name: str, expected: str, why: str) -> None:
    found = slug(name, ())
    assert found == expected or (expected.startswith("person-") and re.fullmatch("person-[0-9a-f]{6}", found)), why
    assert slug(name, ()) == found


def test_a_taken_id_gets_a_number() -> None:
    assert slug("Ana", ["Ana"]) == "ana-2"
    assert slug("Ana", ["ana", "ana-2"]) == "ana-3"


def test_different_names_without_latin_letters_differ() -> None:
    assert slug("小林", ()) != slug("佐藤", ())


@given(st.text(max_size=80), st.integers(0, 12))
def test_whatever_the_name_the_id_is_one(name: str, others: int) -> None:
    taken: set[str] = set()
    for _ in range(others):
        taken.add(slug(name, taken))
    assert len(taken) == others
    id = slug(name, taken)
    assert checked("id", id) == id
    assert id not in taken


def test_written_ids_are_kept_and_others_step_aside() -> None:
    entries: list[dict[str, object]] = [
        {"name": "Ana"},
        {"id": "ana", "name": "Other"},
        {"name": "Ana"},
        {"id": " ", "name": "Ben"},
        {},
    ]
    assert ids(entries)[:4] == ("ana-2", "ana", "ana-3", "ben")
    assert ids(entries)[4].startswith("person-")
