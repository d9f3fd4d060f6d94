"""Who is covered, who is not, and whether everybody is treated alike."""

from datetime import UTC, datetime, timedelta

from tests.agenda.memos import LONDON, NOW, TODAY
from tests.agenda.people import person
from touchbase.domain.event import Evidence, Reply, Who
from touchbase.domain.history import NO_HISTORY, History
from touchbase.domain.owner import Owner, Thresholds
from touchbase.domain.period import Period
from touchbase.domain.stakeholder import Stakeholder
from touchbase.domain.touchbase import Judgement, Touchbase, Verdict
from touchbase.planning.health import assess
from touchbase.reports.coverage import coverage, coverage_json, coverage_table, side
from touchbase.reports.fairness import Share, Told, fairness, fairness_json, fairness_table
from touchbase.reports.status import Line

OWNER = Owner("Sam Okafor", "sam@example.com", LONDON, ("sam@example.org",))


def line(who: Stakeholder, days: int | None) -> Line:
    history = NO_HISTORY if days is None else History(NOW - timedelta(days=days), "likely")
    return Line(who, history, assess(who, history, NOW, LONDON, Thresholds()))


def test_groups_in_the_known_order_with_who_was_met_last() -> None:
    lines = [
        line(person("ana", "peer"), 3),
        line(person("bo", "boss", priority=1), None),
        line(person("cy", "neighbour", priority=5), 90),
        line(person("di", "peer"), 40),
    ]
    found = coverage(lines, OWNER)
    assert [(one.name, one.people, one.attention) for one in found.groups] == [
        ("boss", 1, 1), ("peer", 2, 1), ("neighbour", 1, 1), ("inside", 4, 3), ("outside", 0, 0),
    ]  # fmt: skip
    assert found.groups[1].last_held == TODAY - timedelta(days=3)
    assert found.never_met == ("Bo Lind",)
    assert "customer" in found.nobody
    assert "peer" not in found.nobody


def test_a_low_priority_never_met_is_no_key_person() -> None:
    assert coverage([line(person("ana", priority=3), None)], OWNER).never_met == ()


def test_inside_is_the_domain_of_the_address_unless_the_list_says_otherwise() -> None:
    assert side(person("ana"), OWNER) == "inside"
    assert side(person("ana")._replace(email="ana@example.net"), OWNER) == "outside"
    assert side(person("ana")._replace(email="ana@EXAMPLE.ORG"), OWNER) == "inside"
    assert side(person("ana", side="outside"), OWNER) == "outside"


def test_the_table_says_what_is_missing() -> None:
    table = coverage_table(coverage([line(person("bo", "boss", priority=1), None)], OWNER), TODAY)
    assert table.rows[0].cells == ("boss", "1", "never", "1")
    assert table.notes[0].startswith("Nobody on your list yet: peer, direct report,")
    assert table.notes[1] == "Key people never met: Bo Lind."
    assert coverage_json(coverage([], OWNER))["never_met"] == []


def told(
    who: str, verdict: Verdict, days: int = 3, by: Who | None = None, owner: Reply = "accepted",
    guest: Reply = "accepted",
) -> Told:  # fmt: skip
    start = NOW - timedelta(days=days)
    entry = Touchbase(f"{who}{days}", who, start, 30, "touchbase", Judgement(verdict, ("why",)), "calendar")
    return entry, Evidence("tb", start, Period.lasting(start, 30), by, owner, guest)


def test_who_called_off_what_by_group_and_priority() -> None:
    people = (person("ana", "peer"), person("bo", "direct_report", priority=1))
    log = [
        told("ana", "likely"),
        told("ana", "not_held", 4, by="owner"),
        told("bo", "not_held", 5, owner="declined"),
        told("bo", "not_held", 6, guest="declined"),
        told("bo", "not_held", 7, by="stakeholder"),
        told("bo", "not_held", 8, by="someone"),
        told("bo", "likely", 9, guest="declined"),
        told("bo", "likely", 500),
        told("gone", "likely"),
    ]
    found = fairness(people, log, {"ana": 2, "bo": 0, "gone": 1}, TODAY - timedelta(days=365), LONDON)
    assert found == (
        Share("direct_report", 1, 5, 1, 1, 0, 2, 30),
        Share("peer", 2, 2, 1, 1, 2, 0, 30),
    )
    assert [share.level for share in found] == ["below", "beside"]
    assert fairness_json(found)["fairness"][0]["level"] == "below"  # type: ignore[index]
    assert fairness_table(found).rows[0].cells == ("direct report", "below", "1", "5", "1", "1", "0", "2", "30")


def test_moves_alone_make_a_row_and_an_empty_log_says_so() -> None:
    assert fairness((person("ana", "mystery"),), (), {"ana": 1}, TODAY, LONDON) == (Share("mystery", 2, owner_moved=1),)
    assert Share("mystery", 2).level == "outside"
    assert fairness_table(()).title.startswith("Nothing is logged yet")


def test_a_contact_logged_by_hand_counts_its_minutes() -> None:
    entry = Touchbase(
        "x", "ana", datetime(2026, 6, 1, tzinfo=UTC), 45, "call", Judgement("confirmed", ("you",)), "human"
    )
    [share] = fairness((person("ana"),), [(entry, None)], {}, TODAY - timedelta(days=9), LONDON)
    assert (share.dates, share.held, share.minutes) == (1, 1, 45)
