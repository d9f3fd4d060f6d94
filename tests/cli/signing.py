"""A home whose calendar is at an emulated Google, and a browser that follows the address our command prints."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

import pytest

from tests.cli.terminal import CONFIG, Answer, Stream, Terminal
from tests.emulators.google.browser import Browser
from tests.emulators.google.emulator import GoogleEmulator

GOOGLE = CONFIG.replace('provider = "local"', 'provider = "google"') + (
    '[calendar.google]\nclient_secrets = "client_secret.json"\n'
)


@dataclass
class Home:
    """`terminal` runs commands, `google` answers them."""

    terminal: Terminal
    google: GoogleEmulator
    browser: Browser

    @property
    def tokens(self) -> Path:
        return self.terminal.home / "tokens"

    def kept(self) -> Path:
        [path] = self.tokens.glob("*.json")
        return path

    def sign_in(self, *argv: str) -> Answer:
        """`touchbase auth google --no-browser`, and a person who opens the address it prints."""
        person = Thread(target=self._follow, daemon=True)
        person.start()
        answer = self.terminal.run("auth", "google", "--no-browser", *argv)
        person.join(20)
        self.browser.wait()
        return answer

    def _follow(self) -> None:
        """What stands on stderr is read as a person would, until there is an address."""
        for _ in range(1000):
            shown = sys.stderr.text() if isinstance(sys.stderr, Stream) else ""
            addresses = [line for line in shown.splitlines() if line.startswith(self.google.url)]
            if addresses:
                self.browser(addresses[0])
                return
            Event().wait(0.01)


@pytest.fixture
def home(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    """Set up for Google; nobody is signed in yet."""
    with GoogleEmulator(terminal.now) as google:
        google.add_user("sam@example.com", "Sam Okafor", "Europe/London")
        for name, value in google.environment.items():
            monkeypatch.setenv(name, value)
        google.client_secrets(terminal.home / "client_secret.json")
        terminal.write("config.toml", GOOGLE)
        yield Home(terminal, google, Browser(google.server.ca_path))
