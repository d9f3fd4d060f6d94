"""How much of a machine is run: in CI by so many examples, the same each time; in the soak by many more."""

import os
from unittest import TestCase

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine

SOAK = os.environ.get("HYPOTHESIS_PROFILE") == "soak"
MINUTES = 120 if SOAK else 8
"""What a shard may take; a busy machine is slow."""


def shard(life: type[RuleBasedStateMachine], number: int, examples: int, steps: int = 12) -> type[TestCase]:
    """One part of it, with a name of its own and so with examples of its own; the soak runs twenty times as many."""
    made: type[RuleBasedStateMachine] = type(f"{life.__name__}{number}", (life,), {})
    case = made.TestCase
    case.settings = settings(
        max_examples=examples * (20 if SOAK else 1),
        stateful_step_count=steps + 8 * SOAK,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    return pytest.mark.timeout(60 * MINUTES)(case)
