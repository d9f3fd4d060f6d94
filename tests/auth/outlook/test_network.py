"""Trouble on the way to the sign-in is never taken for trouble with the sign-in."""

import socket
from contextlib import nullcontext

import pytest
import requests

from tests.auth.outlook.office import Office
from tests.emulators.faults import Deed, Fault, answer, drop, half_body
from tests.emulators.serving import App, Request
from touchbase.auth.outlook.application import Outside, empty_cache, public
from touchbase.auth.outlook.entra import Wire
from touchbase.auth.outlook.settings import settings_of
from touchbase.errors import BadInput, Exit, ProviderDown, TouchbaseError, TryLater

TOKEN, DISCOVERY = "/token", "openid-configuration"
PORTAL = "<html><body>Welcome to our hotel. Please accept the terms.</body></html>"


def redirect(to: str) -> Deed:
    return answer(302, headers={"Location": to})


def elsewhere(name: str, url: str) -> Deed:
    """A discovery document that names another host."""

    def deed(request: Request, app: App) -> object:
        said = app(request)
        return type(said).of_json(said.json | {name: url})

    return deed  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("deed", "kind", "says"),
    [
        (answer(503), ProviderDown, r"failed \(HTTP 503\)"),
        (answer(500, {"error": "x"}), ProviderDown, r"failed \(HTTP 500\)"),
        (drop(), ProviderDown, r"cannot be reached \(ConnectionError\)"),
        (half_body(), ProviderDown, r"cannot be reached \((ChunkedEncodingError|ConnectionError)\)"),
        (answer(200, PORTAL), ProviderDown, "Something between here and"),
        (answer(403, PORTAL), ProviderDown, "Something between here and"),
        (answer(200, ["a list"]), ProviderDown, "Something between here and"),
        (answer(200, "[" * 100_000), ProviderDown, "Something between here and"),
        (answer(204), ProviderDown, "Something between here and"),
        (answer(429, retry_after=17), TryLater, "is busy"),
        (redirect("https://127.0.0.1:9/"), ProviderDown, "points elsewhere"),
        (answer(200, {}), ProviderDown, "no token|Something between"),
        (answer(503, {"error": "temporarily_unavailable"}), ProviderDown, "failed"),
        (answer(400, {"error": "temporarily_unavailable"}), (TryLater, ProviderDown), "busy|Something between"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("where", [TOKEN, DISCOVERY])
def test_a_renewal_that_does_not_get_through(
    office: Office, where: str, deed: Deed, kind: type[TouchbaseError], says: str
) -> None:
    office.sign_in()
    before = office.file.read_bytes()
    office.later(hours=2)
    office.graph.faults.add(Fault(deed, path=where, times=None))
    expected = BadInput if where == DISCOVERY and "busy|" in says else kind
    with pytest.raises(expected, match="no tenant" if expected is BadInput else says):
        office.session()()
    assert office.file.read_bytes() == before
    office.graph.faults.clear()
    assert office.session()().startswith("access-secret")


def test_a_short_failure_is_waited_out(office: Office) -> None:
    office.graph.faults.add(Fault(answer(503), path=DISCOVERY))
    office.graph.faults.add(Fault(drop(), path=DISCOVERY, nth=2))
    assert office.sign_in().signed_in
    assert office.slept == [1.0, 3.0]


def test_who_is_told_when_to_come_back_says_so(office: Office) -> None:
    office.graph.faults.add(Fault(answer(429, retry_after=17), path=DISCOVERY))
    with pytest.raises(TryLater) as busy:
        office.sign_in()
    assert (busy.value.remedy, busy.value.exit_code) == ("Run the same command again in 17 seconds.", Exit.TRY_LATER)
    assert office.slept == []


@pytest.mark.parametrize("header", ["soon", "-3", "999999999"])
def test_a_time_that_makes_no_sense_is_not_repeated(office: Office, header: str) -> None:
    office.graph.faults.add(Fault(answer(429, retry_after=header), path=DISCOVERY))
    with pytest.raises(TryLater) as busy:
        office.sign_in()
    assert busy.value.remedy == "Run the same command again later."


def test_no_network_at_all(office: Office) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(ProviderDown, match="cannot be reached") as down:
        office.sign_in(office.given() | {"authority": f"https://127.0.0.1:{port}/organizations"})
    assert down.value.exit_code == Exit.UNAVAILABLE


def test_an_unknown_certificate_is_not_accepted(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in office.graph.server.environment:
        monkeypatch.delenv(name)
    outside = Outside({}, office.slept.append)
    with pytest.raises(ProviderDown, match="certificate that this machine does not trust") as untrusted:
        public(settings_of(office.given()), empty_cache(), outside)
    assert "REQUESTS_CA_BUNDLE" in untrusted.value.remedy
    assert (office.graph.server.history, office.slept) == ([], [])


def test_a_bundle_that_is_not_there_is_named(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/nowhere/ca.pem")
    with pytest.raises(BadInput, match="certificate authorities") as missing:
        office.sign_in()
    assert "REQUESTS_CA_BUNDLE" in missing.value.remedy


def test_a_tenant_nobody_knows(office: Office) -> None:
    with pytest.raises(BadInput, match=r"knows no tenant 'contoso'") as unknown:
        office.sign_in(office.given("contoso"))
    assert unknown.value.exit_code == Exit.CONFIG


@pytest.mark.parametrize("name", ["authorization_endpoint", "token_endpoint"])
@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/t/oauth2/v2.0/token",
        "http://127.0.0.1:1/t/token",
        "https://127.0.0.1:1/t/token",
        "https://[evil/t",
        "",
        "token",
    ],
)
def test_a_sign_in_is_not_sent_on_to_another_host(office: Office, name: str, url: str) -> None:
    office.graph.faults.add(Fault(elsewhere(name, url), path=DISCOVERY))
    with pytest.raises(ProviderDown, match="on to another host"):
        office.sign_in()
    assert (office.visited, office.tokens_asked()) == ([], [])


@pytest.mark.parametrize("value", [7, None, ["https://127.0.0.1"]])
def test_a_host_that_does_not_describe_itself(office: Office, value: object) -> None:
    def without(request: Request, app: App) -> object:
        said = app(request)
        return type(said).of_json(said.json | {"token_endpoint": value})

    office.graph.faults.add(Fault(without, path=DISCOVERY))  # type: ignore[arg-type]
    with pytest.raises(ProviderDown, match="Something between"):
        office.sign_in()


@pytest.mark.parametrize(
    "broken",
    [
        {"id_token": "no.jwt"},
        {"id_token": "a.!!.c"},
        {"client_info": "%%%"},
        {"expires_in": "soon"},
        {"access_token": 3},
    ],
)
def test_an_answer_that_cannot_be_read(office: Office, broken: dict[str, object]) -> None:
    def spoiled(request: Request, app: App) -> object:
        said = app(request)
        return type(said).of_json(said.json | broken)

    office.graph.faults.add(Fault(spoiled, path=TOKEN))  # type: ignore[arg-type]
    with pytest.raises(ProviderDown, match="cannot be understood"):
        office.sign_in()
    assert not office.file.exists()


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("https://login.microsoftonline.com/x/oauth2/v2.0/token", True),
        ("https://login.windows.net/x/oauth2/v2.0/token", True),
        ("http://login.windows.net/x/oauth2/v2.0/token", False),
        ("https://login.microsoftonline.us/x/oauth2/v2.0/token", False),
        ("https://login.microsoftonline.com:8443/x/oauth2/v2.0/token", False),
        ("https://login.microsoftonline.com@evil.example/x", False),
    ],
)
def test_hosts_of_one_cloud_may_stand_for_each_other(url: str, allowed: bool) -> None:
    with requests.Session() as unused:
        wire = Wire(unused, "https://login.microsoftonline.com/organizations")
        with nullcontext() if allowed else pytest.raises(ProviderDown):
            wire.check(url)
