"""What should happen: the changes, who got nothing and why, and how good it is."""

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import datetime

from touchbase.domain.change import Change, Json, Park
from touchbase.domain.proposal import Proposal


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Somebody who gets no series from this plan: why, and the cheapest thing that would change it."""

    stakeholder: str
    why: str
    fix: str = ""


@dataclass(frozen=True, slots=True)
class ExpectedMiss:
    """A date that clashes and cannot be moved: said, not hidden."""

    stakeholder: str
    original_start: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Capacity:
    """Hours a week the list costs at its cadences against the hours there are, and who starves."""

    needed_hours_per_week: float
    budget_hours_per_week: float
    starved: tuple[str, ...] = ()
    cheapest_fix: tuple[str, ...] = ()

    @property
    def fits(self) -> bool:
        return self.needed_hours_per_week <= self.budget_hours_per_week + 1e-9


@dataclass(frozen=True, slots=True)
class GuardReport:
    """Whether the plan may run, and what tripped the guard when it may not."""

    reasons: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        return not self.reasons


@dataclass(frozen=True)
class Plan:
    """`objective`, `bound` (in cost points) and `gap` (a fraction) say how far from the best possible it may be.

    `notices` are sentences about what was seen and nothing was done about; `proposals` are for a person to take up.
    `left_alone` says who was written to too often, and until when nothing more is.
    """

    changes: tuple[Change, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    expected_misses: tuple[ExpectedMiss, ...] = ()
    capacity: Capacity = Capacity(0.0, 0.0)
    objective: float | None = None
    bound: float | None = None
    gap: float | None = None
    guard: GuardReport = GuardReport()
    notices: tuple[str, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    left_alone: tuple[str, ...] = ()

    @property
    def hash(self) -> str:
        """The name of exactly these changes: what `--approve` approves.

        Reasons and the clock do not enter, nor verdicts: they need nobody's word, and a plan that waits keeps its name.
        """
        judged = (change for change in self.changes if change.writes or isinstance(change, Park))
        facts = [[change.kind, change.stakeholder, change.facts()] for change in judged]
        text = json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    @property
    def writes(self) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.writes)

    @property
    def mails(self) -> int:
        """How many notifying writes the plan holds."""
        return sum(change.mails for change in self.changes)

    def guarded(self, guard: GuardReport) -> "Plan":
        return replace(self, guard=guard)

    def to_json(self) -> Json:
        """The contract's `plan` object, without its "schema"."""
        return {
            "plan": self.hash,
            "changes": [change.to_json() for change in self.changes],
            "unplaced": [{"stakeholder": u.stakeholder, "why": u.why, "fix": u.fix} for u in self.unplaced],
            "expected_misses": [
                {"stakeholder": m.stakeholder, "original_start": m.original_start.isoformat(), "why": m.why}
                for m in self.expected_misses
            ],
            "capacity": {
                "needed_hours_per_week": self.capacity.needed_hours_per_week,
                "budget_hours_per_week": self.capacity.budget_hours_per_week,
                "fits": self.capacity.fits,
                "starved": list(self.capacity.starved),
                "cheapest_fix": list(self.capacity.cheapest_fix),
            },
            "objective": self.objective,
            "bound": self.bound,
            "gap": self.gap,
            "guard": {"ok": self.guard.ok, "reasons": list(self.guard.reasons)},
            "notices": [*self.left_alone, *self.notices],
            "proposals": [proposal.to_json() for proposal in self.proposals],
        }
