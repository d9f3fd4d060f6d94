"""The port of the token store: texts by account, which only their owner can read."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from touchbase.auth.account import Account


class TokenStore(Protocol):
    """Keeps one text an account. Whoever reads, refreshes and saves holds `lock`, so that two runs refresh once."""

    def load(self, account: Account) -> str | None:
        """What is kept; None when nothing is.

        BadInput when others could read it or it is not ours; SignInAgain when it is no text, or cannot be reached
        without a person.
        """
        ...

    def save(self, account: Account, text: str) -> None:
        """Keep the text in the place of the old one, whole or not at all; CannotWriteState, StorageFailed."""
        ...

    def delete(self, account: Account) -> None:
        """Forget it; nothing happens when there is none."""
        ...

    def lock(self, account: Account) -> AbstractContextManager[None]:
        """Held by one process at a time; TryLater when another holds it for a minute."""
        ...


def open_tokens(kind: str, folder: Path) -> TokenStore:
    """The store config.toml asks for under `[auth] tokens`: "file" in that folder, or "keyring"; makes nothing."""
    if kind == "keyring":
        from touchbase.auth.keyrings import KeyringTokens, safe_keyring

        return KeyringTokens(safe_keyring(), folder)
    from touchbase.auth.files import FileTokens

    return FileTokens(folder)
