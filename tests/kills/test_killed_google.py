"""A real sync with the emulated Google, killed with SIGKILL by the emulator it speaks to: faults 1, 2, 3, 4, 10, 17."""

import pytest

from tests.kills.ending import Undisturbed, undisturbed
from tests.kills.google_desk import GoogleDesk
from tests.kills.sampling import SOAK, spread
from tests.kills.wire import kill_at, kill_at_points, moments

KILLS, SHARES = 17, 5
pytestmark = pytest.mark.timeout(3600)


@pytest.fixture(scope="module")
def wanted(google: GoogleDesk) -> Undisturbed:
    return undisturbed(google)


@pytest.mark.parametrize("share", range(SHARES))
def test_killed_at_a_request_the_next_run_ends_as_if_it_had_not(
    google: GoogleDesk, wanted: Undisturbed, share: int
) -> None:
    for moment in spread(moments(wanted), KILLS, share=share, shares=SHARES):
        kill_at(google, wanted, moment)


def test_killed_while_the_renewed_sign_in_is_written(google: GoogleDesk, wanted: Undisturbed) -> None:
    assert kill_at_points(google, wanted, ".json") > 1


@pytest.mark.skipif(not SOAK, reason="the points of the disk are tried with a local calendar; here in the soak")
def test_killed_at_a_point_of_the_disk_too(google: GoogleDesk, wanted: Undisturbed) -> None:
    kill_at_points(google, wanted)
