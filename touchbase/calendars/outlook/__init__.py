"""Outlook calendars through Microsoft Graph v1.0: pure conversations, and one thin wire that sends."""

from touchbase.calendars.outlook.busy import OutlookBusy
from touchbase.calendars.outlook.calendar import OutlookCalendar
from touchbase.calendars.outlook.departed import Departed
from touchbase.calendars.outlook.wire import GraphWire, SignedIn

__all__ = ["Departed", "GraphWire", "OutlookBusy", "OutlookCalendar", "SignedIn"]
