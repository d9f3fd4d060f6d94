"""The Entra emulator with the real msal: both sign-ins, refresh with rotation, and every way to lose them."""

from datetime import timedelta
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import msal  # type: ignore[import-untyped]
import pytest
import requests

from tests.emulators.graph.client import Client, browse, hidden
from tests.emulators.graph.graph import CLIENT, Graph
from tests.emulators.graph_office import SAM, trust

SCOPES = ["User.Read", "Calendars.ReadWrite", "MailboxSettings.Read"]


@pytest.fixture(autouse=True)
def _trusting(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment names the bundle: requests prefers it to what msal's session says."""
    trust(graph, monkeypatch)


def public(graph: Graph, tenant: str = "organizations", cache: Any = None) -> Any:
    return msal.PublicClientApplication(
        CLIENT, authority=graph.authority(tenant), verify=graph.ca, instance_discovery=False, token_cache=cache
    )


def by_device(graph: Graph, app: Any, address: str = SAM) -> dict[str, Any]:
    flow = app.initiate_device_flow(SCOPES)
    assert flow["user_code"] in flow["message"]
    graph.accounts.approve(address)
    found: dict[str, Any] = app.acquire_token_by_device_flow(flow)
    return found


def asked(graph: Graph, grant: str) -> int:
    return sum(one.request.form.get("grant_type") == grant for one in graph.server.wire() if one.request.body)


def test_interactive_sign_in_with_pkce_and_form_post(graph: Graph) -> None:
    import webbrowser

    class Person(webbrowser.BaseBrowser):
        def open(self, url: str, *_: Any, **__: Any) -> bool:
            asked = parse_qs(urlsplit(url).query)
            assert asked["code_challenge_method"] == ["S256"]
            assert asked["response_mode"] == ["form_post"]
            Thread(target=browse, args=(url, graph.ca), daemon=True).start()
            return True

    webbrowser.register("graph-person", None, Person("graph-person"), preferred=True)
    try:
        found = public(graph).acquire_token_interactive(SCOPES, timeout=20)
    finally:
        webbrowser._tryorder.remove("graph-person")  # type: ignore[attr-defined]
    assert found["id_token_claims"]["preferred_username"] == SAM
    assert Client(graph, found["access_token"]).get("/me")["mail"] == SAM
    assert graph.server.wire()[-2].request.form["code_verifier"]


def test_device_code_waits_for_the_person(graph: Graph) -> None:
    graph.accounts.slow_down = 1
    app = public(graph)
    flow = app.initiate_device_flow(SCOPES)
    token = f"{graph.authority()}/oauth2/v2.0/token"
    form = {"grant_type": "device_code", "client_id": CLIENT, "device_code": flow["device_code"]}
    said = [requests.post(token, data=form, verify=graph.ca, timeout=9).json()["error"] for _ in range(2)]
    assert said == ["slow_down", "authorization_pending"]
    graph.accounts.approve(SAM)
    assert app.acquire_token_by_device_flow(flow)["access_token"]
    assert app.get_accounts()[0]["username"] == SAM


@pytest.mark.parametrize("how", ["declined", "expired", "forbidden"])
def test_a_device_code_can_end_badly(graph: Graph, how: str) -> None:
    graph.accounts.device_code_allowed = how != "forbidden"
    app = public(graph)
    flow = app.initiate_device_flow(SCOPES)
    if how == "forbidden":
        assert flow["error"] == "unauthorized_client"
        return
    if how == "declined":
        graph.accounts.turn_down()
    else:
        graph.world.now += timedelta(minutes=16)
    expected = {"declined": "authorization_declined", "expired": "expired_token"}[how]
    assert app.acquire_token_by_device_flow(flow)["error"] == expected


def test_silent_refresh_gives_a_new_refresh_token_each_time(graph: Graph) -> None:
    app = public(graph)
    first = by_device(graph, app)
    account = app.get_accounts()[0]
    assert app.acquire_token_silent(SCOPES, account)["access_token"] == first["access_token"]
    second = app.acquire_token_silent(SCOPES, account, force_refresh=True)
    assert second["access_token"] != first["access_token"]
    third = app.acquire_token_silent(SCOPES, account, force_refresh=True)
    assert third is not None
    sent = [one.request.form["refresh_token"] for one in graph.server.wire() if b"refresh_token=" in one.request.body]
    assert len(set(sent)) == 2


@pytest.mark.parametrize(
    ("error", "number", "suberror"),
    [("interaction_required", 50076, "basic_action"), ("consent_required", 65001, ""), ("invalid_grant", 50173, "")],
)
def test_a_refused_refresh_says_why(graph: Graph, error: str, number: int, suberror: str) -> None:
    app = public(graph)
    by_device(graph, app)
    graph.accounts.refuse(SAM, error, number, suberror=suberror)
    found = app.acquire_token_silent_with_error(SCOPES, app.get_accounts()[0], force_refresh=True)
    assert (found["error"], found["error_codes"]) == (error, [number])
    assert found.get("suberror", "") == suberror


def test_revocation_and_ninety_idle_days(graph: Graph) -> None:
    for spoil, number in ((lambda: graph.accounts.revoke(SAM), 50173), (lambda: _wait(graph, 91), 700082)):
        app = public(graph)
        by_device(graph, app)
        spoil()  # type: ignore[no-untyped-call]
        found = app.acquire_token_silent_with_error(SCOPES, app.get_accounts()[0], force_refresh=True)
        assert (found["error"], found["error_codes"]) == ("invalid_grant", [number])


def _wait(graph: Graph, days: int) -> None:
    graph.world.now += timedelta(days=days)


def test_an_expired_or_revoked_access_token_is_401_with_a_challenge(graph: Graph) -> None:
    found = by_device(graph, public(graph))
    client = Client(graph, found["access_token"])
    assert client.get("/me")["mail"] == SAM
    graph.world.now += timedelta(hours=2)
    answer = client.send("GET", "/me")
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "InvalidAuthenticationToken")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    again = by_device(graph, public(graph))
    graph.accounts.revoke(SAM, at_once=True)
    assert Client(graph, again["access_token"]).refused("GET", "/me")[0] == 401


