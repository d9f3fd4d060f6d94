"""Single writes to an event of ours, and what their answers mean for the conversation."""

from touchbase.calendars.outlook.answers import Answer, error_of
from touchbase.calendars.outlook.asks import Ask, Json, Place, delete, patch, post
from touchbase.calendars.outlook.event import Master, SeenDate
from touchbase.calendars.outlook.moments import on_clock
from touchbase.calendars.outlook.talk import LookAgain
from touchbase.domain.period import Period

DATE_OFF = "This one date is off; the others stand."
SERIES_OFF = "These dates are off."


def checked(answer: Answer) -> Answer:
    """LookAgain where the write may have been done, or the event is no longer what was read; else its error."""
    if answer.ok:
        return answer
    if answer.unsure or answer.changed or answer.missing:
        raise LookAgain(answer)
    raise error_of(answer)


def moved(place: Place, master: Master, date: SeenDate, period: Period) -> Ask:
    """Only its times: everything else people did to the date stays."""
    zone_name = "UTC" if master.written == "UTC" else master.zone
    body = {
        "start": on_clock(period.start, zone_name, master.written),
        "end": on_clock(period.end, zone_name, master.written),
    }
    return patch(place.event(date.id), body, date.etag)


def taken_off(place: Place, master: Master, date: SeenDate) -> Ask:
    """One date: with a word to the guests, where there are any."""
    if master.asks_somebody:
        return post(place.event(date.id, "cancel"), {"comment": DATE_OFF})
    return delete(place.event(date.id), date.etag)


def cancelled(place: Place, master: Master) -> Ask:
    """The whole series."""
    if master.asks_somebody:
        return post(place.event(master.id, "cancel"), {"comment": SERIES_OFF})
    return delete(place.event(master.id), master.etag)


def repeated(place: Place, master: Master, recurrence: Json) -> Ask:
    """Another recurrence and nothing else: the guests' notes, the room and the Teams link stay."""
    return patch(place.event(master.id), {"recurrence": recurrence}, master.etag)
