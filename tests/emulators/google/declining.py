"""Out of office and focus time that decline invitations by themselves, with nobody there."""

from datetime import timedelta

from tests.emulators.google.meeting import Date, Key, Meeting
from tests.emulators.google.world import Book, World

AHEAD = timedelta(days=400)


def decline_conflicts(world: World, meeting: Meeting, key: Key) -> None:
    """Dates of a new or moved event that fall into a guest's absence come back declined."""
    for calendar in world.guests_of(meeting):
        for block, message in _blocks(world, world.books[calendar]):
            for date in _dates(meeting, key, block):
                _decline(world, date, calendar, message)


def absent(world: World, book: Book, block: Date) -> None:
    """A new absence that also declines what was there before."""
    mode, message = _mode(block)
    if mode != "declineAllConflictingInvitations":
        return
    for meeting in list(book.meetings.values()):
        if meeting.calendar != book.id:
            for date in _dates(meeting, None, block):
                _decline(world, date, book.id, message)


def _blocks(world: World, book: Book) -> list[tuple[Date, str]]:
    found = []
    for meeting in book.meetings.values():
        if meeting.fields.get("eventType") in ("outOfOffice", "focusTime") and not meeting.cancelled:
            for date in meeting.between(world.now - AHEAD, world.now + AHEAD):
                mode, message = _mode(date)
                if mode not in ("", "declineNone") and not date.cancelled:
                    found.append((date, message))
    return found


def _mode(date: Date) -> tuple[str, str]:
    for name in ("outOfOfficeProperties", "focusTimeProperties"):
        if name in date.fields:
            return date.fields[name].get("autoDeclineMode", "declineNone"), date.fields[name].get("declineMessage", "")
    return "", ""


def _dates(meeting: Meeting, key: Key, block: Date) -> list[Date]:
    if meeting.cancelled:
        return []
    if key is not None:
        date = meeting.date(key)
        return [date] if date.meets(block.start.instant, block.end.instant) and not date.cancelled else []
    return [date for date in meeting.between(block.start.instant, block.end.instant) if not date.cancelled]


def _decline(world: World, date: Date, calendar: str, message: str) -> None:
    from tests.emulators.google.writing import answer

    if date.reply(calendar) not in ("", "declined"):
        answer(world, date.meeting, date.key, calendar, "declined", message or "Declined automatically")
