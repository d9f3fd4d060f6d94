"""The map's geometry: every person once, on their ring, in their sector, and apart from the others."""

import shutil
import subprocess
from math import atan2, hypot, pi

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.agenda.people import person
from tests.reports.test_attention import line
from touchbase.domain.profile import Profile
from touchbase.domain.stakeholder import CATEGORIES, STATES
from touchbase.reports.map import CENTRE, MOST_NAMES, OUTER, SHAPES, By, lay_out, ring_of
from touchbase.reports.map_dot import map_dot
from touchbase.reports.status import Line

lines = st.lists(
    st.tuples(
        st.sampled_from([*CATEGORIES, "neighbour"]), st.integers(1, 9), st.none() | st.integers(0, 900),
        st.sampled_from(STATES),
    ),
    max_size=60,
).map(
    lambda rows: [
        line(person(f"p{n}", category, priority=priority)._replace(state=state), days)
        for n, (category, priority, days, state) in enumerate(rows)
    ]
)  # fmt: skip


@given(lines, st.sampled_from(["priority", "time"]))
def test_everybody_stands_once_on_their_ring_in_their_sector(everybody: list[Line], by: By) -> None:
    picture = lay_out(everybody, by)
    assert sorted(dot.line.person.id for dot in picture.dots) == sorted(one.person.id for one in everybody)
    radii = {ring.label: ring.radius for ring in picture.rings}
    sectors = {sector.category: sector for sector in picture.sectors}
    for dot in picture.dots:
        x, y = dot.x - CENTRE, dot.y - CENTRE
        assert hypot(x, y) == pytest.approx(radii[ring_of(dot.line, by)], abs=0.2)
        assert hypot(x, y) <= OUTER + 0.2
        sector = sectors[dot.line.person.category]
        assert sector.start - 0.01 <= atan2(x, -y) % (2 * pi) <= sector.end + 0.01
        assert dot.shape == SHAPES[dot.line.health.state]
    assert lay_out(everybody, by) == picture


@given(st.lists(st.tuples(st.sampled_from(CATEGORIES), st.integers(1, 5)), min_size=2, max_size=40))
def test_dots_of_a_list_of_ordinary_length_do_not_touch(rows: list[tuple[str, int]]) -> None:
    everybody = [line(person(f"p{n}", category, priority=priority), 5) for n, (category, priority) in enumerate(rows)]
    picture = lay_out(everybody)
    places = [(dot.x, dot.y) for dot in picture.dots]
    assert len(set(places)) == len(places)
    nearest = min(hypot(a - c, b - d) for n, (a, b) in enumerate(places) for c, d in places[:n])
    assert nearest >= 2 * picture.dot_radius or picture.dot_radius == 5.0


def test_rings_by_time_tell_the_longest_wait_farthest_out() -> None:
    everybody = [line(person("a"), 5), line(person("b"), 40), line(person("c"), 80), line(person("d"), 500)]
    everybody += [line(person("e"), None), line(person("f")._replace(state="paused"), 5)]
    picture = lay_out(everybody, "time")
    assert [ring.label for ring in picture.rings] == [
        "on track", "due", "slipping", "lapsed or dormant", "never met", "set aside",
    ]  # fmt: skip
    assert [ring.radius for ring in picture.rings] == sorted(ring.radius for ring in picture.rings)


def knowing(id: str, *others: str) -> Line:
    return line(person(id)._replace(profile=Profile(knows=others)), 5)


def test_who_knows_whom_is_one_line_a_pair() -> None:
    picture = lay_out([knowing("ana", "bo", "gone", "ana"), knowing("bo", "ana"), knowing("cy")])
    assert [(edge.one.line.person.id, edge.other.line.person.id) for edge in picture.edges] == [("ana", "bo")]


def test_an_empty_list_is_an_empty_picture() -> None:
    picture = lay_out([])
    assert (picture.dots, picture.sectors, picture.rings, picture.names) == ((), (), (), True)


def test_names_give_way_when_there_are_too_many() -> None:
    assert lay_out([line(person(f"p{n}"), 5) for n in range(MOST_NAMES)]).names
    assert not lay_out([line(person(f"p{n}"), 5) for n in range(MOST_NAMES + 1)]).names


EVIL = person("bo")._replace(name='Bo "the\\nBoss" \\', category='x"; y')


def test_the_text_for_graphviz_escapes_what_people_wrote() -> None:
    text = map_dot([knowing("ana", "bo"), line(EVIL, 500)])
    assert '"ana" -- "bo";' in text
    assert '"Bo \\"the\\\\nBoss\\" \\\\\\ndormant"' in text
    assert "@" not in text


@pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed")
def test_graphviz_reads_it() -> None:
    done = subprocess.run(["dot", "-Tsvg"], input=map_dot([line(EVIL, 5)]), capture_output=True, text=True, check=True)
    assert "<svg" in done.stdout
