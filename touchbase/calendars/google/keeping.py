"""What was done to single dates, done again where Google forgot it because the rule was changed."""

from collections.abc import Iterator

from touchbase.calendars.dates import Override, Standing
from touchbase.calendars.google.answers import error_of
from touchbase.calendars.google.calls import Call, Json, delete, patch
from touchbase.calendars.google.days import Dates
from touchbase.calendars.google.events import times
from touchbase.calendars.google.seen import Home, period, zone_of
from touchbase.calendars.google.talk import Talk


def eventful(stands: Standing) -> bool:
    """True when a date was moved or taken off."""
    return any(one.cancelled_by or one.period != stands.place(key) for key, one in stands.overrides.items())


def keeping(before: Standing | None, now: Dates, home: Home) -> Talk[None]:
    """Moves and skips as they stood `before`. Nobody is mailed: the guest was told of each when it was made."""
    calls = tuple(_again(before, now, home)) if before is not None else ()
    if calls:
        answers = yield calls
        for answer in answers:
            if not answer.ok and not answer.missing:
                raise error_of(answer)


def _again(before: Standing, now: Dates, home: Home) -> Iterator[Call]:
    for key, event in now.items():
        override = before.overrides.get(key)
        if override is not None:
            yield from _once_more(override, event, home)


def _once_more(override: Override, event: Json, home: Home) -> Iterator[Call]:
    if override.cancelled_by is not None:
        yield delete(event, mail=False)
    elif override.period is not None and override.period != period(event, home.owner.zone):
        yield patch(event, times(override.period, zone_of(event, home)), mail=False)
