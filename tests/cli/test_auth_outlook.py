"""`auth outlook` as a person types it: the sign-in, how it stands, its end, and the exit codes of what goes wrong."""

import webbrowser
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC
from pathlib import Path

import pytest

from tests.auth.outlook.office import visit
from tests.cli.terminal import CONFIG, NOON, PEOPLE, Terminal
from tests.emulators.faults import Fault, answer
from tests.emulators.graph.graph import CLIENT, Graph

TENANT = "7a1f5c2e-0d4b-4c6a-9b1e-2f3a4b5c6d7e"


@pytest.fixture
def graph(monkeypatch: pytest.MonkeyPatch) -> Iterator[Graph]:
    """Microsoft, and a browser with a person who signs in there."""
    with Graph(now=NOON.astimezone(UTC)) as graph, ThreadPoolExecutor(1) as pool:
        for name, value in graph.server.environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setenv("DISPLAY", ":0")
        monkeypatch.setattr(webbrowser, "open", lambda url: pool.submit(visit, url, graph.ca))
        graph.person("sam@example.com", "Sam Okafor")
        yield graph


@pytest.fixture
def outlook(tmp_path: Path, graph: Graph, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A home whose touchbases stand in Outlook."""
    monkeypatch.setenv("TOUCHBASE_HOME", str(tmp_path))
    made = Terminal(tmp_path)
    made.write("stakeholders.toml", PEOPLE)
    configure(made, graph)
    return made


def configure(terminal: Terminal, graph: Graph, tenant: str = "organizations", **more: str) -> None:
    keys = {"client_id": CLIENT, "authority": graph.authority(tenant), "endpoint": graph.endpoint} | more
    section = "".join(f'{name} = "{value}"\n' for name, value in keys.items())
    text = CONFIG.replace('provider = "local"', 'provider = "outlook"')
    terminal.write("config.toml", f"{text}\n[calendar.outlook]\n{section}")


def test_signing_in_at_a_browser(outlook: Terminal) -> None:
    signed = outlook.run("auth", "outlook", tty=True)
    assert (signed.code, signed.out.splitlines()[0]) == (0, "You are signed in to Outlook for sam@example.com.")
    stands = outlook.good("auth", "status")
    assert stands.out.splitlines()[:4] == [
        "Outlook: signed in for sam@example.com, just now; last renewed just now.",
        "  Allowed: Calendars.ReadWrite",
        "  Allowed: MailboxSettings.Read",
        "  Allowed: User.Read",
    ]


def test_status_for_a_program(outlook: Terminal) -> None:
    outlook.run("auth", "outlook", tty=True)
    (account,) = outlook.good("auth", "status", "--json").json["accounts"]
    assert (account["provider"], account["signed_in"], account["who"]) == ("outlook", True, "sam@example.com")
    assert (account["missing"], account["problem"]) == ([], "")
    assert account["ends"] == "2026-09-01T12:00:00+01:00"


def test_no_secret_reaches_any_output(outlook: Terminal) -> None:
    outlook.run("auth", "outlook", "--debug", "-v", tty=True)
    outlook.run("auth", "status", "--json")
    outlook.run("auth", "logout", "outlook")
    assert all("-secret-" not in shown.out + shown.err for shown in outlook.answers)


def test_signing_out(outlook: Terminal, tmp_path: Path) -> None:
    outlook.run("auth", "outlook", tty=True)
    ended = outlook.run("auth", "logout", "outlook")
    assert (ended.code, ended.out) == (0, "Signed out of Outlook.\n")
    assert "https://myapps.microsoft.com" in ended.err
    assert list((tmp_path / "tokens").glob("*.json")) == []
    assert outlook.run("auth", "status").code == 77


def test_a_crontab_cannot_sign_in(outlook: Terminal, graph: Graph) -> None:
    refused = outlook.run("auth", "outlook")
    assert (refused.code, "a person with a browser" in refused.err) == (77, True)
    assert graph.server.history == []


def test_an_administrator_is_needed(outlook: Terminal, graph: Graph) -> None:
    graph.accounts.does = "asks an admin"
    refused = outlook.run("auth", "outlook", tty=True)
    assert (refused.code, "Grant admin consent" in refused.err) == (77, True)


def test_the_network_is_down(outlook: Terminal, graph: Graph) -> None:
    graph.faults.add(Fault(answer(429, retry_after=60), path="openid-configuration"))
    busy = outlook.run("auth", "outlook", tty=True)
    assert (busy.code, "in 60 seconds" in busy.err) == (75, True)


def test_a_registration_that_does_not_fit(outlook: Terminal, graph: Graph) -> None:
    configure(outlook, graph, "contoso.example")
    refused = outlook.run("auth", "outlook", tty=True)
    assert (refused.code, "knows no tenant 'contoso.example'" in refused.err) == (78, True)


def test_a_config_that_cannot_work_names_every_key(outlook: Terminal, graph: Graph) -> None:
    configure(outlook, graph, client_secret_file="s", certificate_file="c")
    refused = outlook.run("auth", "outlook", tty=True)
    assert refused.code == 78
    assert [key for key in ("authority", "certificate_file", "user") if f"outlook.{key}" not in refused.err] == []


def test_an_application_needs_nobody(outlook: Terminal, graph: Graph) -> None:
    graph.register(CLIENT, secret="kept-quiet")
    outlook.write("secret.txt", "kept-quiet\n").chmod(0o600)
    configure(outlook, graph, TENANT, client_secret_file="secret.txt", user="sam@example.com")
    tried = outlook.run("auth", "outlook")
    assert (tried.code, tried.out) == (0, "You are signed in to Outlook for sam@example.com.\n")
    assert "The application signs in by itself" in tried.err
    assert "kept-quiet" not in tried.out + tried.err
