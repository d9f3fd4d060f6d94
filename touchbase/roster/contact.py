"""One contact of an address book, whatever it came from, and the fields of an entry it becomes."""

from collections.abc import Iterable
from dataclasses import dataclass

from touchbase.domain.stakeholder import CATEGORIES
from touchbase.domain.text import same_address
from touchbase.domain.zone import zone
from touchbase.roster.fields import MOST, TAG_LENGTH


@dataclass(frozen=True, slots=True)
class Contact:
    """What an address book says of one person. `groups` are labels, organisation and title; one may be a category."""

    where: str
    name: str
    emails: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    time_zone: str = ""

    def fields(self) -> dict[str, object]:
        """As an entry of the list: the first address leads, a label such as Customers is the category."""
        first, *others = dict.fromkeys(address.strip() for address in self.emails if address.strip())
        category = next(filter(None, map(_category, self.groups)), "")
        found: dict[str, object] = {"name": self.name, "email": first}
        addresses = [one for one in others if same_address(one) != same_address(first)]
        tags = [group for group in dict.fromkeys(self.groups) if not _category(group) and len(group) <= TAG_LENGTH]
        optional = {"addresses": addresses[:MOST], "category": category, "tags": tags[:MOST], "time_zone": self._zone()}
        return found | {name: value for name, value in optional.items() if value}

    def _zone(self) -> str:
        """Only an IANA name says what happens in summer; an offset is left to the owner's zone."""
        try:
            return zone(self.time_zone).key
        except ValueError:
            return ""


def cleaned(texts: Iterable[str]) -> tuple[str, ...]:
    """Trimmed, without the empty ones."""
    return tuple(text.strip() for text in texts if text.strip())


def _category(group: str) -> str:
    """`customer` for Customer, Customers or customer; "" for a label that is none of ours."""
    word = group.strip().lower().replace(" ", "_").replace("-", "_")
    return next((known for known in CATEGORIES if word in (known, known + "s")), "")
