"""Google's errors: {"error": {"code", "message", "errors": [{"domain", "reason", "message", "location"}]}}."""

from tests.emulators.faults import Deed, answer
from tests.emulators.serving import Answer

SAID = {
    "authError": (401, "Invalid Credentials"),
    "badRequest": (400, "Bad Request"),
    "conditionNotMet": (412, "Precondition Failed"),
    "deleted": (410, "Resource has been deleted"),
    "duplicate": (409, "The requested identifier already exists."),
    "conflict": (409, "Conflict"),
    "forbidden": (403, "Forbidden"),
    "forbiddenForNonOrganizer": (403, "Shared properties can only be changed by the organizer of the event."),
    "forbiddenForServiceAccounts": (
        403,
        "Service accounts cannot invite attendees without Domain-Wide Delegation of Authority.",
    ),
    "fullSyncRequired": (410, "Sync token is no longer valid, a full sync is required."),
    "insufficientPermissions": (403, "Request had insufficient authentication scopes."),
    "invalid": (400, "Invalid Value"),
    "invalidParameter": (400, "Invalid parameter"),
    "notFound": (404, "Not Found"),
    "parseError": (400, "Parse Error"),
    "quotaExceeded": (403, "Calendar usage limits exceeded."),
    "rateLimitExceeded": (403, "Rate Limit Exceeded"),
    "required": (400, "Required"),
    "requiredAccessLevel": (403, "You need to have writer access to this calendar."),
    "timeRangeEmpty": (400, "The specified time range is empty."),
    "timeRangeTooLong": (400, "The requested time range is too long."),
    "userRateLimitExceeded": (403, "User Rate Limit Exceeded"),
    "backendError": (503, "Backend Error"),
    "updatedMinTooLongAgo": (410, "The requested minimum modification time lies too far in the past."),
}
DOMAINS = {
    "fullSyncRequired": "calendar",
    "forbiddenForNonOrganizer": "calendar",
    "forbiddenForServiceAccounts": "calendar",
    "rateLimitExceeded": "usageLimits",
    "userRateLimitExceeded": "usageLimits",
    "quotaExceeded": "usageLimits",
}


class Refusal(Exception):
    """Raised by whatever answers a call; becomes its answer."""

    def __init__(self, reason: str, message: str = "", *, location: str = "", status: int = 0) -> None:
        usual, said = SAID[reason]
        self.status, self.reason, self.message, self.location = status or usual, reason, message or said, location
        super().__init__(f"{self.status} {reason}: {self.message}")

    def body(self) -> dict[str, object]:
        one = {"domain": DOMAINS.get(self.reason, "global"), "reason": self.reason, "message": self.message}
        if self.location:
            one |= {"locationType": "parameter", "location": self.location}
        return {"error": {"code": self.status, "message": self.message, "errors": [one]}}

    def answer(self) -> Answer:
        headers = {}
        if self.status == 401:
            headers["WWW-Authenticate"] = 'Bearer realm="https://accounts.google.com/", error="invalid_token"'
        return Answer.of_json(self.body(), self.status, headers)


def refused(reason: str, *, status: int = 0, retry_after: int | None = None, after: bool = False) -> Deed:
    """A deed for fault scripts: one of Google's errors, by its reason; `after`: the change is made all the same."""
    refusal = Refusal(reason, status=status)
    return answer(refusal.status, refusal.body(), retry_after=retry_after, after=after)
