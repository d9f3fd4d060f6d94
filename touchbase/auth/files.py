"""Tokens as files: one an account (0600) in a folder of their own (0700)."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from touchbase.auth import private
from touchbase.auth.account import Account
from touchbase.auth.cures import damaged
from touchbase.auth.lock import held


class FileTokens:
    """The store that works everywhere, also under cron. `user` is whose files are trusted: by default our own."""

    def __init__(self, folder: Path, user: int | None = None) -> None:
        self.folder = folder
        self.user = os.geteuid() if user is None else user

    def path(self, account: Account) -> Path:
        """Where that account's text is kept."""
        return kept_at(self.folder, account)

    def load(self, account: Account) -> str | None:
        try:
            with private.opened(self.folder, self.user) as folder:
                return private.read(folder, self.path(account), self.user).decode()
        except FileNotFoundError:
            return None
        except UnicodeDecodeError:
            raise damaged(account.provider) from None

    def save(self, account: Account, text: str) -> None:
        private.make(self.folder)
        with private.opened(self.folder, self.user) as folder:
            private.replace(folder, self.path(account), text.encode())

    def delete(self, account: Account) -> None:
        if self.folder.exists():
            with private.opened(self.folder, self.user) as folder:
                private.remove(folder, self.path(account))

    @contextmanager
    def lock(self, account: Account) -> Iterator[None]:
        private.make(self.folder)
        with private.opened(self.folder, self.user), held(self.folder / f"{account.name}.lock"):
            yield


def kept_at(folder: Path, account: Account) -> Path:
    """The file of that account in that folder."""
    return folder / f"{account.name}.json"
