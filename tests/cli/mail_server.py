"""A mail server on this machine: TLS with an authority of its own, one mailbox, and a password (RFC 5321, RFC 4954)."""

import base64
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingTCPServer

import pytest
import trustme

PASSWORD = "correct horse"
CREDENTIALS = base64.b64encode(b"\0sam\0" + PASSWORD.encode()).decode()


class MailServer(ThreadingTCPServer):
    """What came in. With `full` every mail is turned away."""

    daemon_threads = True
    block_on_close = True

    def __init__(self, context: ssl.SSLContext, *, starttls: bool) -> None:
        super().__init__(("127.0.0.1", 0), Session)
        self.context, self.starttls, self.full = context, starttls, False
        self.mails: list[EmailMessage] = []

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is no news."""


class Session(StreamRequestHandler):
    """One conversation."""

    server: MailServer

    def say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())
        self.wfile.flush()

    def wrap(self) -> None:
        self.request = self.server.context.wrap_socket(self.request, server_side=True)
        self.setup()

    def handle(self) -> None:
        if not self.server.starttls:
            self.wrap()
        self.say("220 here")
        while (line := self.rfile.readline().decode().strip()) and self.answer(line):
            pass

    def finish(self) -> None:
        super().finish()
        self.request.close()

    def answer(self, line: str) -> bool:
        verb = line.split(" ")[0].upper()
        if verb == "STARTTLS":
            self.say("220 go")
            self.wrap()
        elif verb == "EHLO":
            self.say("250-here\r\n250-STARTTLS\r\n250 AUTH PLAIN")
        elif verb == "AUTH":
            self.say("235 ok" if line.endswith(CREDENTIALS) else "535 no")
        elif verb == "DATA":
            self.take()
        else:
            self.say("221 bye" if verb == "QUIT" else "250 ok")
        return verb != "QUIT"

    def take(self) -> None:
        self.say("354 go on")
        raw = b"".join(iter(self.rfile.readline, b".\r\n"))
        if self.server.full:
            self.say("552 full")
            return
        mail = message_from_bytes(raw, policy=policy.default)
        self.server.mails.append(mail)
        self.say("250 ok")


@contextmanager
def running(folder: Path, monkeypatch: pytest.MonkeyPatch, *, starttls: bool = False) -> Iterator[MailServer]:
    """Listens on 127.0.0.1; whoever makes a TLS context meanwhile trusts it."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(folder / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(folder / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with MailServer(context, starttls=starttls) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
