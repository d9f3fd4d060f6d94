"""The invariants on the recorded wire history: everything that ever went to Google, parts of batches one by one."""

import re
from collections import Counter

from tests.emulators.google.call import Call
from tests.simulation.google_home import SAM
from tests.simulation.google_seen import GoogleSeen, tag_of
from tests.simulation.year import PRIVATE

CALENDAR, AUTH = ("/calendar/v3/", "/batch/calendar/v3"), ("/token", "/o/oauth2/", "/revoke")


def check(seen: GoogleSeen) -> None:
    """All of them."""
    calls = seen.google.calls
    every_write_says_who_is_mailed(calls)
    every_insert_has_its_own_id_and_is_made_once(calls)
    every_change_names_what_it_changes(calls)
    nothing_foreign_is_written(seen, calls)
    one_live_series_a_person(seen)
    nobody_is_invited_twice_to_one_thing(seen)
    nothing_private_leaves(seen)
    secrets_go_to_their_service_only(seen)


def every_write_says_who_is_mailed(calls: list[Call]) -> None:
    """Leaving sendUpdates out is no safe way of mailing nobody."""
    silent = [call for call in calls if call.writes and "sendUpdates" not in call.query]
    assert silent == []


def every_insert_has_its_own_id_and_is_made_once(calls: list[Call]) -> None:
    """I1, I3: an insert carries an id of ours, and one id was only ever taken once."""
    inserts = [call for call in calls if call.method == "calendar.events.insert"]
    assert all(re.fullmatch("tb[0-9a-f]{38}", call.event_id) for call in inserts)
    taken = Counter(call.event_id for call in inserts if call.status == 200)
    assert not [id for id, many in taken.items() if many > 1]


def every_change_names_what_it_changes(calls: list[Call]) -> None:
    """If-Match on each: a change that was decided on something else does not get through."""
    kinds = ("calendar.events.patch", "calendar.events.update", "calendar.events.delete")
    blind = [call for call in calls if call.method in kinds and call.headers.get("if-match", "*") == "*"]
    assert blind == []


def nothing_foreign_is_written(seen: GoogleSeen, calls: list[Call]) -> None:
    """I5: all that was ever written is an event of ours."""
    ours = {meeting.id for meeting, _ in seen.ours()}
    written = {call.event_id.partition("_")[0] for call in calls if call.writes and call.status < 300}
    assert written <= ours, written - ours
    foreign = [one for one in seen.google.world.books[SAM].meetings.values() if not tag_of(one)]
    assert all(one.sequence == 0 for one in foreign)


def one_live_series_a_person(seen: GoogleSeen) -> None:
    """I1, from the records at the end."""
    later = seen.google.now.replace(year=seen.google.now.year + 2)
    live = Counter(who for meeting, who in seen.ours() if not meeting.cancelled and
                   any(not date.cancelled for date in meeting.between(seen.google.now, later)))  # fmt: skip
    assert not [who for who, many in live.items() if many > 1], live


def nobody_is_invited_twice_to_one_thing(seen: GoogleSeen) -> None:
    """I4, over the whole time: one invitation a person and event."""
    invited = Counter((one.to, one.event, one.date) for one in seen.google.world.ledger.sent("invitation", by=SAM))
    assert not [what for what, many in invited.items() if many > 1]


def nothing_private_leaves(seen: GoogleSeen) -> None:
    """I11: no note, tag, state or priority in any request, its path, query, headers and body."""
    for one in seen.google.server.history:
        headers = {name: value for name, value in one.request.headers.items() if name != "priority"}
        said = f"{one.request.target} {headers} {one.request.body.decode()}".lower()
        found = [word for word in PRIVATE if word in said]
        assert not found, (found, one.request.target)


def secrets_go_to_their_service_only(seen: GoogleSeen) -> None:
    """Refresh tokens and the client's secret go to the token endpoint; access tokens never into an address."""
    for one in seen.google.server.history:
        request = one.request
        if not request.path.startswith(AUTH):
            assert request.path.startswith(CALENDAR) or request.path.startswith("/v2/"), request.path
            assert b"GOCSPX" not in request.body
            assert b"1//0" not in request.body
        assert "ya29." not in request.target
