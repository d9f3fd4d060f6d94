"""How many requests are under way on one mailbox: more than four, and the service throttles while the test fails."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from tests.emulators.graph.accounts import Accounts
from tests.emulators.graph.refusal import Refused
from tests.emulators.serving import Request

MOST = 4


class Flight:
    """`peak` is the most there ever were, by mailbox address."""

    def __init__(self, accounts: Accounts) -> None:
        self.accounts = accounts
        self.peak: Counter[str] = Counter()
        self._now: Counter[str] = Counter()
        self._lock = threading.Lock()

    @contextmanager
    def of(self, request: Request) -> Iterator[None]:
        """Counts it until it is answered. Raises `Refused` (429) when it is one too many."""
        whose, weight = self._whose(request), self._weight(request)
        with self._lock:
            self._now[whose] += weight
            self.peak[whose] = max(self.peak[whose], self._now[whose])
            many = self._now[whose]
        try:
            if many > MOST:
                self.accounts.world.problems.append(f"{many} requests at once on the mailbox of {whose or 'nobody'}")
                raise Refused(
                    429, "ApplicationThrottled", "Application is over its MailboxConcurrency limit.",
                    headers={"Retry-After": "1"},
                )  # fmt: skip
            yield
        finally:
            with self._lock:
                self._now[whose] -= weight

    def _whose(self, request: Request) -> str:
        access = self.accounts.access.get(request.headers.get("authorization", "").removeprefix("Bearer "))
        if self.accounts.world.switches.limit_per == "app":
            return access.client_id if access else ""
        if request.parts[1:2] == ["users"] and len(request.parts) > 2:
            return request.parts[2].lower()
        return access.box.address.lower() if access and access.box else ""

    def _weight(self, request: Request) -> int:
        """Graph runs the parts of a batch four at a time, those that wait for others one after the other."""
        if request.parts[-1:] != ["$batch"]:
            return 1
        try:
            parts = request.json["requests"]
            return max(1, min(MOST, sum(not part.get("dependsOn") for part in parts)))
        except (ValueError, KeyError, TypeError, AttributeError):
            return 1
