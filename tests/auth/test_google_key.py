"""A service account that acts for a person, and the files a person downloads from Google's console."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.auth.google import ASKED, Place, place
from tests.emulators.faults import Fault, answer
from touchbase.auth.google_client import REVOKE_URI, read_client, revoke_uri
from touchbase.errors import BadInput, Exit, ProviderDown, SignInAgain, TryLater

__all__ = ["place"]


@pytest.fixture
def robot(place: Place, tmp_path: Path) -> Place:
    """An administrator delegated what is needed."""
    path = tmp_path / "service_account.json"
    place.google.oauth.service_account(path, place.google.url, delegated=frozenset(ASKED))
    place.settings = {"service_account_file": str(path), "subject": "sam@example.com"}
    return place


def change(place: Place, **values: object) -> None:
    path = Path(str(place.settings["service_account_file"]))
    path.write_text(json.dumps(json.loads(path.read_text()) | values))


def test_it_acts_for_the_person_and_nothing_is_kept(robot: Place) -> None:
    session = robot.session()
    session.credentials.refresh(None)  # type: ignore[no-untyped-call]
    grant, _ = robot.google.oauth.tokens.access[str(session.credentials.token)]
    assert (grant.email, grant.service, grant.scopes) == ("sam@example.com", False, frozenset(ASKED))
    assert session.granted == frozenset(ASKED)
    assert not robot.tokens.folder.exists()


def test_signing_in_tries_it_and_needs_no_browser(robot: Place) -> None:
    standing = robot.sign_in()
    assert (standing.signed_in, standing.who, robot.said) == (True, "sam@example.com", [])
    assert robot.paths() == 1
    assert (robot.standing().who, robot.standing().problem) == ("sam@example.com", "")
    assert robot.paths() == 1, "looking asks nobody"


def test_without_delegation_the_administrator_is_named(robot: Place) -> None:
    for known in robot.google.oauth.robots.values():
        object.__setattr__(known, "delegated", frozenset())
    with pytest.raises(SignInAgain, match=r"may not act for sam@example.com.*administrator.*delegation") as caught:
        robot.sign_in()
    assert caught.value.exit_code == Exit.SIGN_IN


def test_a_deleted_key(robot: Place) -> None:
    robot.google.oauth.robots.clear()
    with pytest.raises(SignInAgain, match=r"does not accept the key .*invalid_grant.*Is the clock right"):
        robot.sign_in()


def test_a_key_for_nobody_in_particular_is_refused(robot: Place) -> None:
    del robot.settings["subject"]
    for use in (robot.session, robot.sign_in):
        with pytest.raises(BadInput, match=r"cannot invite anybody.*`subject` under \[calendar.google\]"):
            use()
    assert "cannot invite" in robot.standing().problem


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"type": "authorized_user"}, "is no service account key"),
        ({"private_key": ""}, "is no service account key"),
        ({"client_email": None}, "is no service account key"),
        ({"private_key": "-----BEGIN PRIVATE KEY-----\nxx\n-----END PRIVATE KEY-----\n"}, "private key .* not whole"),
        ({"private_key": "xx"}, "private key .* not whole"),
        ({"token_uri": "http://127.0.0.1/token"}, "not an https address"),
    ],
)
def test_a_key_file_that_is_none(robot: Place, values: dict[str, object], sentence: str) -> None:
    change(robot, **values)
    with pytest.raises(BadInput, match=sentence):
        robot.sign_in()


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"token_type": "Bearer"}, TryLater),
        ({"access_token": 5}, TryLater),
        ({"access_token": "x", "expires_in": "soon"}, TryLater),
        ("<html>", TryLater),
    ],
)
def test_an_answer_that_is_none(robot: Place, body: object, error: type[Exception]) -> None:
    robot.google.faults.add(Fault(answer(200, body), path="/token", times=None))
    with pytest.raises(error):
        robot.sign_in()


def test_no_network(robot: Place) -> None:
    robot.google.server.close()
    with pytest.raises(ProviderDown):
        robot.sign_in()


class TestClientFile:
    """`client_secret.json`."""

    @pytest.mark.parametrize(
        ("edit", "sentence"),
        [
            (lambda found: {"web": found["installed"]}, "is of a web application"),
            (lambda found: {"type": "service_account"}, r"is a service account's key.*service_account_file"),
            (lambda found: {"type": "authorized_user"}, "is of no desktop client"),
            (lambda found: {"installed": []}, "is of no desktop client"),
            (lambda found: [found], "is of another kind"),
            (lambda found: {"installed": found["installed"] | {"client_id": 5}}, "has no client_id"),
            (lambda found: {"installed": found["installed"] | {"token_uri": "http://example.com/t"}}, "not an https"),
            (lambda found: {"installed": found["installed"] | {"auth_uri": "ftp://example.com"}}, "not an https"),
            (lambda found: {"installed": found["installed"] | {"token_uri": "https:///t"}}, "not an https"),
        ],
    )
    def test_another_file_is_refused_in_words(self, place: Place, edit: Callable[[Any], object], sentence: str) -> None:
        path = Path(str(place.settings["client_secrets"]))
        path.write_text(json.dumps(edit(json.loads(path.read_text()))))
        with pytest.raises(BadInput, match=sentence):
            read_client(path)

    def test_cut_at_every_byte_it_is_not_whole(self, place: Place) -> None:
        path = Path(str(place.settings["client_secrets"]))
        whole = path.read_bytes()
        for end in range(len(whole)):
            path.write_bytes(whole[:end])
            with pytest.raises(BadInput, match="is not whole"):
                read_client(path)

    def test_none_there_and_one_that_cannot_be_read(self, tmp_path: Path) -> None:
        with pytest.raises(BadInput, match=r"There is no client file .*docs/google.md"):
            read_client(tmp_path / "none.json")
        with pytest.raises(BadInput, match="cannot be read"):
            read_client(tmp_path)

    @pytest.mark.parametrize(
        ("token_uri", "revoke"),
        [
            ("https://oauth2.googleapis.com/token", REVOKE_URI),
            ("https://accounts.google.com/o/oauth2/token", REVOKE_URI),
            ("https://127.0.0.1:8443/token", "https://127.0.0.1:8443/revoke"),
            ("https://proxy.example.com/google/token?x=1", "https://proxy.example.com/google/revoke"),
        ],
    )
    def test_where_a_token_is_revoked(self, token_uri: str, revoke: str) -> None:
        assert revoke_uri(token_uri) == revoke

    def test_the_addresses_of_the_file_are_the_ones_used(self, place: Place) -> None:
        client = read_client(Path(str(place.settings["client_secrets"])))
        assert {client.auth_uri, client.token_uri, client.revoke_uri} == {
            f"{place.google.url}/{path}" for path in ("o/oauth2/auth", "token", "revoke")
        }
