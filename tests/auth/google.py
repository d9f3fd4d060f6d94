"""A person with a Google account, an emulated Google, and a token store: what the tests of the sign-in stand on."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine

from tests.emulators.google.browser import Browser
from tests.emulators.google.emulator import GoogleEmulator
from touchbase.auth import google as auth
from touchbase.auth.account import Account, Desk, Standing
from touchbase.auth.files import FileTokens
from touchbase.auth.google_scopes import EVENTS_OWNED, FREEBUSY

SAM = Account("google", "sam@example.com")
NOW = datetime(2026, 6, 3, 11, tzinfo=UTC)
ASKED = (EVENTS_OWNED, FREEBUSY)


@dataclass
class Place:
    """All of it; `said` is what the person read, `slept` how long was waited."""

    google: GoogleEmulator
    browser: Browser
    tokens: FileTokens
    settings: dict[str, str | bool]
    said: list[str] = field(default_factory=list)
    slept: list[float] = field(default_factory=list)

    def desk(self, patience: float = 20.0, opens: bool = True) -> Desk:
        browse = self._open if opens else None
        return Desk(self.said.append, self.google.now, browse, patience, sleep=self.slept.append)

    def sign_in(self, patience: float = 20.0, asked: tuple[str, ...] = ASKED) -> Standing:
        standing = auth.sign_in(self.settings, self.tokens, SAM, self.desk(patience), asked)
        self.browser.wait()
        return standing

    def session(self, asked: tuple[str, ...] = ASKED) -> auth.GoogleSession:
        return auth.session(self.settings, self.tokens, SAM, asked, lambda: self.google.now, sleep=self.slept.append)

    def standing(self, asked: tuple[str, ...] = ASKED) -> Standing:
        return auth.standing(self.settings, self.tokens, SAM, asked)

    def sign_out(self) -> str:
        return auth.sign_out(self.tokens, SAM, self.desk())

    @property
    def kept(self) -> str:
        """The text in the store."""
        return self.tokens.load(SAM) or ""

    def paths(self, path: str = "/token") -> int:
        """How often Google was asked there."""
        return sum(exchange.request.path == path for exchange in self.google.server.history)

    def _open(self, url: str) -> None:
        self.browser(url)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """Nobody is signed in yet."""
    with GoogleEmulator(NOW) as google:
        google.add_user("sam@example.com", "Sam Okafor", "Europe/London")
        for name, value in google.environment.items():
            monkeypatch.setenv(name, value)
        secrets = google.client_secrets(tmp_path / "client_secret.json")
        settings: dict[str, str | bool] = {"client_secrets": str(secrets)}
        with time_machine.travel(NOW, tick=True):  # google-auth looks at the clock by itself
            yield Place(google, Browser(google.server.ca_path), FileTokens(tmp_path / "tokens"), settings)
