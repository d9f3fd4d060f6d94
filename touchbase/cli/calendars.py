"""Which calendars there are: the one that is written, and the further ones that say when the owner is busy."""

from typing import TYPE_CHECKING

from touchbase.calendars.port import Calendar
from touchbase.calendars.source import BusySource
from touchbase.calendars.together import Later, Together

if TYPE_CHECKING:
    from touchbase.cli.context import Context
    from touchbase.config.values import BusySource as Setting


def owners_calendar(context: "Context") -> Calendar:
    """The configured calendar, joined with those of [[calendar.busy_from]]. Nothing is asked of any provider yet."""
    config = context.config
    local = config.provider == "local"  # it reads .ics files by itself
    further = [setting for setting in config.busy_from if not (local and setting.ics)]
    if local and not further:
        return _local(context)
    from touchbase.calendars.local import IcsOfPeople

    main, sources = _main(context), [_source(context, setting) for setting in further]
    return Together(main, sources, context.owner, None if local else IcsOfPeople())


def _main(context: "Context") -> Calendar:
    match context.config.provider:
        case "local":
            return _local(context)
        case "google":
            from touchbase.cli.at_google import google_calendar

            return google_calendar(context)
        case _:
            from touchbase.cli.at_outlook import outlook_calendar

            return outlook_calendar(context)


def _local(context: "Context") -> Calendar:
    from touchbase.calendars.local import LocalCalendar

    paths = [setting.ics for setting in context.config.busy_from if setting.ics is not None]
    return LocalCalendar(context.config.local_folder, paths, context.owner)


def _source(context: "Context", setting: "Setting") -> BusySource:
    if setting.ics is not None:
        from touchbase.calendars.local import IcsSource

        return IcsSource(setting.ics, context.owner)
    where = f"{setting.provider.title()} calendar {setting.calendar_id}"
    from touchbase.cli.noted import Noted

    return Noted(Later(where, lambda: _of_provider(context, setting)), context)


def _of_provider(context: "Context", setting: "Setting") -> BusySource:
    """Made when it is read, so that a sign-in which is missing there does not stop the main calendar."""
    if setting.provider == "google":
        from touchbase.cli.at_google import google_busy

        return google_busy(context, setting.calendar_id)
    from touchbase.cli.at_outlook import outlook_busy

    return outlook_busy(context, setting.calendar_id)
