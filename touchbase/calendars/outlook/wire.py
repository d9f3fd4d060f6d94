"""The only place where anything is sent to Microsoft Graph: one connection, TLS always, no redirects."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from touchbase.calendars.outlook.answers import Answer, error_of, of
from touchbase.calendars.outlook.asks import Ask
from touchbase.calendars.outlook.batch import from_batch, to_batch
from touchbase.calendars.patience import http_date
from touchbase.errors import BadInput

if TYPE_CHECKING:
    import requests

CONNECT, READ = 5.0, 60.0  # seconds; a batch of twenty takes its time
PUBLIC = "https://graph.microsoft.com/v1.0"

RetryAfter = Callable[[str | None], float | None]


class SignedIn(Protocol):
    """A session that gives access tokens; `refused` gives another one after a 401. They raise what stops a run.

    `mailbox` is the path of the mailbox below the endpoint: `/me`, or `/users/...`.
    """

    @property
    def mailbox(self) -> str: ...
    def __call__(self) -> str: ...
    def refused(self, token: str) -> str: ...


class GraphWire:
    """Sends asks one request after another, so that never more than one batch is under way on the mailbox."""

    def __init__(self, signed_in: SignedIn, endpoint: str, retry_after: RetryAfter, ca: str | None = None) -> None:
        if not endpoint.startswith("https://"):
            raise BadInput("calendar.outlook.endpoint has to begin with https://.", remedy=f"Usually it is {PUBLIC}.")
        self.root = endpoint.rstrip("/")
        self._signed_in = signed_in
        self._retry_after = retry_after
        self._ca = ca
        self._session: requests.Session | None = None
        self.told_at: datetime | None = None
        """Microsoft's own time when it last answered."""

    @property
    def mailbox(self) -> str:
        return self._signed_in.mailbox

    def send(self, asks: Sequence[Ask]) -> list[Answer]:
        """The answers, in order. A token that was refused is renewed once; then a person has to sign in."""
        held = self._signed_in()
        answers = self._sent(asks, held)
        again = [n for n, answer in enumerate(answers) if answer.status == 401]
        if again:
            held = self._signed_in.refused(held)
            if any(ask.after for ask in asks):
                again = [*again, *(n for n in range(again[0] + 1, len(asks)) if answers[n].held_back)]
            for n, answer in zip(again, self._sent([asks[n] for n in again], held), strict=True):
                answers[n] = answer
        if any(answer.status == 401 for answer in answers):
            raise error_of(Answer(401))
        return answers

    def close(self) -> None:
        """Let the connection go."""
        if self._session is not None:
            self._session.close()
            self._session = None

    def _sent(self, asks: Sequence[Ask], token: str) -> list[Answer]:
        if len(asks) == 1:
            [ask] = asks
            return [self._request(ask.method, ask.path, ask.headers, ask.body, token)]
        whole = self._request("POST", "/$batch", {"Content-Type": "application/json"}, to_batch(asks), token)
        if not whole.ok:
            return [whole] * len(asks)
        return from_batch(whole.body, len(asks), self._retry_after)

    def _request(
        self, method: str, path: str, headers: Mapping[str, str], body: Mapping[str, Any] | None, token: str
    ) -> Answer:
        import requests

        try:
            response = self._open().request(
                method,
                self.root + path,
                headers={**headers, "Authorization": f"Bearer {token}", "Accept": "application/json"},
                json=body,
                timeout=(CONNECT, READ),
                allow_redirects=False,
                verify=self._ca or True,  # True lets REQUESTS_CA_BUNDLE speak
            )
        except requests.exceptions.SSLError:
            return Answer(0, code="certificate")
        except (requests.exceptions.RequestException, OSError):
            return Answer(0)
        return self._answer(response)

    def _answer(self, response: "requests.Response") -> Answer:
        if 300 <= response.status_code < 400:
            return Answer(0, code="elsewhere")
        try:
            body = response.json() if response.content else {}
        except ValueError:
            body = None
        if body is None and response.ok:
            return Answer(0)
        self.told_at = http_date(response.headers.get("Date")) or self.told_at
        return of(response.status_code, body, self._retry_after(response.headers.get("Retry-After")))

    def _open(self) -> "requests.Session":
        """One session for the whole run, its connection kept."""
        if self._session is None:
            import requests

            self._session = requests.Session()
            self._session.auth = _no_netrc
        return self._session


def _no_netrc(request: "requests.PreparedRequest") -> "requests.PreparedRequest":
    """Without this a line in somebody's ~/.netrc would replace our token."""
    return request
