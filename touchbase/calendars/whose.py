"""Whose calendar a sign-in opens: compared with the owner, and with whose it was, before anything is written."""

from typing import Protocol

from touchbase.domain.owner import Owner
from touchbase.errors import BadInput, SignInAgain

ACCOUNT = ".account"
"""Behind the provider's name, what the address is kept under."""


class Notebook(Protocol):
    """Where something is kept from one run to the next."""

    def get(self, key: str) -> str | None: ...

    def set(self, key: str, value: str) -> None: ...


class Blank:
    """For a calendar without a notebook: every run begins anew."""

    def get(self, key: str) -> str | None:  # noqa: ARG002 - as Notebook has it
        return None

    def set(self, key: str, value: str) -> None:
        """Nothing is kept."""


class Whose:
    """The account of one provider ("google" or "outlook"). What is not told proves nothing and stops nothing."""

    def __init__(self, provider: str, owner: Owner, notebook: Notebook | None = None) -> None:
        self._provider = provider
        self._owner = owner
        self._notebook = Blank() if notebook is None else notebook
        self._seen = ""

    def check(self, address: str) -> None:
        """Raises SignInAgain for another account than before, BadInput for one that never was the owner's."""
        seen = address.lower()
        known = self._notebook.get(self._provider + ACCOUNT)
        if not seen or seen == known:
            return
        again = f"`touchbase auth {self._provider}`"
        if known:
            sentence = (
                f"The sign-in opens the calendar of {seen}; until now it was that of {known}. Nothing was written."
            )
            cure = (
                f"Sign in as {known}: {again}. If you moved for good, `touchbase auth logout {self._provider}` first."
            )
            raise SignInAgain(sentence, cure, self._provider)
        if seen not in self._owner.all_addresses:
            sentence = (
                f"The sign-in opens the calendar of {seen}, which is none of your addresses. Nothing was written."
            )
            cure = f'Sign in as yourself ({again}), or add "{seen}" to addresses under [owner] in config.toml.'
            raise BadInput(sentence, remedy=cure)
        self._seen = seen

    def keep(self) -> None:
        """Remember it, now that a run went through."""
        if self._seen:
            self._notebook.set(self._provider + ACCOUNT, self._seen)
