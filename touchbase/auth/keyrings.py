"""Tokens in the keyring of the desktop: only in backends that really lock, and never waited for long."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from threading import Thread
from typing import Protocol, TypeVar

from touchbase.auth.account import Account
from touchbase.auth.cures import NAMES
from touchbase.auth.files import FileTokens
from touchbase.errors import BadInput, SignInAgain

SERVICE = "touchbase"
# Others that can be installed beside these keep what they are given in plain text, or with its key beside it.
SAFE = tuple(f"keyring.backends.{name}" for name in ("macOS", "SecretService", "libsecret", "kwallet", "Windows"))
PATIENCE = 5.0  # seconds; a locked keyring asks for its password where nobody sees it
Found = TypeVar("Found")


class Backend(Protocol):
    """The part of keyring's backends that is used."""

    @property
    def priority(self) -> float: ...

    def get_password(self, service: str, username: str) -> str | None: ...
    def set_password(self, service: str, username: str, password: str) -> None: ...
    def delete_password(self, service: str, username: str) -> None: ...


def safe_keyring() -> Backend:
    """The best backend of this machine that is on the list; BadInput when there is none."""
    try:
        from keyring import backend
    except ImportError:
        raise BadInput(
            "The keyring is not installed, and config.toml asks for it.",
            remedy='Install `touchbase-scheduler[keyring]`, or set tokens = "file" under [auth].',
        ) from None
    return best(sorted(backend.get_all_keyring(), key=lambda one: one.priority, reverse=True))


def best(found: Iterable[Backend]) -> Backend:
    """The first one whose module is on the list."""
    for one in found:
        if type(one).__module__.startswith(SAFE):
            return one
    raise BadInput(
        "This machine has no keyring that locks, so no sign-in is kept in one.",
        remedy='Set tokens = "file" under [auth] in config.toml: a file that only you can read.',
    )


class KeyringTokens:
    """Texts in the keyring; the lock is a file, since a keyring has none. `patience` in seconds."""

    def __init__(self, backend: Backend, folder: Path, patience: float = PATIENCE) -> None:
        self._backend, self._patience = backend, patience
        self._files = FileTokens(folder)

    def load(self, account: Account) -> str | None:
        return self._ask(account, lambda: self._backend.get_password(SERVICE, account.name))

    def save(self, account: Account, text: str) -> None:
        self._ask(account, lambda: self._backend.set_password(SERVICE, account.name, text))

    def delete(self, account: Account) -> None:
        if self.load(account) is not None:
            self._ask(account, lambda: self._backend.delete_password(SERVICE, account.name))

    def lock(self, account: Account) -> AbstractContextManager[None]:
        return self._files.lock(account)

    def _ask(self, account: Account, call: Callable[[], Found]) -> Found:
        """What the keyring answers; SignInAgain when it is locked, fails, or does not answer in time."""
        answers: list[Found] = []
        thread = Thread(target=lambda: _attempt(call, answers), daemon=True)
        thread.start()
        thread.join(self._patience)
        if answers:
            return answers[0]
        why = "does not answer" if thread.is_alive() else "is locked or failed"
        raise SignInAgain(
            f"The keyring {why}, and your sign-in to {NAMES[account.provider]} is in it.",
            'Unlock it, or set tokens = "file" under [auth] in config.toml and sign in again.',
            account.provider,
        )


def _attempt(call: Callable[[], Found], answers: list[Found]) -> None:
    with suppress(Exception):  # each backend has errors of its own; all of them mean no answer
        answers.append(call())
