"""A further Outlook calendar of the owner's, which is only looked at."""

from collections.abc import Callable
from typing import Any

from touchbase.calendars.outlook.asks import Place
from touchbase.calendars.outlook.event import Person
from touchbase.calendars.outlook.others import others
from touchbase.calendars.outlook.paging import Items, pages
from touchbase.calendars.outlook.reading import checked, views_of
from touchbase.calendars.outlook.talk import Line, Talk
from touchbase.calendars.outlook.wire import GraphWire
from touchbase.calendars.patience import Waiter
from touchbase.calendars.source import Told
from touchbase.domain.owner import Owner
from touchbase.domain.period import Period


class OutlookBusy:
    """See `BusySource` for what it promises; "" is the default calendar of the mailbox."""

    def __init__(self, wire: GraphWire, waiter: Waiter, owner: Owner, calendar_id: str = "") -> None:
        self.where = f"Outlook calendar {calendar_id}".rstrip()
        self._wire = wire
        self._line = Line(wire, waiter)
        self._place = Place(wire.mailbox, calendar_id)
        self._person = Person(owner.zone, owner.all_addresses)

    def commitments(self, window: Period) -> Told:
        events = self._line.one(self._events(window))
        found, problems = others(events, self._person)
        return Told(tuple(one for one in found if one.period.overlaps(window)), tuple(problems), whole=not problems)

    def _events(self, window: Period) -> Callable[[bool], Talk[Items]]:
        def talk(_: bool) -> Talk[Items]:
            asks = views_of(self._place, window)
            answers = yield asks
            found: dict[str, dict[str, Any]] = {}
            for ask, answer in zip(asks, answers, strict=True):
                for event in (yield from pages(self._wire.root, ask, checked(answer))):
                    found[str(event.get("id"))] = event
            return list(found.values())

        return talk
