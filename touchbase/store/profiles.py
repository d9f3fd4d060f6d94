"""A stakeholder's profile in one column: JSON with only what differs from an empty one."""

import json

from touchbase.domain.profile import NO_PROFILE, Profile
from touchbase.store.columns import json_of, maybe_day

_DAYS = ("their_outcome_asked", "agreed_on")
_LISTS = ("knows", "interests")


def profile_text(profile: Profile) -> str:
    """`{}` for most people."""
    told = {name: value for name, value in profile._asdict().items() if value != getattr(NO_PROFILE, name)}
    return json_of({name: value.isoformat() if name in _DAYS else value for name, value in told.items()})


def profile_of(text: str) -> Profile:
    """The profile `profile_text` wrote."""
    values = json.loads(text)
    days = {name: maybe_day(values[name]) for name in _DAYS if name in values}
    lists = {name: tuple(values[name]) for name in _LISTS if name in values}
    return Profile(**values | days | lists)
