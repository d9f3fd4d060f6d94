"""Calendars at Microsoft, put together from config.toml and the sign-in. Nothing is sent by it."""

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from touchbase.calendars.outlook import GraphWire, OutlookBusy, OutlookCalendar
    from touchbase.calendars.patience import Waiter
    from touchbase.cli.context import Context


def outlook_calendar(context: "Context") -> "OutlookCalendar":
    """The calendar the touchbases are written to."""
    from touchbase.calendars.outlook import Departed, OutlookCalendar
    from touchbase.calendars.whose import Whose
    from touchbase.cli.notebook import ContextNotebook

    settings, waiter, notebook = context.config.outlook, _waiter(context), ContextNotebook(context)
    return OutlookCalendar(
        _wire(context, waiter),
        waiter,
        context.clock,
        context.owner,
        str(settings.get("calendar_id") or ""),
        attendance=settings.get("attendance") is True,
        whose=Whose("outlook", context.owner, notebook),
        departed=Departed(notebook),
    )


def outlook_busy(context: "Context", calendar_id: str) -> "OutlookBusy":
    """A further calendar, which only says when the owner is busy."""
    from touchbase.calendars.outlook import OutlookBusy

    waiter = _waiter(context)
    return OutlookBusy(_wire(context, waiter), waiter, context.owner, calendar_id)


def _waiter(context: "Context") -> "Waiter":
    from touchbase.calendars.patience import Waiter

    return Waiter(context.clock, context.sleep, random.random)


def _wire(context: "Context", waiter: "Waiter") -> "GraphWire":
    from touchbase.auth.wire import ca_bundle
    from touchbase.calendars.outlook import GraphWire

    endpoint = str(context.config.outlook["endpoint"])
    wire = GraphWire(context.outlook, endpoint, waiter.retry_after, ca_bundle(context.environ))
    context.at_end.callback(wire.close)
    return wire
