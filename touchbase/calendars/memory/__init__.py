"""A calendar in memory that behaves like a real provider, and the hands of its people. For tests and trials."""

from touchbase.calendars.memory.calendar import MemoryCalendar
from touchbase.calendars.memory.hands import Hands
from touchbase.calendars.memory.records import Call, Mail

__all__ = ["Call", "Hands", "Mail", "MemoryCalendar"]
