"""The Google provider: touchbases as recurring events of the Calendar API v3."""

from touchbase.calendars.google.attendance import Attendance
from touchbase.calendars.google.calendar import GoogleCalendar
from touchbase.calendars.google.connection import Connection
from touchbase.calendars.google.resting import Rest
from touchbase.calendars.google.seen import home_of
from touchbase.calendars.google.source import GoogleSource
from touchbase.calendars.google.talk import Line
from touchbase.calendars.google.wire import CalendarWire, MeetWire

__all__ = [
    "Attendance",
    "CalendarWire",
    "Connection",
    "GoogleCalendar",
    "GoogleSource",
    "Line",
    "MeetWire",
    "Rest",
    "home_of",
]
