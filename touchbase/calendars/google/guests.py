"""The guest of a series under another address: asked on the series, and on the dates that have guests of their own."""

from collections.abc import Iterable, Iterator, Sequence

from touchbase.calendars.google.answers import error_of
from touchbase.calendars.google.calls import Call, Json, get, patch
from touchbase.calendars.google.events import GUEST, guest
from touchbase.calendars.google.owning import TRIES, contended, done, standing_one
from touchbase.calendars.google.seen import Home, attendees, cancelled, guest_of, mail
from touchbase.calendars.google.talk import Talk
from touchbase.calendars.google.whole import all_dates


def asking(uid: str, name: str, email: str, home: Home) -> Talk[None]:
    """As the port says of `change_guest`. Only the change of the series is mailed: it tells of every date."""
    old = ""
    for _ in range(TRIES):
        (answer,) = yield (get(uid),)
        master = standing_one(uid, answer, home)
        asked = mail(guest_of(master, home))
        if asked == email.lower():
            yield from _on_single_dates(master, old, guest(name, email), home)
            return
        old = asked
        body = {
            "attendees": _instead(attendees(master), old, guest(name, email)),
            "extendedProperties": {"private": {GUEST: email}},
        }
        (answer,) = yield (patch(master, body, mail=True),)
        done(answer)
    raise contended()


def _on_single_dates(master: Json, old: str, new: Json, home: Home) -> Talk[None]:
    dates = yield from all_dates(master, home)
    calls = tuple(_changes(dates.values(), old, new))
    answers = (yield calls) if calls else ()
    for answer in answers:
        if not answer.ok and not answer.missing:
            raise error_of(answer)


def _changes(dates: Iterable[Json], old: str, new: Json) -> Iterator[Call]:
    for date in dates:
        if not cancelled(date) and mail(new) not in map(mail, attendees(date)):
            yield patch(date, {"attendees": _instead(attendees(date), old, new)}, mail=False)


def _instead(asked: Sequence[Json], old: str, new: Json) -> list[Json]:
    """Everybody else as they were read, their answers with them: an array is replaced whole."""
    return [*(one for one in asked if mail(one) != old), new]
