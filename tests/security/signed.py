"""Somebody signed in at an emulated Google or Microsoft, with one person booked; and every secret ever given out."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine

from tests.cli.terminal import Answer, Stream
from tests.cli.terminal import _streams as streams
from tests.emulators.google.emulator import GoogleEmulator
from tests.emulators.graph.graph import Graph
from tests.emulators.serving import Exchange, Server
from tests.simulation.google_home import SAM, GoogleHome
from tests.simulation.outlook_home import OutlookHome
from tests.simulation.outlook_office import MONDAY
from touchbase.__main__ import _outcome
from touchbase.cli.context import Context
from touchbase.errors import Exit

PROVIDERS = ("google", "outlook")
LIST = """\
[[stakeholder]]
id = "ana-ruiz"
name = "Ana Ruiz"
email = "ana@example.com"
cadence = "weekly"
priority = 1
"""
ANOTHER = LIST.replace("ana", "bo").replace("Ana Ruiz", "Bo Lind").replace("bo-ruiz", "bo-lind")

Home = GoogleHome | OutlookHome


def server(home: Home) -> Server:
    return home.google.server if isinstance(home, GoogleHome) else home.graph.server


def sync(home: Home, *argv: str, environ: Mapping[str, str] | None = None) -> Answer:
    """`touchbase sync` with these flags before it."""
    return run(home, *argv, "sync", environ=environ)


def run(home: Home, *argv: str, environ: Mapping[str, str] | None = None) -> Answer:
    """One command through the boundary of the program, its pauses not waited for."""
    out, err = Stream(), Stream()
    with time_machine.travel(MONDAY, tick=False), streams(Stream(), out, err):
        context = Context(environ=environ or home.environ, clock=lambda: datetime.now(UTC), sleep=lambda _: None)
        try:
            code = _outcome(list(argv), context)
        finally:
            context.close()
    return Answer(code, out.text(), err.text())


@contextmanager
def signed_in(provider: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    """Nothing is booked yet."""
    service: Any = GoogleEmulator(MONDAY) if provider == "google" else Graph(now=MONDAY)
    with service:
        if provider == "google":
            service.add_user(SAM, "Sam Okafor", "Europe/London")
        else:
            service.person(SAM, "Sam Okafor")
        for name, value in service.server.environment.items():
            monkeypatch.setenv(name, value)
        home: Home = GoogleHome(folder, service) if provider == "google" else OutlookHome(folder, service)
        answer = home.sign_in(at=MONDAY)
        assert answer.code == Exit.OK, answer
        home.write("stakeholders.toml", LIST)
        yield home


@contextmanager
def booked(provider: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    """Ana is; Bo is wanted, so that a run has something to write."""
    with signed_in(provider, folder, monkeypatch) as home:
        home.good("sync", at=MONDAY)
        home.write("stakeholders.toml", LIST + ANOTHER)
        yield home


def secrets(home: Home) -> set[str]:
    """All tokens, codes, verifiers, states and client secrets that went over the wire or lie on the disk."""
    found: set[str] = set()
    for exchange in server(home).history:
        request = exchange.request
        forms = [request.query, {name: [value] for name, value in _form(exchange).items()}]
        for form in forms:
            for name in ("code", "code_verifier", "state", "client_secret", "refresh_token", "device_code", "token"):
                found.update(form.get(name, ()))
        found.add(request.headers.get("authorization", "").removeprefix("Bearer "))
        if exchange.answer is not None and exchange.answer.status == 200:
            found.update(_tokens(exchange.answer.body))
    for path in (home.folder / "tokens").glob("*.json"):
        found.update(_tokens(path.read_bytes()))
    return {one for one in found if len(one) > 8}


def _form(exchange: Exchange) -> dict[str, str]:
    kind = exchange.request.headers.get("content-type", "")
    return exchange.request.form if "urlencoded" in kind else {}


def _tokens(raw: bytes) -> set[str]:
    """What an answer of a token endpoint, or a file of ours, names as a secret, however deep."""
    try:
        value = json.loads(raw)
    except ValueError:
        return set()
    return set(_walked(value))


def _walked(value: object, name: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _walked(inner, str(key))
    elif isinstance(value, list):
        for inner in value:
            yield from _walked(inner, name)
    elif isinstance(value, str) and name in ("access_token", "refresh_token", "id_token", "secret", "client_secret"):
        yield value
