"""Our memory as calendars see it: small facts, read without making the database, written at the end of a run."""

from touchbase.cli.context import Context


class ContextNotebook:
    """A plan reads what stands and never writes (I10)."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def get(self, key: str) -> str | None:
        opened = "store" in self._context.__dict__
        return (self._context.store if opened else self._context.memory).get(key)

    def set(self, key: str, value: str) -> None:
        self._context.store.set(key, value)
