"""A real HTTPS server on 127.0.0.1 for the emulators: threads, keep-alive, a trustme certificate, the wire history.

    with Server(app) as server:                  # app: Callable[[Request], Answer], called one request at a time
        server.url                               # "https://127.0.0.1:40123"
        server.ca_path                           # bundle for REQUESTS_CA_BUNDLE, HTTPLIB2_CA_CERTS, verify=
        server.environment                       # the variables that make requests, httplib2 and ssl trust it
        server.history                           # list[Exchange]: all requests, with their answers, in order
        server.connections                       # TCP connections accepted
        server.faults.add(...)                   # see tests/emulators/faults.py
        server.errors                            # what broke inside the app; `close` raises the first one

One process has one authority (`authority()`), so an environment variable set once serves every server in it.
"""

import atexit
import shutil
import socket
import ssl
import tempfile
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import trustme

from tests.emulators.messages import Answer, App, Dropped, Exchange, Meet, Request

__all__ = ["Answer", "App", "Authority", "Dropped", "Exchange", "Meet", "Request", "Server", "authority"]


@dataclass(frozen=True)
class Authority:
    """Who signs the certificates of this process; `path` is the bundle a client must trust."""

    ca: trustme.CA
    path: Path

    def context(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.ca.issue_cert("127.0.0.1", "localhost").configure_cert(context)
        return context


@cache
def authority() -> Authority:
    """One for the whole process, its bundle removed when the process ends."""
    folder = Path(tempfile.mkdtemp(prefix="emulators-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    ca = trustme.CA()
    ca.cert_pem.write_to_path(str(folder / "ca.pem"))
    return Authority(ca, folder / "ca.pem")


class Server:
    """Serves `app` until `close`; usable with `with`. The app never runs twice at once."""

    def __init__(self, app: App, *, meet: Meet | None = None) -> None:
        from tests.emulators.faults import FaultScript

        self.app = app
        self.faults = FaultScript()
        self._meet = meet or self.faults.meet
        self.history: list[Exchange] = []
        self.errors: list[BaseException] = []
        self.connections = 0
        self.lock = threading.RLock()
        self._arrived = 0
        self._context = authority().context()
        self._open: set[socket.socket] = set()
        self._http = _Listener(self)
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        return int(self._http.server_address[1])

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.port}"

    @property
    def ca_path(self) -> str:
        return str(authority().path)

    @property
    def environment(self) -> dict[str, str]:
        """What a process needs to trust this server. `verify=` alone does not do: requests prefers the environment."""
        names = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "HTTPLIB2_CA_CERTS", "SSL_CERT_FILE")
        return dict.fromkeys(names, self.ca_path)

    def wire(self, *, since: int = 0) -> list[Exchange]:
        """The history from the request numbered `since` on; `len(server.history)` is a mark to come back to."""
        with self.lock:
            return self.history[since:]

    def serve(self, method: str, target: str, headers: Mapping[str, str], body: bytes, connection: int) -> Answer:
        """One request through the fault script and the app; raises `Dropped`."""
        with self.lock:
            self._arrived += 1
            request = Request.of(method, target, headers, body, self._arrived)
        answer: Answer | None = None
        try:
            answer = self._meet(request, self._apply)
            return answer
        finally:
            with self.lock:
                self.history.append(Exchange(request, answer, connection))

    def _apply(self, request: Request) -> Answer:
        with self.lock:
            try:
                return self.app(request)
            except Dropped:  # a part of a batch
                raise
            except Exception as broken:
                self.errors.append(broken)
                return Answer.of_json({"error": {"code": 500, "message": f"emulator: {broken!r}"}}, 500)

    def close(self) -> None:
        self._http.shutdown()
        for connection in tuple(self._open):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        self._http.server_close()
        self._thread.join()
        if self.errors:
            raise self.errors[0]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if error is None:
            self.close()
        else:
            with suppress(BaseException):
                self.close()


class _Listener(ThreadingHTTPServer):
    daemon_threads = False  # closing waits for every answer
    request_queue_size = 64

    def __init__(self, server: Server) -> None:
        self.home = server
        super().__init__(("127.0.0.1", 0), _Conversation)

    def server_bind(self) -> None:
        self.socket.bind(self.server_address)  # the inherited one looks up a host name
        self.server_address = self.socket.getsockname()

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            secure = self.home._context.wrap_socket(request, server_side=True)
        except OSError:  # somebody who does not trust us
            self.shutdown_request(request)
            return
        self.home._open.add(secure)
        try:
            super().process_request_thread(secure, client_address)
        finally:
            self.home._open.discard(secure)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is none of our business; all else was kept in `errors`."""


class _Conversation(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Listener

    def setup(self) -> None:
        super().setup()
        with self.server.home.lock:
            self.server.home.connections += 1
            self.number = self.server.home.connections

    def handle_one_request(self) -> None:
        self.raw_requestline = self.rfile.readline(65537)
        if not self.raw_requestline or not self.parse_request():
            self.close_connection = True
            return
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        try:
            answer = self.server.home.serve(self.command, self.path, dict(self.headers.items()), body, self.number)
        except Dropped:
            self.close_connection = True
            return
        self._say(answer)

    def _say(self, answer: Answer) -> None:
        headers = {"Content-Length": str(len(answer.body)), **answer.headers}
        lines = [f"HTTP/1.1 {answer.status} {_phrase(answer.status)}", *(f"{k}: {v}" for k, v in headers.items())]
        body = answer.body[: len(answer.body) // 2] if answer.cut else answer.body
        self.close_connection |= answer.cut
        self.wfile.write("\r\n".join([*lines, "", ""]).encode("latin-1") + body)

    def log_message(self, format: str, *args: Any) -> None:
        """Silent: the history tells."""


def _phrase(status: int) -> str:
    return HTTPStatus(status).phrase if status in set(HTTPStatus) else "Unknown"
