"""The small receiver on 127.0.0.1 that a browser comes back to (RFC 8252 7.3); it survives whatever else knocks."""

from collections.abc import Mapping
from hmac import compare_digest
from html import escape
from http.server import BaseHTTPRequestHandler
from queue import Empty, Queue
from socketserver import TCPServer, ThreadingMixIn
from threading import Thread
from types import TracebackType
from urllib.parse import parse_qs, urlsplit

HOST = "127.0.0.1"
LARGEST = 100_000  # bytes of a posted form
IDLE = 5  # seconds; browsers open connections ahead and say nothing on them

_PAGE = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>touchbase</title>'
    "<body><h1>touchbase</h1><p>{}</p></body></html>"
)
_HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Connection": "close",
}
THANKS = "Thank you. You may close this window; the terminal says how it went."
DENIED = "Nothing was allowed. You may close this window; the terminal says what to do."
NOT_OURS = "This is not the answer touchbase is waiting for."


class Loopback:
    """Listens while the `with` block lasts; `port` is whichever was free."""

    def __init__(self) -> None:
        self._server = _Server()
        self.port: int = self._server.server_address[1]

    def __enter__(self) -> "Loopback":
        Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def address(self) -> str:
        """The redirect address; its port is ours alone."""
        return f"http://{HOST}:{self.port}/"

    @property
    def strangers(self) -> int:
        """How many answers came that were not for us: an old tab, or somebody guessing."""
        return self._server.strangers

    def expect(self, state: str) -> None:
        """Take answers that carry our state from now on: before a browser opens, which may be very quick."""
        self._server.expected = state

    def wait(self, state: str, seconds: float) -> dict[str, str] | None:
        """The first answer that carries our state, as its parameters; None when none came in time."""
        self.expect(state)
        try:
            return self._server.answers.get(timeout=seconds)
        except Empty:
            return None


class _Server(ThreadingMixIn, TCPServer):
    """One thread a connection, so that an idle one holds up nobody."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__((HOST, 0), _Answer)
        self.answers: Queue[dict[str, str]] = Queue()
        self.expected = ""
        self.strangers = 0

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that hangs up is no news; the usual traceback would show the address with the code in it."""


class _Answer(BaseHTTPRequestHandler):
    """One request: our answer, or a stray."""

    server: _Server
    timeout = IDLE
    server_version, sys_version = "touchbase", ""

    def do_GET(self) -> None:
        self._take(urlsplit(self.path).query)

    def do_POST(self) -> None:
        """response_mode=form_post of OpenID Connect."""
        length = self.headers.get("Content-Length", "")
        size = min(int(length), LARGEST) if length.isdecimal() else 0
        self._take(self.rfile.read(size).decode("ascii", "replace"))

    def _take(self, encoded: str) -> None:
        given = _single(parse_qs(encoded, max_num_fields=50) if encoded.count("&") < 50 else {})
        if not (self._to_us() and self._ours(given)):
            self.server.strangers += "code" in given or "error" in given
            self._say(404 if not given else 400, NOT_OURS)
            return
        self._say(200, DENIED if "error" in given else THANKS)
        self.server.answers.put(given)

    def _to_us(self) -> bool:
        """A page elsewhere that points a name of its own at this machine still sends its own name (DNS rebinding)."""
        port = self.server.server_address[1]
        return self.headers.get("Host") in (f"{HOST}:{port}", f"localhost:{port}")

    def _ours(self, given: Mapping[str, str]) -> bool:
        expected = self.server.expected
        known = bool(expected) and compare_digest(given.get("state", "").encode(), expected.encode())
        return known and ("code" in given or "error" in given)

    def _say(self, status: int, words: str) -> None:
        page = _PAGE.format(escape(words)).encode()
        self.send_response(status)
        for name, value in {**_HEADERS, "Content-Length": str(len(page))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the request line holds the code."""


def _single(fields: Mapping[str, list[str]]) -> dict[str, str]:
    """Each parameter once; a repeated one makes the answer nobody's (RFC 6749 3.1)."""
    return {name: values[0] for name, values in fields.items()} if all(len(v) == 1 for v in fields.values()) else {}
