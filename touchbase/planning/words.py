"""How dates, slots and lists of people are said in a sentence."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from touchbase.domain.zone import local

if TYPE_CHECKING:
    from touchbase.domain.recurrence import Recurrence

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SHORT = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
TWO_DIGITS = tuple(f"{number:02}" for number in range(60))  # formatting each time costs status a tenth
ORDINALS = ("first", "second", "third", "fourth")


def day_words(day: date, today: date) -> str:
    """`3 March`, with its year when that is not this one."""
    words = f"{day.day} {MONTHS[day.month - 1]}"
    return words if day.year == today.year else f"{words} {day.year}"


def time_words(moment: datetime, zone: str) -> str:
    """`Tue 3 March 10:00` on the wall clock of that zone."""
    at = local(moment, zone)
    return f"{SHORT[at.weekday()]} {at.day} {MONTHS[at.month - 1]} {TWO_DIGITS[at.hour]}:{TWO_DIGITS[at.minute]}"


def slot_words(recurrence: "Recurrence") -> str:
    """`monthly on the first Tuesday at 10:00 (Europe/London)`."""
    weekday = WEEKDAYS[recurrence.first.weekday()]
    monthly = recurrence.cadence.unit == "month"
    day = f"the {ORDINALS[recurrence.nth - 1]} {weekday}" if monthly else weekday
    return f"{recurrence.cadence} on {day} at {recurrence.at:%H:%M} ({recurrence.zone})"


def counted(number: int, noun: str) -> str:
    """`1 date`, `2 dates`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
