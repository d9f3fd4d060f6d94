"""The map for Graphviz (the DOT language): shapes by state, groups by category, lines for who knows whom."""

from collections.abc import Iterator, Sequence

from touchbase.reports.map import SHAPES
from touchbase.reports.status import Line

NAMES = {"circle": "circle", "square": "box", "triangle": "triangle", "diamond": "diamond", "cross": "octagon",
         "ring": "doublecircle", "dash": "plaintext"}  # fmt: skip


def map_dot(lines: Sequence[Line]) -> str:
    """One node a person and one cluster a category; no address and no note stands in it."""
    return "\n".join(_statements(lines)) + "\n"


def _statements(lines: Sequence[Line]) -> Iterator[str]:
    yield "graph touchbase {"
    yield '  graph [layout=neato, overlap=false]; node [fontname="sans-serif"];'
    for number, category in enumerate(sorted({line.person.category for line in lines})):
        yield f"  subgraph cluster_{number} {{ label={quoted(category.replace('_', ' '))};"
        for line in lines:
            if line.person.category == category:
                label = f"{line.person.name}\n{line.health.state.replace('_', ' ')}"
                yield f"    {quoted(line.person.id)} [label={quoted(label)}, shape={NAMES[SHAPES[line.health.state]]}];"
        yield "  }"
    ids = {line.person.id for line in lines}
    pairs = {tuple(sorted((line.person.id, other))) for line in lines for other in line.person.profile.knows}
    for one, other in sorted(pairs):
        if one in ids and other in ids and one != other:
            yield f"  {quoted(one)} -- {quoted(other)};"
    yield "}"


def quoted(text: str) -> str:
    """A DOT string: quotes and backslashes escaped, line breaks as \\n."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
