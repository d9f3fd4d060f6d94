"""Invented people for the tests of what to talk about."""

from typing import Any

from touchbase.domain.cadence import Cadence
from touchbase.domain.profile import Profile
from touchbase.domain.stakeholder import Stakeholder


def person(
    id: str = "ana", category: str = "peer", intent: str = "maintain", priority: int = 2, tags: tuple[str, ...] = (),
    **profile: Any,
) -> Stakeholder:  # fmt: skip
    """Met monthly; whatever else is named goes into the profile."""
    name = {"ana": "Ana Ruiz", "bo": "Bo Lind", "cy": "Cy Tran"}.get(id, id.title())
    return Stakeholder(
        id, name, f"{id}@example.com", category, priority, Cadence(1, "month"), "Europe/London", tags=tags,
        intent=intent, profile=Profile(**profile),
    )  # fmt: skip
