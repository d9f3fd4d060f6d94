"""A review fit for somebody else's eyes: numbers, and how many promises were kept; no names, notes or reasons."""

from touchbase.domain.change import Json
from touchbase.planning.words import counted
from touchbase.reports.document import Document, Section, filled
from touchbase.reports.review import Review
from touchbase.reports.words import day_words


def shared_document(found: Review, owner: str) -> Document:
    """For whoever keeps the owner to it. But for the owner's name, nothing in it is a text a person wrote."""
    since, until = day_words(found.since, found.until), day_words(found.until, found.until)
    return Document(
        f"{owner}: from {since} to {until}",
        f"{counted(found.held, 'touchbase')} held, {found.missed} not.",
        filled(
            Section("Promises", _promises(found)),
            Section("Relationships", (f"{len(found.recovered)} recovered, {len(found.slipped)} slipped.",)),
            Section("Goals", _goals(found)),
        ),
    )


def shared_json(found: Review) -> Json:
    """The same numbers."""
    return {
        "since": found.since.isoformat(),
        "until": found.until.isoformat(),
        "held": found.held,
        "missed": found.missed,
        "promises": {"kept": found.kept, "of": found.promised},
        "recovered": len(found.recovered),
        "slipped": len(found.slipped),
        "goals": {
            "open": sum(goal.memo.is_open for goal in found.goals),
            "reached": sum(goal.memo.state == "reached" for goal in found.goals),
            "without_a_step": sum(goal.needs_a_step for goal in found.goals),
        },
    }


def _promises(found: Review) -> tuple[str, ...]:
    if not found.promised:
        return ("None fell due.",)
    rate = f"{found.kept / found.promised:.0%}"
    return (f"{found.kept} of {found.promised} that fell due were kept, or declined with a word: {rate}.",)


def _goals(found: Review) -> tuple[str, ...]:
    still = [goal for goal in found.goals if goal.memo.is_open]
    reached = sum(goal.memo.state == "reached" for goal in found.goals)
    ready = sum(goal.step is not None for goal in still)
    if not found.goals:
        return ()
    return (f"{len(still)} open, {ready} of them with a next step; {reached} reached.",)
