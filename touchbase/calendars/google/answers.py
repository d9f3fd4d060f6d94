"""What Google answered to one call, and what each kind of no means (developers.google.com: handle API errors)."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from touchbase.errors import BadInput, CalendarRefused, ProviderDown, SignInAgain, TouchbaseError, TryLater

THROTTLED = ("rateLimitExceeded", "userRateLimitExceeded")
STOPPED = ("quotaExceeded", "dailyLimitExceeded")
NOT_ALLOWED = ("insufficientPermissions", "ACCESS_TOKEN_SCOPE_INSUFFICIENT")
SWITCHED_OFF = ("accessNotConfigured", "SERVICE_DISABLED")
REASON = re.compile(r"[A-Za-z_]{1,60}")  # one of Google's words, and nothing that quotes what was sent
CONSOLE = "Switch the Google Calendar API on in the console of your sign-in project (docs/google.md)."


class Stopped(TryLater):
    """Spam prevention: the calendar takes no changes for hours, whatever the console says of quotas."""

    def __init__(self) -> None:
        sentence = "Google has stopped changes to this calendar for some hours: too many invitations at once."
        super().__init__(sentence, "Nothing is lost; a later sync goes on. A lower new_per_run avoids it.")


@dataclass(frozen=True, slots=True)
class Answer:
    """`status` is HTTP's, 0 where there was none or it could not be understood; `asked` what Retry-After asks.

    `over` says that patience with it has ended: it is not to be asked again.
    """

    status: int
    body: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""
    asked: float | None = None
    over: bool = False

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300

    @property
    def missing(self) -> bool:
        """Never there, deleted, or out of our sight."""
        return self.status in (404, 410)

    @property
    def taken(self) -> bool:
        return self.status == 409

    @property
    def changed(self) -> bool:
        """The event is no longer the one that was read."""
        return self.status == 412

    @property
    def unknown(self) -> bool:
        """The call may or may not have taken effect."""
        return self.status in (0, 408) or self.status >= 500

    @property
    def throttled(self) -> bool:
        """Surely without effect, and worth another try after a while."""
        return self.status == 429 or (self.status == 403 and self.reason in THROTTLED)


def of_error(status: int, content: bytes, asked: float | None = None) -> Answer:
    """The answer that an error body makes: its first reason, whichever of Google's two shapes it has."""
    try:
        error = json.loads(content)["error"]
        errors = error.get("errors") or error.get("details") or [{}]
        reason = next((said for one in errors if REASON.fullmatch(said := str(one.get("reason") or ""))), "")
    except (ValueError, KeyError, TypeError, AttributeError):
        reason = ""
    return Answer(status, reason=reason, asked=asked)


def error_of(answer: Answer) -> TouchbaseError:
    """What to say of a call that did not work. No URL or token is ever quoted: ids of calendars are addresses."""
    if answer.unknown:
        return ProviderDown(*_unanswered(answer), answer.asked or 0.0)
    if answer.throttled:
        sentence = "Google Calendar asks us to slow down."
        return TryLater(sentence, "The next sync goes on from here.", answer.asked or 0.0)
    if answer.status == 401:
        return SignInAgain("Google no longer accepts our sign-in.", "Run `touchbase auth google`.", "google")
    if answer.status == 403:
        return _forbidden(answer.reason)
    if answer.missing:
        return CalendarRefused("Google Calendar does not have that event, or does not show it to you.")
    if answer.changed or answer.taken:
        return TryLater("The event was being changed by somebody else.", "The next sync looks at it again.")
    return CalendarRefused(
        f"Google Calendar did not take it ({_code(answer)}).", "Please report this: it is our fault."
    )


def of_calendar(answer: Answer) -> TouchbaseError:
    """The same for a call that reads the whole calendar."""
    if answer.missing:
        remedy = "Correct calendar_id under [calendar.google], or sign in with the account that owns it."
        return BadInput("Google does not show us that calendar.", remedy=remedy)
    error = error_of(answer)
    if answer.status == 403 and isinstance(error, CalendarRefused):
        remedy = "Run `touchbase auth google` as its owner, or ask its owner to share it with you again."
        return SignInAgain(f"Google no longer lets us read that calendar ({_code(answer)}).", remedy, "google")
    return ProviderDown(error.sentence, error.remedy) if isinstance(error, CalendarRefused) else error


def _forbidden(reason: str) -> TouchbaseError:
    if reason in STOPPED:
        return Stopped()
    if reason in NOT_ALLOWED:
        sentence = "Google says that our sign-in does not cover the calendar."
        return SignInAgain(sentence, "Run `touchbase auth google` and leave every box ticked.", "google")
    if reason in SWITCHED_OFF:
        return BadInput("The Google Calendar API is not switched on for this sign-in.", remedy=CONSOLE)
    if reason == "forbiddenForServiceAccounts":
        sentence = "A service account cannot invite guests in its own name."
        return BadInput(sentence, remedy="Set subject under [calendar.google] and let your admin delegate to it.")
    if reason == "forbiddenForNonOrganizer":
        return CalendarRefused("Somebody else organises this event now.", "It is left as it is.")
    return CalendarRefused(f"Google Calendar does not let us change this ({reason or 403}).", "Is the calendar yours?")


def _unanswered(answer: Answer) -> tuple[str, str]:
    if answer.reason == "certificate":
        return (
            "Google Calendar's certificate is not trusted on this machine.",
            "Behind a proxy, name its CA bundle in HTTPLIB2_CA_CERTS.",
        )
    if answer.status == 0:
        return "Google Calendar cannot be reached.", "Check the network; the next sync tries again."
    return f"Google Calendar is not working ({_code(answer)}).", "The next sync tries again."


def _code(answer: Answer) -> str:
    return f"{answer.status} {answer.reason}".strip()
