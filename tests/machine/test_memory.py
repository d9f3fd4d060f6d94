"""The whole of `sync` against all that may happen to it, on the calendar in memory; in shards for several workers."""

from tests.machine.rules_hand import MoreHandRules
from tests.machine.rules_list import ListRules
from tests.machine.rules_run import RunRules
from tests.machine.shards import shard


class Alone(ListRules, MoreHandRules, RunRules):
    """One machine."""


class Together(ListRules, MoreHandRules, RunRules):
    """Two machines with one list."""

    machines = 2


TestAlone1, TestAlone2, TestAlone3, TestAlone4 = (shard(Alone, number, 125) for number in range(1, 5))
TestTogether1, TestTogether2, TestTogether3, TestTogether4 = (shard(Together, number, 125) for number in range(1, 5))
