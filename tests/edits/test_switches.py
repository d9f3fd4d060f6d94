"""The same stories where a provider behaves in the less likely of two ways; most of them for the soak."""

import os
from pathlib import Path

import pytest

from tests.edits.on_google import OnGoogle
from tests.edits.on_outlook import OnOutlook
from tests.edits.place import OFF, TIMES
from tests.edits.story import tell
from tests.edits.table import EDITS, WISHES, Wish
from tests.edits.test_fields import others, words
from tests.emulators.google.switches import Switches as Google
from tests.emulators.graph.switches import Switches as Graph

SOAK = os.environ.get("HYPOTHESIS_PROFILE") == "soak"
GOOGLE = {
    "rule changes drop single dates": Google(rule_change_drops_all=True),
    "dates do not inherit the tag": Google(instances_inherit_private=False),
    "the organiser is a guest": Google(adds_organizer=True, move_resets_replies=True),
    "titles follow": Google(exceptions_follow=True, restores=False, restores_dates=False),
}
GRAPH = {
    "another range drops single dates": Graph(range_change_drops_exceptions=True),
    "tags stay in one calendar": Graph(tag_filter_spans_mailbox=False, tags_on_occurrences=False),
    "a move resets replies": Graph(move_resets_replies=True, reply_makes_exception=False),
}
IN_CI = {("another range drops single dates", "the year is over and it goes on")}
STORIES = [
    pytest.param(wish, way, id=f"{way}-{wish.name}")
    for way in (*GOOGLE, *GRAPH)
    for wish in WISHES
    if SOAK or (way, wish.name) in IN_CI
]


@pytest.mark.parametrize(("wish", "way"), STORIES)
def test_what_a_person_edited_on_the_series_and_where_they_put_dates_stays(
    wish: Wish, way: str, tmp_path: Path
) -> None:
    """What was written on a single date alone is lost where Outlook drops it with the rule."""
    kind = OnGoogle if way in GOOGLE else OnOutlook
    story = tell(lambda home: OnGoogle(home, GOOGLE[way]) if kind is OnGoogle else OnOutlook(home, GRAPH[way]),
                 tmp_path, wish)  # fmt: skip
    assert story.touched <= wish.may_touch | ({TIMES, OFF} if wish.may_touch else set())
    for edit in EDITS:
        if edit.name in story.by_edit:
            told = story.by_edit[edit.name]
            assert words(told.kept[0]) == words(told.edited[0])
            assert others(told.kept[0], edit.name) == others(told.edited[0], edit.name)
            assert wish.ends or told.dates_kept.get(told.key) == told.dates_edited.get(told.key)
