"""The shell: gather what is, decide what should be, guard it, make it so. The only room that writes a calendar."""

from touchbase.sync.adoption import ByHandNow, look_by_hand, take_over
from touchbase.sync.gather import gather
from touchbase.sync.refuse import approves
from touchbase.sync.run import explained, preview, run
from touchbase.sync.undo import take_back, undoing
from touchbase.sync.world import LAST_SYNC, SYNC_RUN, Failure, Outcome, Progress, World

__all__ = [
    "LAST_SYNC",
    "SYNC_RUN",
    "ByHandNow",
    "Failure",
    "Outcome",
    "Progress",
    "World",
    "approves",
    "explained",
    "gather",
    "look_by_hand",
    "preview",
    "run",
    "take_back",
    "take_over",
    "undoing",
]
