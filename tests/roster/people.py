"""Invented people for the tests of the list, a few by hand and any number by chance."""

from datetime import date

from hypothesis import strategies as st

from touchbase.domain.cadence import Cadence
from touchbase.domain.hours import OFFICE, Hours
from touchbase.domain.profile import AGREED, BOUNDARIES, KINDS, NO_PROFILE, SIDES, Profile
from touchbase.domain.stakeholder import CATEGORIES, INTENTS, STATES, Stakeholder, default_cadence
from touchbase.domain.text import one_line
from touchbase.roster.fields import Raw

ANA = Stakeholder("ana", "Ana Ruiz", "ana@example.com", "peer", 2, default_cadence("peer"), "America/New_York")
BEN = Stakeholder("ben", "Ben Oduya", "ben@example.com", "boss", 1, Cadence(1, "week"), "Europe/London")


def _is_line(text: str) -> bool:
    try:
        return one_line(text, 60) == text
    except ValueError:
        return False


lines = st.text(min_size=1, max_size=30).map(str.strip).filter(_is_line)
tags = lines.map(lambda text: text.replace(";", "").strip()).filter(_is_line)
locals_ = st.text("abcdefghijklmnopqrstuvwxyz0123456789+_-'=", min_size=1, max_size=12)
addresses = locals_.map(lambda local: f"{local}@example.com")
days = st.dates(date(1970, 1, 1), date(2199, 12, 31))
stretches = st.lists(st.integers(0, 24 * 60), min_size=2, max_size=6, unique=True).map(sorted).map(
    lambda at: tuple(Hours(one, other) for one, other in zip(at[::2], at[1::2], strict=False))
)  # fmt: skip
zones = st.sampled_from(["Europe/London", "America/New_York", "Asia/Kolkata", "Pacific/Chatham"])
cadences = st.one_of(
    st.builds(Cadence, st.integers(1, 52), st.just("week")), st.builds(Cadence, st.integers(1, 12), st.just("month"))
)

ids = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?", fullmatch=True)
said = st.just("") | lines
profiles = st.just(NO_PROFILE) | st.builds(
    Profile,
    kind=st.sampled_from(KINDS),
    contact=said,
    why=said,
    my_outcome=said,
    their_outcome=said,
    their_outcome_asked=st.none() | days,
    healthy_looks_like=said,
    cadence_state=st.sampled_from(AGREED),
    agreed_on=st.none() | days,
    boundary=st.sampled_from(BOUNDARIES),
    knows=st.lists(ids, max_size=2, unique=True).map(tuple),
    interests=st.lists(tags, max_size=2, unique=True).map(tuple),
    side=st.sampled_from(("", *SIDES)),
)

people = st.builds(
    Stakeholder,
    id=ids,
    name=lines,
    email=addresses,
    category=st.sampled_from(CATEGORIES) | tags,
    priority=st.integers(1, 9),
    cadence=cadences,
    zone=zones,
    addresses=st.lists(addresses, max_size=2).map(tuple),
    minutes=st.integers(5, 240),
    working_hours=st.just(OFFICE) | stretches,
    preferred=st.just(()) | stretches,
    free_busy=st.sampled_from(["", "/somewhere/busy.ics"]),
    added=st.none() | days,
    tags=st.lists(tags, max_size=3, unique=True).map(tuple),
    intent=st.sampled_from(INTENTS),
    state=st.sampled_from(STATES),
    paused_until=st.none() | days,
    profile=profiles,
).map(lambda one: one if one.paused_until is None or one.state != "active" else ANA)

changes: st.SearchStrategy[dict[str, Raw | None]] = st.fixed_dictionaries(
    {},
    optional={
        "name": lines,
        "email": addresses,
        "addresses": st.lists(addresses, max_size=2),
        "priority": st.integers(1, 9) | st.none(),
        "cadence": cadences.map(str) | st.none(),
        "tags": st.lists(tags, max_size=3, unique=True),
        "state": st.sampled_from(STATES) | st.none(),
        "paused_until": days | st.none(),
        "added": days,
    },
)
