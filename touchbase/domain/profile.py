"""What a leader knows and wants of one relationship: why, whose outcome, who is behind a group. Private, never sent."""

from datetime import date
from typing import Literal, NamedTuple

Kind = Literal["person", "team", "network", "public"]
KINDS: tuple[Kind, ...] = ("person", "team", "network", "public")
Agreed = Literal["mine", "proposed", "agreed"]
AGREED: tuple[Agreed, ...] = ("mine", "proposed", "agreed")
Boundary = Literal["open", "work_only"]
BOUNDARIES: tuple[Boundary, ...] = ("open", "work_only")
Side = Literal["", "inside", "outside"]
SIDES: tuple[Side, ...] = ("inside", "outside")


class Profile(NamedTuple):
    """`kind` other than person is a group, met through its named `contact`.

    `their_outcome` is assumed until `their_outcome_asked` says on which day they told it. `cadence_state` says whether
    the rhythm is mine only, proposed to them, or agreed with them (since `agreed_on`). The boundary "work_only"
    silences questions about home. `knows` are ids of others on the list; `side` is "" where the address tells inside
    from outside.
    """

    kind: Kind = "person"
    contact: str = ""
    why: str = ""
    my_outcome: str = ""
    their_outcome: str = ""
    their_outcome_asked: date | None = None
    healthy_looks_like: str = ""
    cadence_state: Agreed = "mine"
    agreed_on: date | None = None
    boundary: Boundary = "open"
    knows: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    side: Side = ""

    @property
    def is_group(self) -> bool:
        return self.kind != "person"


NO_PROFILE = Profile()
