"""What Graph answered to one request, and what each kind of no means (learn.microsoft.com/graph/errors)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from touchbase.errors import BadInput, CalendarRefused, ProviderDown, SignInAgain, TouchbaseError, TryLater

SIGN_IN = "Run `touchbase auth outlook`."
CODE = re.compile(r"[A-Za-z][A-Za-z0-9_.]{0,59}")
DUPLICATE = "errorduplicatetransactionid"
CROSSING = "erroroccurrencecrossingboundary"
NOT_DONE = (501, 505, 507, 509)  # these say for sure that nothing happened
NOT_TRUSTED = ("certificate", "elsewhere")
ZONE = "timezonenotsupportedexception"


class CrossesNeighbour(CalendarRefused):
    """A date cannot go where it would pass a neighbour; it may, once the neighbour has moved."""


@dataclass(frozen=True, slots=True)
class Answer:
    """`status` is HTTP's, 0 where there was none or it could not be read; `asked` is what Retry-After asks, in seconds.

    `code` is Graph's word for what went wrong. Its message is never kept: it may quote addresses.
    """

    status: int
    body: Mapping[str, Any] = field(default_factory=dict)
    code: str = ""
    asked: float | None = None

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300

    @property
    def missing(self) -> bool:
        """Never there, or deleted. An id that Graph cannot even read is missing too: it is none of this mailbox."""
        return self.status in (404, 410) or (self.status == 400 and self.code.lower() == "errorinvalididmalformed")

    @property
    def changed(self) -> bool:
        """The event is no longer the one that was read; 409 where two changes met."""
        return self.status in (409, 412) and not self.duplicate

    @property
    def duplicate(self) -> bool:
        """That transactionId has made an event before."""
        return self.status in (400, 409) and self.code.lower() == DUPLICATE

    @property
    def unknown(self) -> bool:
        """The request may or may not have taken effect."""
        return self.status in (0, 408) or (self.status >= 500 and self.status not in NOT_DONE)

    @property
    def unsure(self) -> bool:
        """Unknown, and asking again may tell: not where nobody was reached whom we trust."""
        return self.unknown and self.code not in NOT_TRUSTED

    @property
    def throttled(self) -> bool:
        """Surely without effect, and worth another try after a while."""
        return self.status in (423, 429, 509)

    @property
    def held_back(self) -> bool:
        """Not tried, because the part of the batch before it did not work."""
        return self.status == 424


def of(status: int, body: object, asked: float | None = None) -> Answer:
    """The answer that a status and its JSON make."""
    found: Mapping[str, Any] = body if isinstance(body, dict) else {}
    if 200 <= status < 300:
        return Answer(status, found, asked=asked)
    error = found.get("error")
    error = error if isinstance(error, dict) else {}
    code = str(error.get("code") or "")
    existing = error.get("@event.existingEventId")
    more = {"existing": existing} if isinstance(existing, str) and existing else {}
    return Answer(status, more, code if CODE.fullmatch(code) else "", asked)


def error_of(answer: Answer) -> TouchbaseError:
    """What to say of a request that did not work. No address, URL, id or token is ever quoted."""
    if answer.unknown:
        return ProviderDown(*_unanswered(answer), answer.asked or 0.0)
    if answer.status == 401:
        return SignInAgain("Microsoft no longer accepts our sign-in.", SIGN_IN, "outlook")
    if answer.throttled:
        return TryLater("Outlook asks us to slow down.", "The next sync goes on from here.", answer.asked or 0.0)
    if answer.changed:
        return TryLater("The event was being changed by somebody else.", "The next sync looks at it again.")
    if answer.code.lower() == CROSSING:
        return crosses_neighbour()
    return CalendarRefused(*_refused(answer))


def crosses_neighbour() -> CrossesNeighbour:
    sentence = "Outlook does not move a date to or past the day of its neighbours."
    return CrossesNeighbour(sentence, "Move it less far, or take it off and meet in between.")


def of_calendar(answer: Answer) -> TouchbaseError:
    """The same for a request that reads the whole calendar."""
    if answer.missing:
        remedy = "Correct calendar_id or user under [calendar.outlook], or sign in with the account that owns it."
        return BadInput("Outlook does not show us that calendar.", remedy=remedy)
    if answer.status == 403:
        sentence = f"Microsoft does not let us read the calendar ({said(answer)})."
        return SignInAgain(sentence, f"{SIGN_IN} Your organisation may have to allow touchbase first.", "outlook")
    error = error_of(answer)
    return ProviderDown(error.sentence, error.remedy) if isinstance(error, CalendarRefused) else error


def said(answer: Answer) -> str:
    """Status and code."""
    return f"{answer.status} {answer.code}".strip()


def _refused(answer: Answer) -> tuple[str, str]:
    code = answer.code.lower()
    if answer.missing:
        return "Outlook does not have that event.", "It may have been deleted there; the next sync looks again."
    if answer.status == 403:
        return f"Outlook does not let us change this ({said(answer)}).", "Is the calendar yours to write?"
    if answer.status == 507:
        return "The mailbox is full, Outlook says.", "Make room in it; the next sync goes on."
    if code == ZONE:
        return "Outlook does not know the time zone of this series.", "Set time_zone to a larger city near by."
    return f"Outlook did not take it ({said(answer)}).", "Please report this: it is our fault."


def _unanswered(answer: Answer) -> tuple[str, str]:
    if answer.code == "certificate":
        sentence = "Outlook's certificate is not trusted on this machine."
        return sentence, "Behind a proxy, name its CA bundle in REQUESTS_CA_BUNDLE."
    if answer.code == "elsewhere":
        return "Outlook pointed us to another place, and we did not follow.", "Check endpoint under [calendar.outlook]."
    if answer.status == 0:
        return "Outlook cannot be reached.", "Check the network; the next sync tries again."
    return f"Outlook is not working ({said(answer)}).", "The next sync tries again."
