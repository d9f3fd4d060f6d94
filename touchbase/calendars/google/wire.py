"""The wires to Google's services: calls become requests of one hoisted resource, several of them one batch."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from touchbase.calendars.google.answers import Answer
from touchbase.calendars.google.calls import Call
from touchbase.calendars.google.connection import Connection, answered

AT_ONCE = 50
"""Calls in one batch; Google takes more, and this is the figure every version of its guide allowed."""
ROOT, PATH = "https://www.googleapis.com/", "calendar/v3/"
MEET = "https://meet.googleapis.com/"


class CalendarWire:
    """The Calendar API v3. `endpoint` replaces the whole address, its path included; `calendar` is a calendar's id."""

    def __init__(self, connection: Connection, calendar: str = "primary", endpoint: str = "") -> None:
        self._connection = connection
        self._calendar = calendar
        self._endpoint = (endpoint or ROOT + PATH).rstrip("/") + "/"

    def send(self, calls: Sequence[Call]) -> list[Answer]:
        """One answer each, in order: a single call alone, several in batches. A token is renewed once."""
        answers = [answer for some in _in_groups(calls) for answer in self._sent(some)]
        refused = [n for n, answer in enumerate(answers) if answer.status == 401]
        if refused and self._connection.renew():
            for n, answer in zip(refused, self.send([calls[n] for n in refused]), strict=True):
                answers[n] = answer
        return answers

    def _sent(self, calls: Sequence[Call]) -> list[Answer]:
        if len(calls) > 1:
            return self._batch(calls)
        return [self._connection.answer(self._request(calls[0]).execute)]

    def _batch(self, calls: Sequence[Call]) -> list[Answer]:
        """What has no answer of its own when the batch breaks off may or may not have been done."""
        from googleapiclient.http import BatchHttpRequest

        answers: dict[str, Answer] = {}

        def note(id: str, body: Any, error: Any) -> None:
            answers[id] = answered(body) if error is None else self._connection.refused(error)

        batch = BatchHttpRequest(callback=note, batch_uri=self._batch_uri)
        for n, call in enumerate(calls):
            batch.add(self._request(call), request_id=str(n))
        rest = Answer(0)
        try:
            batch.execute(http=self._connection.http)
        except Exception as reason:
            rest = self._connection.failed(reason)
        return [answers.get(str(n), rest) for n in range(len(calls))]

    def _request(self, call: Call) -> Any:
        if call.collection == "freebusy":
            return self._free_busy.query(**call.arguments)
        request = getattr(self._events, call.method)(calendarId=self._calendar, **call.arguments)
        if call.if_match:
            request.headers["If-Match"] = call.if_match
        return request

    @property
    def _batch_uri(self) -> str:
        """The library's own batch ignores api_endpoint, so the address is made from it here."""
        return f"{self._endpoint.removesuffix(PATH)}batch/{PATH}".rstrip("/")

    @cached_property
    def _events(self) -> Any:
        return self._service.events()

    @cached_property
    def _free_busy(self) -> Any:
        return self._service.freebusy()

    @cached_property
    def _service(self) -> Any:
        return self._connection.service("calendar", "v3", self._endpoint)


class MeetWire:
    """The Meet API v2, which is only read, a call at a time."""

    def __init__(self, connection: Connection, endpoint: str = "") -> None:
        self._connection = connection
        self._endpoint = (endpoint or MEET).rstrip("/") + "/"

    def send(self, calls: Sequence[Call]) -> list[Answer]:
        """One answer each, in order."""
        return [self._connection.answer(self._request(call).execute) for call in calls]

    def _request(self, call: Call) -> Any:
        collection = self._records.participants() if call.collection == "participants" else self._records
        return collection.list(**call.arguments)

    @cached_property
    def _records(self) -> Any:
        return self._connection.service("meet", "v2", self._endpoint).conferenceRecords()


def _in_groups(calls: Sequence[Call]) -> Iterator[Sequence[Call]]:
    for start in range(0, len(calls), AT_ONCE):
        yield calls[start : start + AT_ONCE]
