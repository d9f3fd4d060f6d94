"""A look back over a week, a quarter or a year: what was held, kept, recovered and lost, and how the goals fared."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import pairwise
from typing import NamedTuple

from touchbase.agenda.goals import Goal, goals
from touchbase.agenda.healthy import standing
from touchbase.agenda.promises import kept_rate
from touchbase.domain.history import NO_HISTORY, History
from touchbase.domain.memo import Memo, of_kind
from touchbase.domain.owner import Thresholds
from touchbase.domain.stakeholder import Stakeholder
from touchbase.domain.touchbase import Touchbase
from touchbase.domain.zone import local_date
from touchbase.planning.health import AT_EASE, assess

SLIPPED = ("slipping", "lapsed", "dormant")
ACTS = {"note": "noted", "promise": "promised", "gave": "gave", "share": "shared a link", "thanks": "thanked",
        "question": "asked", "introduction": "introduced", "ask": "asked for help"}  # fmt: skip
MOST_ACTS = 3
A_YEAR = 365


class Tie(NamedTuple):
    """One relationship whose standing changed; `acts` are what preceded a recovery, in words."""

    person: Stakeholder
    before: str
    now: str
    acts: tuple[str, ...] = ()


class Review(NamedTuple):
    """What happened from `since` up to `until`, both days in the owner's zone; `benefits` only over a year."""

    since: date
    until: date
    held: int
    missed: int
    doubtful: int
    kept: int
    promised: int
    recovered: tuple[Tie, ...]
    slipped: tuple[Tie, ...]
    relapsed: tuple[str, ...]
    goals: tuple[Goal, ...]
    trades: tuple[Memo, ...]
    pulse: tuple[tuple[date, float], ...]
    measures: tuple[Memo, ...]
    healthy: tuple[tuple[str, str], ...]
    benefits: tuple[Memo, ...] = ()


def review(
    people: Sequence[Stakeholder],
    touchbases: Iterable[Touchbase],
    before: Mapping[str, History],
    after: Mapping[str, History],
    memos: Sequence[Memo],
    start: datetime,
    now: datetime,
    zone: str,
    thresholds: Thresholds,
) -> Review:
    """`before` are the histories as of `start`, `after` those of now."""
    since, until = local_date(start, zone), local_date(now, zone)
    entries = [entry for entry in touchbases if start <= entry.start <= now]
    changes = [_tie(one, before, after, start, now, zone, thresholds) for one in people]
    recovered = [tie for tie in changes if tie.before in SLIPPED and tie.now in AT_EASE]
    slipped = [tie for tie in changes if tie.before not in SLIPPED and tie.now in SLIPPED]
    kept, promised = kept_rate(memos, since, until, zone)
    inside = [memo for memo in memos if since <= local_date(memo.written, zone) <= until]
    return Review(
        since,
        until,
        sum(entry.judgement.held for entry in entries),
        sum(entry.judgement.verdict == "not_held" for entry in entries),
        sum(entry.judgement.verdict == "doubtful" for entry in entries),
        kept,
        promised,
        tuple(tie._replace(acts=_acts(tie.person.id, inside)) for tie in recovered),
        tuple(slipped),
        _relapsed(slipped, touchbases, thresholds),
        tuple(
            goal for goal in goals(memos) if goal.memo.is_open or goal.memo in inside or _closed_in(goal, since, zone)
        ),
        of_kind(inside, "trade"),
        tuple((local_date(memo.written, zone), float(memo.details["value"])) for memo in of_kind(inside, "pulse")),
        of_kind(inside, "measure"),
        _healthy(people, memos),
        _benefits(memos, since, until, zone),
    )


def _healthy(people: Iterable[Stakeholder], memos: Iterable[Memo]) -> tuple[tuple[str, str], ...]:
    """Over all first, then for each person it was said of."""
    over_all = standing(memos)
    one_by_one = ((one.name, one.profile.healthy_looks_like) for one in people if one.profile.healthy_looks_like)
    return (*((("Over all", over_all.text),) if over_all else ()), *one_by_one)


def _benefits(memos: Iterable[Memo], since: date, until: date, zone: str) -> tuple[Memo, ...]:
    """Whom to benefit is a question of a year: those still open, and those done in it."""
    if (until - since).days < A_YEAR:
        return ()
    return tuple(
        memo for memo in of_kind(memos, "benefit") if memo.closed is None or local_date(memo.closed, zone) >= since
    )


def _tie(
    person: Stakeholder, before: Mapping[str, History], after: Mapping[str, History], start: datetime, now: datetime,
    zone: str, thresholds: Thresholds,
) -> Tie:  # fmt: skip
    was = assess(person, before.get(person.id, NO_HISTORY), start, zone, thresholds, brief=True).state
    is_now = assess(person, after.get(person.id, NO_HISTORY), now, zone, thresholds, brief=True).state
    return Tie(person, was, is_now)


def _acts(stakeholder: str, memos: Iterable[Memo]) -> tuple[str, ...]:
    """What one did for this person in that time: what came before a recovery, which need not have caused it."""
    found = [
        f"{ACTS[memo.kind]}: {memo.text}" for memo in memos if memo.stakeholder == stakeholder and memo.kind in ACTS
    ]
    return tuple(found[:MOST_ACTS])


def _relapsed(slipped: Iterable[Tie], touchbases: Iterable[Touchbase], thresholds: Thresholds) -> tuple[str, ...]:
    """Names of those who had slipped before, were held again, and slipped once more."""
    held: dict[str, list[datetime]] = {}
    for entry in touchbases:
        if entry.judgement.held and entry.moves_clock:
            held.setdefault(entry.stakeholder, []).append(entry.start)
    return tuple(
        tie.person.name for tie in slipped if _had_slipped(sorted(held.get(tie.person.id, ())), tie, thresholds)
    )


def _had_slipped(starts: Sequence[datetime], tie: Tie, thresholds: Thresholds) -> bool:
    longest = thresholds.slipping * tie.person.cadence.days
    return any((later - earlier).days > longest for earlier, later in pairwise(starts))


def _closed_in(goal: Goal, since: date, zone: str) -> bool:
    return goal.memo.closed is not None and local_date(goal.memo.closed, zone) >= since
