"""One entry of a list: what the file says, the Stakeholder it means, and back."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from touchbase.domain.hours import OFFICE
from touchbase.domain.profile import NO_PROFILE, Profile
from touchbase.domain.stakeholder import Stakeholder, default_cadence
from touchbase.roster.fields import OF_PROFILE, Raw

MIDDLE = 5  # RFC 5545 3.8.1.9: "a value of five is the normal or MEDIUM priority"
_OURS = {"duration_minutes": "minutes", "time_zone": "zone"}


@dataclass(frozen=True, slots=True)
class Entry:
    """What a file says of one person; `where` tells the place of a field ("" is the entry), looked up when asked."""

    raw: Mapping[str, object]
    where: Callable[[str], str]


def stakeholder(id: str, values: Mapping[str, Any], zone: str, minutes: int, folder: Path) -> Stakeholder:
    """`values` as `fields.check` gives them; `zone` and `minutes` are the owner's, for what is left out."""
    kept = {_OURS.get(name, name): value for name, value in values.items()}
    category = kept.setdefault("category", "other")
    for name, value in {"zone": zone, "minutes": minutes, "priority": MIDDLE}.items():
        kept.setdefault(name, value)
    kept.setdefault("cadence", default_cadence(category))
    if "paused_until" in kept:
        kept.setdefault("state", "paused")
    if "free_busy" in kept:
        kept["free_busy"] = absolute(kept["free_busy"], folder)
    told = {name: kept.pop(name) for name in OF_PROFILE if name in kept}
    if told:
        kept["profile"] = Profile(**told)
    return Stakeholder(**kept | {"id": id})


def absolute(written: str, folder: Path) -> str:
    """A path next to the list as an absolute one; `~` is the home."""
    path = Path(written)
    with suppress(RuntimeError):  # ~somebody who is unknown here: the file will be missed where it is read
        path = path.expanduser()
    return str((folder / path).absolute())


def written(person: Stakeholder, zone: str = "", minutes: int = 0) -> dict[str, Raw]:
    """The fields a file needs to say this person; what equals a default, or the given zone and minutes, is left out."""
    fields: dict[str, Raw | None] = {
        "id": person.id,
        "name": person.name,
        "email": person.email,
        "addresses": list(person.addresses),
        "category": person.category,
        "priority": person.priority,
        "cadence": str(person.cadence) if person.cadence != default_cadence(person.category) else "",
        "duration_minutes": person.minutes if person.minutes != minutes else "",
        "time_zone": person.zone if person.zone != zone else "",
        "working_hours": [str(hours) for hours in person.working_hours] if person.working_hours != OFFICE else "",
        "preferred": [str(hours) for hours in person.preferred],
        "free_busy": person.free_busy,
        "added": person.added,
        "tags": list(person.tags),
        "intent": person.intent if person.intent != "maintain" else "",
        "state": person.state if person.state != "active" else "",
        "paused_until": person.paused_until,
        **_written(person.profile),
    }
    return {name: value for name, value in fields.items() if value or isinstance(value, date)}


def _written(profile: Profile) -> dict[str, Raw | None]:
    told = ((name, value) for name, value in profile._asdict().items() if value != getattr(NO_PROFILE, name))
    return {name: list(value) if isinstance(value, tuple) else value for name, value in told}
