"""The port's writes as changes of one file: each says whether there is anything to do, so a repetition does nothing."""

from collections.abc import Callable
from datetime import datetime

from touchbase.calendars.dates import Standing, cut
from touchbase.calendars.local.draft import Draft
from touchbase.calendars.local.text import address
from touchbase.calendars.local.vevent import guest
from touchbase.domain.period import Period
from touchbase.domain.recurrence import Recurrence
from touchbase.errors import CalendarRefused

Change = Callable[[Draft, Standing], bool]


def ending(after: datetime) -> Change:
    def change(draft: Draft, standing: Standing) -> bool:
        todo = cut(standing, after)
        if todo is not None and todo.last_kept is None:
            draft.cancel()
        elif todo is not None and todo.last_kept is not None:
            draft.end(todo.last_kept, todo.off, standing.seen.recurrence)
        return todo is not None

    return change


def renewing(recurrence: Recurrence) -> Change:
    def change(draft: Draft, standing: Standing) -> bool:
        now = standing.seen.recurrence
        if now is None or now.ending(recurrence.last) != recurrence:
            raise CalendarRefused(f"The series {standing.seen.uid} no longer stands in that slot.", "Look again first.")
        if now == recurrence:
            return False
        draft.renew(recurrence)
        return True

    return change


def asking(name: str, email: str) -> Change:
    def change(draft: Draft, standing: Standing) -> bool:
        if standing.seen.guest_email == address(email).lower():
            return False
        draft.ask(standing.seen.guest_email, guest(name, email))
        return True

    return change


def moving(original_start: datetime, period: Period) -> Change:
    def change(draft: Draft, standing: Standing) -> bool:
        _check(standing, original_start)
        if standing.at(original_start) == period:
            return False
        if standing.place(original_start) == period:
            draft.restore(original_start, period)
        else:
            draft.move(original_start, period)
        return True

    return change


def skipping(original_start: datetime) -> Change:
    def change(draft: Draft, standing: Standing) -> bool:
        _check(standing, original_start)
        if standing.at(original_start) is None:
            return False
        draft.skip(original_start)
        return True

    return change


def restoring(original_start: datetime) -> Change:
    def change(draft: Draft, standing: Standing) -> bool:
        place = standing.place(original_start)
        if place is None:
            raise no_date(standing.seen.uid, original_start)
        if standing.at(original_start) == place:
            return False
        draft.restore(original_start, place)
        return True

    return change


def no_date(uid: str, original_start: datetime) -> CalendarRefused:
    return CalendarRefused(f"The series {uid} has no date at {original_start:%Y-%m-%d %H:%M} UTC.")


def _check(standing: Standing, original_start: datetime) -> None:
    if not standing.has(original_start):
        raise no_date(standing.seen.uid, original_start)
