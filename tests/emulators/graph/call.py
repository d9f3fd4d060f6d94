"""One request on its way through Graph: who asks, whose mailbox, with which preferences; and its answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tests.emulators.faults import FaultScript
from tests.emulators.graph.accounts import Access
from tests.emulators.graph.csdl import schema
from tests.emulators.graph.dates import Date, on_day
from tests.emulators.graph.draft import refuse
from tests.emulators.graph.mailbox import Item, Json, Mailbox
from tests.emulators.graph.refusal import Refused, not_found
from tests.emulators.graph.show import Wish, date_id, etag
from tests.emulators.graph.world import World
from tests.emulators.serving import Answer, Request


@dataclass(frozen=True)
class Call:
    """`root` is where nextLinks point to."""

    world: World
    access: Access
    box: Mailbox
    request: Request
    wish: Wish
    faults: FaultScript
    root: str

    def needs(self, *any_of: str) -> None:
        """One of these permissions. Raises `Refused`."""
        if not self.access.scopes & set(any_of):
            raise Refused(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.")

    @property
    def body(self) -> Any:
        """The JSON body; raises `Refused` where the service cannot read it."""
        if not self.request.headers.get("content-type", "").startswith("application/json"):
            raise Refused(415, "RequestBodyRead", "A missing or empty content type header was found.")
        try:
            return self.request.json
        except ValueError:
            raise Refused(400, "BadRequest", "Unable to read JSON request payload.") from None

    def arguments(self, action: str, bound_to: str) -> Json:
        """The parameters of an action, by lower-case names; an empty body is none. Raises `Refused`."""
        said = self.body if self.request.body else {}
        refuse(schema().arguments(said, action, bound_to))
        return {name.lower(): value for name, value in said.items()}

    def find(self, id: str) -> tuple[Item, Date | None]:
        """The event of an id in either form; a date of a series comes with its `Date`. Raises `Refused`."""
        master = id[:-10] + "=" if len(id) > 10 and id[-10] in "OX" and id[-9:-1].isdigit() else ""
        for item in self.box.items.values():
            for immutable in (True, False):
                own = self.box.id_of(item, immutable=immutable)
                if own == id:
                    return item, None
                if own == master:
                    return item, self._date(item, id, immutable=immutable)
        raise not_found()

    def _date(self, item: Item, id: str, *, immutable: bool) -> Date:
        found = on_day(item, id[-9:-1])
        if found is None or date_id(self.box, found, Wish(immutable=immutable), self.world) != id:
            raise not_found()
        return found

    def match(self, item: Item) -> None:
        """If-Match. Raises `Refused`."""
        given = self.request.headers.get("if-match", "*")
        if given not in ("*", etag(item)):
            raise Refused(
                412,
                "ErrorIrresolvableConflict",
                "The send or update operation could not be performed because the change key passed in the request "
                "does not match the current change key for the item.",
            )

    def say(self, value: Json, type_name: str, status: int = 200, *, whole: bool = True) -> Answer:
        """One entity or complex value, held to the schema."""
        if whole:
            self.world.check(value, type_name, self.request.target)
        return self._answer(value, status)

    def list(self, values: list[Json], type_name: str, more: Json | None = None) -> Answer:
        for value in values:
            self.world.check(value, type_name, self.request.target)
        return self.checked(values, more)

    def checked(self, values: Sequence[Json], more: Json | None = None) -> Answer:
        """A list whose values were held to the schema before."""
        return self._answer({"value": values, **(more or {})})

    def _answer(self, value: Json, status: int = 200) -> Answer:
        context = {"@odata.context": f"{self.root}/$metadata"}
        return Answer.of_json(context | value, status, self.headers())

    def headers(self) -> dict[str, str]:
        applied = ['IdType="ImmutableId"'] if self.wish.immutable else []
        if self.wish.zone != "UTC":
            applied.append(f'outlook.timezone="{self.wish.zone}"')
        said = self.request.headers.get("client-request-id", "")
        return ({"client-request-id": said} if said else {}) | (
            {"Preference-Applied": ", ".join(applied)} if applied else {}
        )