def test_scopes_are_checked(graph: Graph) -> None:
    graph.accounts.withheld = {"MailboxSettings.Read"}
    found = by_device(graph, public(graph))
    assert "MailboxSettings.Read" not in found["scope"]
    client = Client(graph, found["access_token"])
    assert client.get("/me/events")["value"] == []
    assert client.refused("GET", "/me/mailboxSettings") == (403, "ErrorAccessDenied")
    reader = Client(graph, graph.token(SAM, ("Calendars.Read",)))
    assert reader.refused("POST", "/me/events", {}) == (403, "ErrorAccessDenied")
    assert reader.refused("GET", "/users/nobody@example.com/events") == (404, "ErrorInvalidUser")


def authorise(graph: Graph, **change: str) -> tuple[int, dict[str, list[str]], str]:
    query = {
        "client_id": CLIENT, "redirect_uri": "http://localhost:4000", "response_type": "code", "state": "st",
        "scope": "User.Read", "code_challenge": "c" * 43, "code_challenge_method": "S256", "response_mode": "query",
    } | change  # fmt: skip
    url = f"{graph.authority()}/oauth2/v2.0/authorize"
    page = requests.get(url, params=query, verify=graph.ca, timeout=9, allow_redirects=False)
    return page.status_code, parse_qs(urlsplit(page.headers.get("Location", "")).query), page.text


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge": ""}, "invalid_request"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"scope": "https://other.example/read"}, "invalid_resource"),
    ],
)
def test_authorise_refuses_what_is_unsafe(graph: Graph, change: dict[str, str], error: str) -> None:
    status, said, _ = authorise(graph, **change)
    assert (status, said["error"], said["state"]) == (302, [error], ["st"])


@pytest.mark.parametrize(("does", "number"), [("refuses", "65004"), ("asks an admin", "90094")])
def test_a_person_may_refuse(graph: Graph, does: str, number: str) -> None:
    graph.accounts.does = does
    _, said, _ = authorise(graph)
    assert said["error"] == ["access_denied"]
    assert number in said["error_description"][0]


def test_an_unknown_app_or_redirect_gets_a_page_and_no_redirect(graph: Graph) -> None:
    for change in ({"client_id": "x"}, {"redirect_uri": "http://evil.example"}):
        status, said, text = authorise(graph, **change)
        assert (status, said) == (400, {})
        assert "AADSTS" in text


def test_a_code_is_good_once_and_with_its_verifier_only(graph: Graph) -> None:
    token = f"{graph.authority()}/oauth2/v2.0/token"
    for _ in range(2):
        _, said, _ = authorise(graph)
        form = {
            "grant_type": "authorization_code", "client_id": CLIENT, "code": said["code"][0],
            "redirect_uri": "http://localhost:4000", "code_verifier": "wrong",
        }  # fmt: skip
        answers = [requests.post(token, data=form, verify=graph.ca, timeout=9).json() for _ in range(2)]
        assert [one["error_codes"] for one in answers] == [[501481], [54005]]


@pytest.mark.parametrize(("tenant", "who", "works"), [
    ("organizations", "me@outlook.example", False), ("consumers", "me@outlook.example", True),
    ("common", "me@outlook.example", True), ("consumers", SAM, False), ("common", SAM, True),
])  # fmt: skip
def test_an_authority_lets_its_own_people_in(graph: Graph, tenant: str, who: str, works: bool) -> None:
    graph.person("me@outlook.example", "Me", personal=True)
    graph.accounts.who = who
    app = public(graph, tenant)
    flow = app.initiate_auth_code_flow(SCOPES, redirect_uri="http://localhost:4000", response_mode="form_post")
    page = requests.get(flow["auth_uri"], verify=graph.ca, timeout=9, allow_redirects=False)
    found = app.acquire_token_by_auth_code_flow(flow, hidden(page.text))
    assert ("access_token" in found) == works
    assert works or found["error"] == "access_denied"


def test_an_unknown_tenant_is_a_value_error_of_msal(graph: Graph) -> None:
    with pytest.raises(ValueError, match="authority"):
        public(graph, "nowhere")


def test_instance_discovery_names_this_host(graph: Graph) -> None:
    found = requests.get(f"{graph.url}/common/discovery/instance", verify=graph.ca, timeout=9).json()
    assert found["metadata"][0]["aliases"] == [graph.url.removeprefix("https://")]
    assert asked(graph, "refresh_token") == 0
