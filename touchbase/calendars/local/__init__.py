"""The local provider: a folder of .ics files, one a series, as calendar programs and file synchronisers use them."""

from touchbase.calendars.local.calendar import LocalCalendar
from touchbase.calendars.local.further import IcsOfPeople, IcsSource
from touchbase.calendars.local.limits import Limits

__all__ = ["IcsOfPeople", "IcsSource", "Limits", "LocalCalendar"]
