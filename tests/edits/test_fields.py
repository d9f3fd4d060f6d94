"""Every edit of a person meets every write of ours, on every calendar: the edit stays, and the wire shows why."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import pytest

from tests.edits.conftest import PLACES
from tests.edits.place import Place, Shown
from tests.edits.story import Story, Told
from tests.edits.table import EDITS, EVENING, TEXTS, WISHES, Edit, Wish
from touchbase.domain.zone import local

Stories = Callable[[type[Place], Wish], Story]
CELLS = [
    pytest.param(kind, wish, edit, id=f"{kind.name}-{wish.name}-{edit.name}")
    for kind in PLACES
    for wish in WISHES
    for edit in EDITS
    if edit.exists_on(kind)
]
PAIRS = [pytest.param(kind, wish, id=f"{kind.name}-{wish.name}") for kind in PLACES for wish in WISHES]


def words(shown: Shown) -> Mapping[str, object]:
    return {name: value for name, value in shown.items() if name != "guests"}


def others(shown: Shown, name: str) -> set[str]:
    """Whom a person added."""
    asked: Any = shown.get("guests", frozenset())
    return set(asked) - {f"{name}@example.com", f"{name}@example.org"}


@pytest.mark.parametrize(("kind", "wish", "edit"), CELLS)
def test_what_a_person_edited_stays(stories: Stories, kind: type[Place], wish: Wish, edit: Edit) -> None:
    told = stories(kind, wish).by_edit[edit.name]
    looks = zip(told.edited, told.kept, strict=True)
    for was, now in [next(looks)] if wish.ends else looks:
        assert words(now) == words(was)
        assert others(now, edit.name) == others(was, edit.name)
    _was_really_edited(told, edit)
    _dates_stay(told, wish, edit)


def _was_really_edited(told: Told, edit: Edit) -> None:
    """Else the story would show nothing."""
    now = told.edited[1 if edit.dated else 0]
    if edit.field == "guest":
        assert others(now, edit.name) == {TEXTS["guest"]}
    elif edit.field == "link":
        assert now["link"] != told.plain["link"]
    elif edit.field:
        assert TEXTS[edit.field] in str(now[edit.field])


def _dates_stay(told: Told, wish: Wish, edit: Edit) -> None:
    """The date is where the person put it, in the series as it goes on."""
    if wish.ends and (wish.writes_pinned or not edit.pins):
        return
    assert told.dates_kept.get(told.key) == told.dates_edited.get(told.key) or edit.pins
    if edit.name == "time-of-one-date":
        stands = told.dates_kept[told.key]
        assert stands is not None
        assert stands.start == told.key.replace(hour=18, minute=15)
        assert stands.end - stands.start == timedelta(minutes=45)
    if edit.name == "deleted-date":
        assert told.dates_kept.get(told.key) is None
    if edit.pins:
        stand = [period for period in told.dates_kept.values() if period is not None]
        assert {local(period.start, "Europe/London").time() for period in stand} == {EVENING}
        assert told.booking.pinned


@pytest.mark.parametrize(("kind", "wish"), PAIRS)
def test_our_writes_touch_what_is_ours_and_was_meant_to_change(stories: Stories, kind: type[Place], wish: Wish) -> None:
    """Two runs after the last one found nothing left to do: see `Place.settles`."""
    story = stories(kind, wish)
    assert story.touched <= wish.may_touch
    assert bool(story.touched) is bool(wish.may_touch)


@pytest.mark.parametrize(("kind", "wish"), PAIRS)
def test_everybody_whose_slot_is_ours_to_choose_is_written(stories: Stories, kind: type[Place], wish: Wish) -> None:
    """A slot that a person chose is not moved again, and one that the guest declined is not gone on with."""
    story = stories(kind, wish)
    edits = [edit for edit in EDITS if edit.name in story.by_edit]
    due = {
        edit.name for edit in edits
        if (wish.writes_pinned or not edit.pins) and (wish.writes_declined or not edit.declines)
    }  # fmt: skip
    assert story.wrote == (due if wish.may_touch else set())


@pytest.mark.parametrize(("kind", "wish"), PAIRS)
def test_the_plan_says_in_words_what_was_seen(stories: Stories, kind: type[Place], wish: Wish) -> None:
    story = stories(kind, wish)
    for edit in EDITS:
        if edit.said and edit.name in story.by_edit and not (edit.declines and wish.ends and not story.wrote):
            name = edit.name.replace("-", " ").title()
            assert [line for line in story.words.splitlines() if name in line and edit.said in line], edit.name
