"""Calendars at Google, put together from config.toml and the sign-in. Nothing is sent by it."""

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from touchbase.calendars.google import Attendance, Connection, GoogleCalendar, GoogleSource, Line
    from touchbase.calendars.patience import Waiter
    from touchbase.cli.context import Context


def google_calendar(context: "Context") -> "GoogleCalendar":
    """The calendar the touchbases are written to."""
    from touchbase.calendars.google import GoogleCalendar, Rest
    from touchbase.calendars.whose import Whose
    from touchbase.cli.notebook import ContextNotebook

    waiter = _waiter(context)
    connection = _connection(context, waiter)
    calendar_id = str(context.config.google["calendar_id"])
    return GoogleCalendar(
        _line(context, connection, waiter, calendar_id),
        context.owner,
        primary=calendar_id == "primary",
        meet=_attendance(context, connection, waiter),
        rest=Rest(lambda: context.store, lambda: context.now),
        missing=context.google.missing,
        whose=Whose("google", context.owner, ContextNotebook(context)),
        clock=connection.told_at,
    )


def google_busy(context: "Context", calendar_id: str) -> "GoogleSource":
    """A further calendar, which only says when the owner is busy."""
    from touchbase.calendars.google import GoogleSource

    waiter = _waiter(context)
    return GoogleSource(_line(context, _connection(context, waiter), waiter, "primary"), calendar_id)


def _attendance(context: "Context", connection: "Connection", waiter: "Waiter") -> "Attendance | None":
    """None where it was not asked for, or not allowed."""
    from touchbase.auth.google_scopes import ATTENDANCE
    from touchbase.calendars.google import Attendance, Line, MeetWire, home_of

    settings = context.config.google
    if not settings["attendance"] or ATTENDANCE not in context.google.granted:
        return None
    wire = MeetWire(connection, str(settings.get("meet_endpoint", "")))
    return Attendance(Line(wire, waiter), home_of(context.owner), context.now)


def _line(context: "Context", connection: "Connection", waiter: "Waiter", calendar_id: str) -> "Line":
    from touchbase.calendars.google import CalendarWire, Line

    endpoint = str(context.config.google.get("api_endpoint", ""))
    return Line(CalendarWire(connection, calendar_id, endpoint), waiter)


def _connection(context: "Context", waiter: "Waiter") -> "Connection":
    from touchbase.auth.wire import ca_bundle
    from touchbase.calendars.google import Connection

    connection = Connection(context.google.credentials, waiter.retry_after, ca_bundle(context.environ))
    context.at_end.callback(connection.close)
    return connection


def _waiter(context: "Context") -> "Waiter":
    from touchbase.calendars.patience import Waiter

    return Waiter(context.clock, context.sleep, random.SystemRandom().random)
