"""The keyring: only backends that lock, never waited for long."""

import sys
from contextlib import suppress
from pathlib import Path
from threading import Event

import pytest

from tests.auth.contract import SAM, TEXT, TokenStoreContract
from touchbase.auth.keyrings import SERVICE, KeyringTokens, best, safe_keyring
from touchbase.auth.tokens import open_tokens
from touchbase.errors import BadInput, Exit, SignInAgain


class Chest:
    """A backend in memory; `stuck` waits for ever, as a locked keyring that asks where nobody sees it."""

    def __init__(self, priority: float = 1.0) -> None:
        self.priority = priority
        self.kept: dict[tuple[str, str], str] = {}
        self.stuck = self.broken = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.stuck:
            Event().wait(30)
        if self.broken:
            raise RuntimeError("locked")
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


def of_module(name: str) -> Chest:
    """A backend whose class says it lives there."""
    made: Chest = type("Keyring", (Chest,), {"__module__": name})()
    return made


@pytest.fixture
def chest() -> Chest:
    return Chest()


@pytest.fixture
def tokens(chest: Chest, tmp_path: Path) -> KeyringTokens:
    return KeyringTokens(chest, tmp_path / "tokens", patience=0.2)


class TestContract(TokenStoreContract):
    """The keyring keeps it."""


def test_the_text_stands_in_the_keyring_and_not_on_the_disk(
    tokens: KeyringTokens, chest: Chest, tmp_path: Path
) -> None:
    tokens.save(SAM, TEXT)
    assert chest.kept == {(SERVICE, SAM.name): TEXT}
    assert not (tmp_path / "tokens").exists()


@pytest.mark.parametrize("state", ["stuck", "broken"])
def test_a_keyring_that_does_not_answer_is_no_reason_to_hang(tokens: KeyringTokens, chest: Chest, state: str) -> None:
    setattr(chest, state, True)
    with pytest.raises(SignInAgain, match=r"The keyring .*Unlock it, or set tokens = .file.") as caught:
        tokens.load(SAM)
    assert (caught.value.exit_code, caught.value.provider) == (Exit.SIGN_IN, "google")


@pytest.mark.parametrize(
    ("modules", "chosen"),
    [
        (["keyring.backends.SecretService"], 0),
        (["keyrings.alt.file", "keyring.backends.macOS"], 1),
        (["keyring.backends.chainer", "keyring.backends.kwallet"], 1),
        (["keyrings.alt.file", "keyring.backends.fail", "keyring.backends.null"], None),
        (["keyring_backends_macOS", "my.keyring.backends.macOS"], None),
        ([], None),
    ],
)
def test_only_backends_on_the_list_are_trusted(modules: list[str], chosen: int | None) -> None:
    found = [of_module(name) for name in modules]
    if chosen is None:
        with pytest.raises(BadInput, match=r"no keyring that locks.*tokens = .file."):
            best(found)
    else:
        assert best(found) is found[chosen]


def test_without_the_extra_the_cure_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(BadInput, match=r"Install `touchbase-scheduler\[keyring\]`, or set tokens = .file."):
        open_tokens("keyring", tmp_path)


def test_a_machine_without_a_desktop_has_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent")
    with suppress(BadInput):  # a developer's own machine may have one
        assert type(safe_keyring()).__module__.startswith("keyring.backends.")
        assert isinstance(open_tokens("keyring", tmp_path), KeyringTokens)
