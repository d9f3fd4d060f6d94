"""The part of our memory that `status` needs, opened to read: it has to be there at once, so the rest is not loaded."""

from pathlib import Path

from touchbase.store.facts import Facts
from touchbase.store.history import Histories
from touchbase.store.lists import Lists
from touchbase.store.reading import PATIENCE, open_to_read


class Glance(Lists, Histories, Facts):
    """The list as last known, everybody's history, and when we last synced."""

    def close(self) -> None:
        self.database.close()


def open_glance(path: Path, owner: str) -> Glance:
    """As `open_store` with `read_only`; a file that does not exist is an empty memory."""
    return Glance(open_to_read(path, PATIENCE), owner)
