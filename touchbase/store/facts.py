"""Small facts: texts by name."""

from touchbase.store.database import Room
from touchbase.store.tables import FACT


class Facts(Room):
    """Texts by name."""

    def get(self, key: str) -> str | None:
        found = self.database.row(FACT.find, (self.owner, key))
        return None if found is None else str(found[2])

    def set(self, key: str, value: str) -> None:
        with self.database.transaction():
            self.database.put(FACT, (self.owner, key, value))
