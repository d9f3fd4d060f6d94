"""What config.toml says about signing in to Outlook: clouds, scopes, and every reason why it cannot work."""

import pytest

from touchbase.auth.outlook.clouds import CLOUDS, cautions, same_cloud
from touchbase.auth.outlook.settings import allowed, missing, settings_of
from touchbase.errors import BadInput

Given = dict[str, str | bool]
GLOBAL = "https://login.microsoftonline.com/organizations"
GOOD: Given = {
    "client_id": "c",
    "authority": GLOBAL,
    "endpoint": "https://graph.microsoft.com/v1.0",
    "attendance": False,
}
SECRET: Given = {"client_secret_file": "/s", "user": "sam@example.com"}


def problems(**more: str | bool) -> list[str]:
    try:
        settings_of(GOOD | more)
    except BadInput as wrong:
        return [str(problem) for problem in wrong.problems]
    return []


def test_short_scopes_in_the_global_cloud() -> None:
    assert settings_of(GOOD).scopes == ["User.Read", "Calendars.ReadWrite", "MailboxSettings.Read"]
    assert settings_of(GOOD).application_scopes == ["https://graph.microsoft.com/.default"]


def test_without_an_endpoint_it_is_the_global_one() -> None:
    assert settings_of({"client_id": "c", "authority": GLOBAL}).graph_host == "graph.microsoft.com"


@pytest.mark.parametrize(
    ("sign_in", "graph"),
    [
        ("login.microsoftonline.us", "graph.microsoft.us"),
        ("login.microsoftonline.us", "dod-graph.microsoft.us"),
        ("login.partner.microsoftonline.cn", "microsoftgraph.chinacloudapi.cn"),
        ("login.chinacloudapi.cn", "microsoftgraph.chinacloudapi.cn"),
    ],
)
def test_a_national_cloud_has_permissions_of_its_own(sign_in: str, graph: str) -> None:
    made = settings_of(GOOD | {"authority": f"https://{sign_in}/organizations", "endpoint": f"https://{graph}/v1.0"})
    assert made.scopes[1] == made.vital_scope == f"https://{graph}/Calendars.ReadWrite"
    assert made.application_scopes == [f"https://{graph}/.default"]


def test_a_proxy_of_the_house_stands_for_the_global_cloud() -> None:
    made = settings_of(GOOD | {"endpoint": "https://graph.example.com/v1.0"})
    assert made.scopes[0] == "User.Read"
    assert made.application_scopes == ["https://graph.microsoft.com/.default"]


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({}, []),
        ({"client_id": ""}, ["client_id: is missing"]),
        ({"authority": "https://login.microsoftonline.com"}, ["authority: names no tenant"]),
        ({"authority": "https://login.microsoftonline.com/"}, ["authority: names no tenant"]),
        ({"authority": "http://127.0.0.1/common"}, ["authority: names no tenant"]),
        ({"authority": "https:///common"}, ["authority: names no tenant"]),
        ({"authority": GLOBAL + "/"}, []),
        ({"endpoint": "https://graph.microsoft.us/v1.0"}, ["endpoint: is of the cloud US government"]),
        ({"authority": "https://login.chinacloudapi.cn/common"}, ["endpoint: is of the cloud global"]),
        ({"authority": "https://login.example.com/common"}, []),
        ({"authority": GLOBAL.replace("organizations", "consumers")}, []),
        ({"authority": GLOBAL.replace("organizations", "consumers"), "attendance": True}, ["attendance: is not to be"]),
        ({**SECRET}, ["authority: ends in organizations"]),
        ({**SECRET, "authority": GLOBAL.replace("organizations", "contoso.example")}, []),
        ({**SECRET, "authority": GLOBAL.replace("organizations", "contoso.example"), "user": ""}, ["user: is missing"]),
        ({**SECRET, "certificate_file": "/c"}, ["certificate_file: stands beside", "authority: ends in"]),
        ({"client_id": "", "authority": "x"}, ["client_id: is missing", "authority: names no tenant"]),
    ],
)
def test_everything_that_is_wrong_is_told_at_once(more: dict[str, str | bool], says: list[str]) -> None:
    found = problems(**more)
    assert len(found) == len(says)
    assert [problem for problem, said in zip(found, says, strict=True) if said not in problem] == []


@pytest.mark.parametrize(
    ("granted", "off"),
    [
        ("User.Read Calendars.ReadWrite MailboxSettings.Read openid", ()),
        ("user.read https://graph.microsoft.com/Calendars.ReadWrite mailboxsettings.read", ()),
        ("User.Read Calendars.ReadWrite", ("seeing your working hours and time zone in Outlook",)),
        ("Calendars.Read MailboxSettings.Read User.Read", ("keeping touchbases on your calendar",)),
        ("", ("seeing who you are", "keeping touchbases on your calendar",
              "seeing your working hours and time zone in Outlook")),
    ],
)  # fmt: skip
def test_what_is_off_without_a_scope(granted: str, off: tuple[str, ...]) -> None:
    assert missing(settings_of(GOOD).scopes, granted.split()) == off


def test_what_was_allowed_is_told_without_the_scopes_of_the_sign_in_itself() -> None:
    said = "User.Read openid https://graph.microsoft.us/Calendars.ReadWrite profile email offline_access"
    assert allowed(said) == ("User.Read", "https://graph.microsoft.us/Calendars.ReadWrite")


def test_no_host_is_in_two_clouds() -> None:
    hosts = [host for cloud in CLOUDS for host in (*cloud.sign_in, *cloud.graph)]
    assert len(hosts) == len(set(hosts))


def test_hosts_of_one_cloud_trust_each_other_and_nobody_else() -> None:
    assert same_cloud("login.microsoftonline.com", "login.windows.net")
    assert not same_cloud("login.microsoftonline.com", "login.microsoftonline.us")
    assert not same_cloud("login.microsoftonline.com", "login.microsoftonline.com.evil.example")
    assert not same_cloud("idp.example.com", "idp.example.com")


def test_only_a_host_that_is_not_of_microsoft_is_told() -> None:
    assert cautions("login.microsoftonline.com") == ()
    assert "login.micorsoftonline.com" in cautions("login.micorsoftonline.com")[0]
