"""A calendar that asked us to stay away is not asked again before that is over, not even by the next runs."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from touchbase.domain.zone import local
from touchbase.errors import Passing, StayAway, TouchbaseError
from touchbase.sync.world import World

LONGEST = timedelta(days=1)
"""A header that asks for more is taken for a mistake."""


def asked_to_wait(error: TouchbaseError | None) -> bool:
    """True when a provider said how long to stay away (Retry-After, RFC 9110 10.2.3)."""
    return isinstance(error, Passing) and error.wait > 0


def refuse_early(world: World) -> None:
    """StayAway while the calendar is to be left alone; nothing is sent."""
    said = world.store.get(_key(world))
    until = datetime.fromisoformat(said) if said else world.now
    if world.now < until <= world.now + LONGEST:
        at = local(until, world.owner.zone)
        raise StayAway(f"The calendar asked us to wait until {at:%H:%M}.", "The first sync after that goes on.")


@contextmanager
def noting(world: World) -> Iterator[None]:
    """Keep until when to stay away, if that is what stops the run; and pass it on."""
    try:
        yield
    except Passing as error:
        keep(world, error)
        raise


def keep(world: World, error: TouchbaseError | None) -> None:
    """Remember the wait this error asks for; any other is none."""
    if isinstance(error, Passing) and error.wait > 0:
        until = world.now + min(timedelta(seconds=error.wait), LONGEST)
        world.store.set(_key(world), until.isoformat())


def _key(world: World) -> str:
    return f"{world.calendar.name}.not_before"
