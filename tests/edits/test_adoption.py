"""A series made by hand, with all that people wrote on it, is adopted and then looked after: all of it stays."""

from datetime import date, time

from tests.calendars.contract import OWNER
from tests.edits.place import GUESTS, RULE, TAG, Place, person
from tests.edits.table import TEXTS
from touchbase.domain.cadence import Cadence
from touchbase.domain.recurrence import Recurrence
from touchbase.planning.adoption import adoption
from touchbase.sync import look_by_hand, take_over

ANA = "ana-ruiz"
MONDAYS = Recurrence(date(2026, 1, 5), time(10), OWNER.zone, Cadence(1, "week"), 30, date(2026, 12, 31))


def test_adoption_writes_the_tag_and_every_later_write_its_own_field(place: Place) -> None:
    place.known(ANA)
    place.list = [person(ANA)]
    uid = place.people.meet_weekly("coffee", MONDAYS, f"{ANA}@example.com")
    for field in sorted(place.fields - {"guest"}):
        place.edit(uid, field, TEXTS[field])
    made = place.shown(uid)
    place.mark()
    with place.open() as store:
        found = look_by_hand(place.world(store), place.list)
        outcome = take_over(place.world(store), found, adoption(found.of(ANA)[0], found.snapshot), "the adoption")
    assert [change.kind for change in outcome.applied] == ["adopt"]
    assert _touched(place) == {TAG}
    assert place.shown(uid) == made
    if "guest" in place.fields:
        place.edit(uid, "guest", TEXTS["guest"])
    before = place.shown(uid)
    place.settles()
    place.at(place.now.replace(month=12, day=1))
    place.relist(ANA, email="ana@example.org")
    place.mark()
    done = place.run()
    assert sorted(change.kind for change in done.applied) == ["readdress", "renew"]
    assert _touched(place) <= {RULE, GUESTS, TAG}
    after = place.shown(uid)
    assert {**after, "guests": 0} == {**before, "guests": 0}
    assert TEXTS["guest"] in str(after.get("guests", TEXTS["guest"]))
    assert TEXTS["title"] in str(after["title"])
    place.settles()


def _touched(place: Place) -> frozenset[str]:
    return frozenset[str]().union(*place.written().values())
