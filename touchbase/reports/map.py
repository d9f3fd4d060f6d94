"""The relationship map as geometry: rings by priority or time, sectors by category, edges for who knows whom."""

from collections.abc import Iterable, Sequence
from math import cos, pi, sin
from typing import Literal, NamedTuple

from touchbase.domain.stakeholder import CATEGORIES
from touchbase.planning.health import State
from touchbase.reports.status import Line

By = Literal["priority", "time"]
SIZE = 1000.0  # the picture is a square of this width, in its own units
CENTRE = SIZE / 2
INNER, OUTER = 130.0, 420.0
LARGEST_DOT, SMALLEST_DOT = 13.0, 5.0
MOST_NAMES = 45  # beyond this names would cover each other: they are told by the dot alone
TIMES: tuple[tuple[str, tuple[State, ...]], ...] = (
    ("on track", ("on_track",)),
    ("due", ("due",)),
    ("slipping", ("slipping",)),
    ("lapsed or dormant", ("lapsed", "dormant")),
    ("never met", ("never_met",)),
    ("set aside", ("paused", "completed", "let_go")),
)
SHAPES: dict[State, str] = {
    "on_track": "circle", "due": "square", "slipping": "triangle", "lapsed": "diamond", "dormant": "cross",
    "never_met": "ring", "paused": "dash", "completed": "dash", "let_go": "dash",
}  # fmt: skip


class Dot(NamedTuple):
    """One person at a place; `shape` says the state without colour."""

    line: Line
    x: float
    y: float
    shape: str

    @property
    def right(self) -> bool:
        """True on the right half, where the name stands to the right."""
        return self.x >= CENTRE


class Ring(NamedTuple):
    label: str
    radius: float


class Sector(NamedTuple):
    """A category from `start` to `end`, radians clockwise from the top; the label stands at x, y.

    `wall` is the line before it, from x, y to x, y.
    """

    category: str
    start: float
    end: float
    x: float
    y: float
    wall: tuple[float, float, float, float]


class Edge(NamedTuple):
    """They know each other."""

    one: Dot
    other: Dot


class Picture(NamedTuple):
    """Everything a drawing needs; lengths in units of `SIZE`."""

    by: By
    rings: tuple[Ring, ...]
    sectors: tuple[Sector, ...]
    dots: tuple[Dot, ...]
    edges: tuple[Edge, ...]
    dot_radius: float

    @property
    def names(self) -> bool:
        return len(self.dots) <= MOST_NAMES


def lay_out(lines: Sequence[Line], by: By = "priority") -> Picture:
    """The same list gives the same picture; no two dots of one ring touch while they can be kept apart."""
    rings = _rings(lines, by)
    sectors = _sectors(lines)
    dots = [dot for sector in sectors for dot in _placed(sector, rings, lines, by)]
    places = {dot.line.person.id: dot for dot in dots}
    return Picture(by, rings, sectors, tuple(dots), _edges(places), _dot_radius(dots))


def point(angle: float, radius: float) -> tuple[float, float]:
    """Where a radius ends, the angle clockwise from the top."""
    return round(CENTRE + radius * sin(angle), 1), round(CENTRE - radius * cos(angle), 1)


def ring_of(line: Line, by: By) -> str:
    """The label of the ring somebody stands on."""
    if by == "priority":
        return f"priority {line.person.priority}"
    return next(label for label, states in TIMES if line.health.state in states)


def _rings(lines: Sequence[Line], by: By) -> tuple[Ring, ...]:
    present = {ring_of(line, by) for line in lines}
    labels = sorted(present) if by == "priority" else [label for label, _ in TIMES if label in present]
    step = (OUTER - INNER) / max(1, len(labels) - 1)
    return tuple(Ring(label, round(INNER + number * step, 1)) for number, label in enumerate(labels))


def _sectors(lines: Sequence[Line]) -> tuple[Sector, ...]:
    """As wide as its people are many; the known categories first."""
    counts: dict[str, int] = {}
    for line in lines:
        counts[line.person.category] = counts.get(line.person.category, 0) + 1
    names = [*(name for name in CATEGORIES if name in counts), *sorted(set(counts) - set(CATEGORIES))]
    sectors, start = [], 0.0
    for name in names:
        end = start + 2 * pi * counts[name] / len(lines)
        sectors.append(
            Sector(
                name,
                start,
                end,
                *point((start + end) / 2, OUTER + 42),
                (*point(start, INNER / 2), *point(start, OUTER)),
            )
        )
        start = end
    return tuple(sectors)


def _placed(sector: Sector, rings: Iterable[Ring], lines: Iterable[Line], by: By) -> Iterable[Dot]:
    """Evenly spread over the sector, ring by ring, and a little turned from ring to ring so that names keep apart."""
    ours = [line for line in lines if line.person.category == sector.category]
    for number, ring in enumerate(rings):
        there = sorted((one for one in ours if ring_of(one, by) == ring.label), key=lambda one: one.person.id)
        for place, line in enumerate(there):
            share = (place + 0.5 + 0.18 * (number % 2)) / (len(there) + 0.2)
            angle = sector.start + (sector.end - sector.start) * min(share, 0.97)
            yield Dot(line, *point(angle, ring.radius), SHAPES[line.health.state])


def _edges(places: dict[str, Dot]) -> tuple[Edge, ...]:
    """Each pair once, whoever of the two was said to know the other."""
    pairs = {
        tuple(sorted((id, other)))
        for id, dot in places.items()
        for other in dot.line.person.profile.knows
        if other in places and other != id
    }
    return tuple(Edge(places[one], places[other]) for one, other in sorted(pairs))


def _dot_radius(dots: Sequence[Dot]) -> float:
    """As large as lets neighbours stand apart, within limits."""
    near = min((_distance(one, other) for n, one in enumerate(dots) for other in dots[:n]), default=SIZE)
    return round(max(SMALLEST_DOT, min(LARGEST_DOT, near / 2.4)), 1)


def _distance(one: Dot, other: Dot) -> float:
    return float(((one.x - other.x) ** 2 + (one.y - other.y) ** 2) ** 0.5)
