"""TLS cannot be switched off, no token goes to another address, and what is not the provider is not believed."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import httplib2
import pytest
import trustme

from tests.cli.terminal import Terminal
from tests.emulators.faults import Deed, Fault, answer
from tests.emulators.serving import Answer, Request, Server
from tests.pages import ROOT
from tests.security.signed import PROVIDERS, Home, booked, secrets, server, sync
from tests.simulation.google_home import GoogleHome
from touchbase.errors import Exit

DOWN = (Exit.UNAVAILABLE, Exit.TRY_LATER)
TOKEN = r"^(?:/token|/.*/oauth2/v2\.0/token)"
WRITES = r"(/events|batch)"


@pytest.fixture(params=PROVIDERS)
def home(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    with booked(request.param, tmp_path / "home", monkeypatch) as made:
        yield made


def stale(home: Home) -> None:
    """The access token is over, so that the next run asks the token endpoint first."""
    for path in (home.folder / "tokens").glob("*.json"):
        text = path.read_text("utf-8")
        text = re.sub(r'("(?:expires_on|cached_at|extended_expires_on)": ")\d+', r"\g<1>1000000000", text)
        path.write_text(re.sub(r'("expires": ")\d{4}', r"\g<1>2020", text), "utf-8")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_carries_a_token_anywhere(home: Home, status: int) -> None:
    """To another server of this machine, as a request to read, to write, and for a new token."""
    stolen: list[Request] = []

    def elsewhere(request: Request) -> Answer:
        stolen.append(request)
        return Answer.of_json({"items": [], "value": [], "access_token": "theirs", "expires_in": 3600})

    with Server(elsewhere) as thief:
        to = {"Location": f"{thief.url}/calendar/v3/calendars/primary/events"}
        for method, path, before in (("GET", ".", None), ("POST", WRITES, None), ("POST", TOKEN, stale)):
            server(home).faults.clear()
            fault = Fault(answer(status, "moved", headers=to), method=method, path=path, times=None)
            server(home).faults.add(fault)
            if before is not None:
                before(home)
            said = sync(home)
            assert fault.met > 0, path
            assert said.code in (*DOWN, Exit.SOME_FAILED), (path, said)
            assert not re.search("Traceback|something broke", said.err), said
        assert (stolen, thief.connections) == ([], 0)
    server(home).faults.clear()
    assert sync(home).code == Exit.OK


OFF = {
    "PYTHONHTTPSVERIFY": "0",
    "REQUESTS_CA_BUNDLE": "",
    "CURL_CA_BUNDLE": "",
    "HTTPLIB2_CA_CERTS": "",
    "SSL_CERT_FILE": "",
    "SSL_CERT_DIR": "",
    "GIT_SSL_NO_VERIFY": "1",
    "NODE_TLS_REJECT_UNAUTHORIZED": "0",
}


@pytest.mark.parametrize("how", ["another authority", "nothing said", "switched off"])
def test_a_certificate_nobody_vouches_for_is_refused_whatever_the_environment_says(
    home: Home, how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trusted = server(home).environment
    for name in trusted:
        monkeypatch.delenv(name, raising=False)
    theirs = str(tmp_path / "theirs.pem")
    trustme.CA().cert_pem.write_to_path(theirs)
    said = {"another authority": dict.fromkeys(trusted, theirs), "nothing said": {}, "switched off": OFF}[how]
    for name, value in said.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(httplib2, "CA_CERTS", theirs)  # it looks at the environment once, when it is loaded
    asked = len(server(home).history)
    for prepare in (lambda _: None, stale):
        prepare(home)
        answered = sync(home, environ={**os.environ, "TOUCHBASE_HOME": str(home.folder)})
        assert answered.code == Exit.UNAVAILABLE, answered
        assert "certificate" in answered.err
        assert len(answered.err.splitlines()) == 1
    assert len(server(home).history) == asked, "not a byte of a request was sent"
    for name, value in trusted.items():
        monkeypatch.setenv(name, value)
    assert sync(home).code == Exit.OK


PORTAL = "<!DOCTYPE html><html><title>Hotel</title><script>location='https://login.example'</script></html>"
PORTALS: tuple[tuple[str, Deed], ...] = (
    ("a page with 200", answer(200, PORTAL)),
    ("a page with 511", answer(511, PORTAL)),
    ("an empty 200", answer(200, b"")),
    ("JSON of something else", answer(200, ["hello"])),
    ("a number", answer(200, b"7")),
)


@pytest.mark.parametrize(("what", "deed"), PORTALS, ids=[what for what, _ in PORTALS])
def test_what_is_not_the_provider_is_a_fault_that_passes(home: Home, what: str, deed: Deed) -> None:
    """A captive portal, a proxy: nothing is believed, nobody has to sign in again, and the next run goes on."""
    tokens = {path: path.read_bytes() for path in (home.folder / "tokens").glob("*.json")}
    server(home).faults.add(Fault(deed, times=None))
    answered = sync(home)
    assert answered.code in DOWN, (what, answered)
    assert len(answered.err.splitlines()) == 1
    assert {path: path.read_bytes() for path in tokens} == tokens
    server(home).faults.clear()
    assert sync(home).code == Exit.OK
    assert _booked(home, "bo@example.com") == 1


def _booked(home: Home, who: str) -> int:
    """How many series of that person stand at the provider."""
    if isinstance(home, GoogleHome):
        found = [str(one.fields) for one in home.google.world.books["sam@example.com"].meetings.values()]
    else:
        found = [str(one.attendees) for one in home.hands.items()]
    return sum(who in text for text in found)


def test_tokens_go_into_one_header_and_to_one_endpoint(home: Home) -> None:
    """An access token is in `Authorization` alone; refresh token, code and verifier go to the token endpoint."""
    stale(home)
    sync(home)
    shared = secrets(home)
    assert len(shared) >= 5
    for exchange in server(home).history:
        request = exchange.request
        if re.search(TOKEN, request.path) or "auth" in request.path:
            continue
        others = {name: value for name, value in request.headers.items() if name != "authorization"}
        said = f"{request.target} {others} {request.body.decode()}"
        inner = re.sub(r"(?i)authorization: bearer \S+", "", said)  # parts of a batch have headers of their own
        assert [one for one in shared if one in inner] == [], request.target


# --- what stands in config.toml and in the source

BAD = [
    "http://example.com/v1",
    "http://127.0.0.1.example.com/",
    "ftp://example.com",
    "file:///etc/passwd",
    "//example.com",
    "HTTP://EXAMPLE.COM",
    "https://",
    "http://localhost.example.com/x",
    "http://10.0.0.1/",
]


@pytest.mark.parametrize("url", BAD)
@pytest.mark.parametrize(
    "key", ["google.api_endpoint", "google.meet_endpoint", "outlook.endpoint", "outlook.authority"]
)
def test_an_address_in_the_clear_is_refused_before_anything_is_sent(terminal: Terminal, key: str, url: str) -> None:
    provider, name = key.split(".")
    config = (terminal.home / "config.toml").read_text("utf-8").replace('"local"', f'"{provider}"', 1)
    more = {"google": 'client_secrets = "c.json"\n', "outlook": 'client_id = "11111111-2222-4333-8444-555555555555"\n'}
    terminal.write("config.toml", f'{config}[calendar.{provider}]\n{more[provider]}{name} = "{url}"\n')
    for argv in (("check",), ("sync",), ("auth", provider, "--no-browser")):
        answered = terminal.run(*argv)
        assert answered.code == Exit.CONFIG, answered
        assert f"calendar.{provider}.{name}" in answered.err
        assert "https" in answered.err


SOURCES = sorted((ROOT / "touchbase").rglob("*.py"))
SWITCHES: tuple[tuple[str, str], ...] = (
    (r"verify\s*=\s*False|\.verify\s*=(?!\s*ca_bundle\(environ\) or True)", "requests asked not to look"),
    (r"CERT_NONE|CERT_OPTIONAL|check_hostname|_create_unverified|_create_default_https", "ssl asked not to look"),
    (r"disable_ssl_certificate_validation|PYTHONHTTPSVERIFY|disable_warnings|InsecureRequest", "the others"),
    (r"shell\s*=\s*True|os\.system\(|os\.popen\(", "a shell"),
    (r"pickle|marshal\.loads|yaml\.load\(|\beval\(|\bexec\(", "code out of data"),
    (r"\|\s*safe\b|Markup\(|autoescape\s*=\s*False", "markup that is not escaped"),
)


@pytest.mark.parametrize(("pattern", "what"), SWITCHES, ids=[what for _, what in SWITCHES])
def test_nothing_in_the_source_switches_a_protection_off(pattern: str, what: str) -> None:
    templates = [*SOURCES, *(ROOT / "touchbase").rglob("*.j2")]
    assert len(templates) > 250
    found = [f"{path.name}: {hit[0]}" for path in templates for hit in re.finditer(pattern, path.read_text("utf-8"))]
    assert found == [], what


def test_no_flag_and_no_key_names_a_way_round_tls(terminal: Terminal) -> None:
    from touchbase.config.spec import KEYS

    words = re.compile("insecure|verify|tls|ssl|no-check|trust", re.IGNORECASE)
    assert [f"{key.section}.{key.name}" for key in KEYS if words.search(key.name)] == []
    for argv in ((), ("sync",), ("auth", "google"), ("auth", "outlook"), ("digest",)):
        flags: Callable[[str], list[str]] = lambda text: re.findall(r"--[\w-]+", text)  # noqa: E731
        assert [flag for flag in flags(terminal.run(*argv, "--help").out) if words.search(flag)] == []


def test_no_flag_and_no_key_takes_a_secret(terminal: Terminal) -> None:
    """Secrets come from files and keyrings alone: what stands in argv or config.toml can be read by others."""
    from touchbase.config.spec import KEYS

    words = re.compile("password|secret|token|passphrase|api.?key", re.IGNORECASE)
    named = [f"{key.section}.{key.name}" for key in KEYS if words.search(key.name) and key.section != "auth"]
    assert [name for name in named if not name.endswith(("_file", ".client_secrets"))] == []
    for argv in ((), ("sync",), ("auth", "google"), ("auth", "outlook"), ("auth", "logout"), ("digest",), ("init",)):
        flags = re.findall(r"--[\w-]+", terminal.run(*argv, "--help").out)
        assert [flag for flag in flags if words.search(flag)] in ([], ["--client-secrets"]), argv
    assert [
        one for path in SOURCES for one in re.findall(r'environ\S*\[?\(?"\w*(?:TOKEN|SECRET|PASSWORD)', _text(path))
    ] == []


def _text(path: Path) -> str:
    return path.read_text("utf-8")
