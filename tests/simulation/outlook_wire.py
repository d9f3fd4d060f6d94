"""The invariants on the recorded wire history: everything that ever went to Microsoft, parts of batches one by one."""

from collections import Counter
from urllib.parse import quote

from tests.emulators.graph.graph import Spoken
from tests.simulation.outlook_seen import OutlookSeen, tag_of
from tests.simulation.year import PRIVATE


def check(seen: OutlookSeen) -> None:
    """All of them."""
    spoken = seen.graph.spoken()
    one_event_for_each_transaction(spoken)
    nothing_foreign_is_written(seen, spoken)
    nothing_private_leaves(seen, spoken)
    the_preference_is_everywhere(spoken)
    every_change_names_what_it_changes(spoken)
    tokens_go_to_their_service_only(seen)


def one_event_for_each_transaction(spoken: list[Spoken]) -> None:
    """I1, I3: each create carries its own transactionId, and one id never made two events."""
    made: dict[str, set[str]] = {}
    bodies: dict[str, set[bytes]] = {}
    for one in spoken:
        if one.request.method == "POST" and one.request.path.endswith("/events"):
            body = one.request.json
            tag = body["singleValueExtendedProperties"][0]["value"]
            bodies.setdefault(tag, set()).add(one.request.body)
            if one.status == 201 and one.body:
                made.setdefault(body["transactionId"], set()).add(one.body["id"])
    assert all(len(some) == 1 for some in bodies.values()), "a repeated create is the same to the last letter"
    twice = {transaction: ids for transaction, ids in made.items() if len(ids) > 1}
    assert not twice, twice


def nothing_foreign_is_written(seen: OutlookSeen, spoken: list[Spoken]) -> None:
    """I5: no write goes to an event without our tag; those of others stand until the end, so their ids are known."""
    box = seen.box
    foreign = [item for item in box.items.values() if tag_of(item) is None]
    ids = {box.id_of(item, immutable=kind).rstrip("=") for item in foreign for kind in (True, False)}
    written = [one.request for one in spoken if one.writes]
    hit = [one.target for one in written if any(id in one.path or quote(id, safe="") in one.path for id in ids)]
    assert not hit, hit
    assert all("/users/" not in one.path for one in written)


def nothing_private_leaves(seen: OutlookSeen, spoken: list[Spoken]) -> None:
    """I11: no note, tag, state or priority in any request; no secret outside its header or the token endpoint."""
    for one in spoken:
        said = f"{one.request.target} {one.request.body.decode()}".lower()
        found = [word for word in PRIVATE if word in said]
        assert not found, (found, one.request.target)
        assert "-secret-" not in said, one.request.target


def the_preference_is_everywhere(spoken: list[Spoken]) -> None:
    """Immutable ids are asked for per request: one without mixes the two kinds."""
    lacking = Counter(
        f"{one.request.method} {one.request.path}"
        for one in spoken
        if "event" in one.request.path.lower() + str(one.body)[:40].lower()
        and 'idtype="immutableid"' not in one.request.headers.get("prefer", "").lower()
    )
    assert not lacking, lacking


def every_change_names_what_it_changes(spoken: list[Spoken]) -> None:
    """If-Match on each PATCH and DELETE: a change that was decided on something else does not get through."""
    kinds = ("PATCH", "DELETE")
    blind = [
        one.request.target for one in spoken if one.request.method in kinds and "if-match" not in one.request.headers
    ]
    assert not blind, blind


def tokens_go_to_their_service_only(seen: OutlookSeen) -> None:
    """Refresh tokens and codes are posted to the token endpoint and nowhere else."""
    for one in seen.graph.server.wire():
        if b"refresh-secret-" in one.request.body or b"code-secret-" in one.request.body:
            assert one.request.path.endswith("/token"), one.request.path
