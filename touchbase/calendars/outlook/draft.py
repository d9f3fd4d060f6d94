"""A series of ours as the event Graph is asked to make (Graph: create event)."""

from typing import Any

from touchbase.calendars.outlook.moments import at_wall
from touchbase.calendars.outlook.pattern import to_pattern
from touchbase.calendars.outlook.tag import Tag, to_property
from touchbase.calendars.outlook.zones import windows_name
from touchbase.domain.event import Series
from touchbase.domain.period import Period
from touchbase.domain.recurrence import Recurrence
from touchbase.domain.zone import local

TEAMS = "teamsForBusiness"


def to_graph(series: Series, *, teams: bool = False) -> dict[str, Any]:
    """The same series gives the same body to the last letter, so that a repetition is known by its transactionId.

    `teams` says that the mailbox can hold Teams meetings. Nothing but what the guest may see is in it.
    """
    rule = series.recurrence
    written = windows_name(rule.zone, rule.first)
    made: dict[str, Any] = {
        "subject": series.summary,
        "body": {"contentType": "text", "content": series.description},
        **_first(rule, written),
        "recurrence": to_pattern(rule, written),
        "attendees": [{"type": "required", "emailAddress": {"name": series.guest_name, "address": series.guest_email}}],
        "transactionId": series.uid,
        "singleValueExtendedProperties": to_property(Tag(series.uid, series.stakeholder, series.generation, rule.zone)),
    }
    if series.conference and teams:
        made |= {"isOnlineMeeting": True, "onlineMeetingProvider": TEAMS}
    return made


def _first(rule: Recurrence, written: str) -> dict[str, Any]:
    """The first date, its end on the wall clock too: that is how Graph keeps it."""
    start = next(rule.starts(_from(rule)))
    end = local(rule.period(start).end, rule.zone)
    return {
        "start": at_wall(rule.first, rule.at, written),
        "end": at_wall(end.date(), end.time(), written),
    }


def _from(rule: Recurrence) -> Period:
    from datetime import UTC, datetime, time, timedelta

    day = datetime.combine(rule.first, time(0), tzinfo=UTC)
    return Period(day - timedelta(days=2), day + timedelta(days=3))
