"""A real sync over a folder of .ics files, killed with SIGKILL at points of the disk: faults 1, 2, 10, 11, 17."""

import pytest

from tests.kills import story
from tests.kills.desks import LocalDesk
from tests.kills.ending import Undisturbed, check_recovery, process, undisturbed
from tests.kills.sampling import spread

KILLS, SHARES = 24, 6
pytestmark = pytest.mark.timeout(1200)


@pytest.fixture(scope="module")
def wanted(local: LocalDesk) -> Undisturbed:
    return undisturbed(local)


@pytest.mark.parametrize("share", range(SHARES))
def test_killed_at_a_point_of_the_disk_the_next_run_ends_as_if_it_had_not(
    local: LocalDesk, wanted: Undisturbed, share: int
) -> None:
    for point, name in spread(list(enumerate(wanted.points, 1)), KILLS, share=share, shares=SHARES):
        local.put_back()
        code, _, _ = process(local, story.NOW, "--point", str(point)).run("sync")
        assert code == -9
        check_recovery(local, wanted.end, f"just before point {point} of {len(wanted.points)}, {name}")


def test_what_a_killed_write_left_half_done_is_taken_away(local: LocalDesk, wanted: Undisturbed) -> None:
    """It holds a guest's name and address."""
    point = 1 + next(n for n, name in enumerate(wanted.points) if name.startswith("os.rename .touchbase-"))
    local.put_back()
    assert process(local, story.NOW, "--point", str(point)).run("sync")[0] == -9
    assert process(local, story.LATER).run("sync")[0] == 0
    assert list((local.home / "calendar").glob(".*")) == []
