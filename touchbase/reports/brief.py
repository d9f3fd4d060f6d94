"""The brief as a document for one screen, and as JSON."""

from datetime import date

from touchbase.agenda.brief import Brief
from touchbase.agenda.promises import THEIRS, by
from touchbase.agenda.questions import asked_text
from touchbase.agenda.since import Since
from touchbase.domain.change import Json
from touchbase.domain.memo import Memo
from touchbase.domain.profile import Profile
from touchbase.domain.zone import local, local_date
from touchbase.planning.words import time_words
from touchbase.reports.document import Document, Section, filled
from touchbase.reports.log import touchbase_json
from touchbase.reports.memos import memo_json
from touchbase.reports.words import day_words, moment_words

INTENTS = {
    "build": "building trust",
    "heal": "healing a strained tie",
    "renew": "bringing back energy",
    "maintain": "keeping a good tie",
}


SETTLED_WORDS = {
    "promise": "promise",
    "ask": "request",
    "suggestion": "their suggestion",
    "share": "your link",
    "thanks": "your thanks",
    "item": "agenda",
    "benefit": "for them",
    "introduction": "introduction",
}


def brief_document(brief: Brief, zone: str, today: date) -> Document:
    """One screen; private, for the owner's eyes."""
    profile, promises = brief.person.profile, brief.promises
    return Document(
        _title(brief, zone),
        _lead(brief, today),
        filled(
            Section("On their mind", _texts(brief.items.theirs)),
            Section("On yours", _texts(brief.items.mine)),
            Section("Why", _why(profile)),
            Section("What you would like of it", _outcomes(profile, today)),
            Section("You promised", _due(promises.mine, today), "warn" if promises.overdue(today) else ""),
            Section("They asked you", _texts(promises.requests)),
            Section("They promised", _due(promises.theirs, today)),
            Section("Ask about", _texts(brief.ask_about)),
            Section("Thank them for", _texts(brief.thanks)),
            Section("Tell them what became of it", tuple(_settled(memo) for memo in brief.to_tell)),
            Section("They suggested", _texts(brief.suggestions)),
            Section("Send them", _texts(brief.links)),
            Section("Your goal", _goals(brief, today)),
            Section("You foresaw", brief.obstacles, "warn"),
            Section("Last time", _last(brief, zone, today)),
            Section("Since last time", _since(brief.since)),
            Section("They told you", _told(brief, zone, today)),
            Section("Settle together", (brief.agree,) if brief.agree else ()),
            Section("Open with", (brief.opener,)),
            Section("Ask", (brief.question.text,) if brief.question else ()),
        ),
        (brief.balance,) if brief.balance else (),
    )


def brief_json(brief: Brief, zone: str) -> Json:
    """All of the brief; memos whole."""
    person, promises, profile = brief.person, brief.promises, brief.person.profile
    return {
        "stakeholder": person.id,
        "name": person.name,
        "contact": profile.contact,
        "next": brief.history.next and local(brief.history.next, zone).isoformat(),
        "intent": person.intent,
        "why": profile.why,
        "my_outcome": profile.my_outcome,
        "their_outcome": profile.their_outcome,
        "their_outcome_asked": profile.their_outcome_asked and profile.their_outcome_asked.isoformat(),
        "items": {
            "theirs": [memo_json(memo) for memo in brief.items.theirs],
            "mine": [memo_json(memo) for memo in brief.items.mine],
        },
        "promises": {
            "mine": [memo_json(memo) for memo in promises.mine],
            "theirs": [memo_json(memo) for memo in promises.theirs],
            "requests": [memo_json(memo) for memo in promises.requests],
        },
        "ask_about": [memo_json(memo) for memo in brief.ask_about],
        "thanks": [memo_json(memo) for memo in brief.thanks],
        "suggestions": [memo_json(memo) for memo in brief.suggestions],
        "to_tell": [memo_json(memo) for memo in brief.to_tell],
        "links": [memo_json(memo) for memo in brief.links],
        "goals": [{**memo_json(goal.memo), "step": goal.step and memo_json(goal.step)} for goal in brief.goals],
        "obstacles": list(brief.obstacles),
        "last": [touchbase_json(entry, zone) for entry in brief.last],
        "since": [memo_json(memo) for memo in brief.since.all],
        "told": brief.told and {"question": asked_text(brief.told), "answer": brief.told.text},
        "agree": brief.agree,
        "opener": brief.opener,
        "question": brief.question and {"id": brief.question.id, "text": brief.question.text},
        "balance": brief.balance,
    }


def _title(brief: Brief, zone: str) -> str:
    person = brief.person
    contact = f" ({person.profile.contact} for the {person.profile.kind})" if person.profile.is_group else ""
    when = f", {time_words(brief.history.next, zone)}" if brief.history.next else ""
    return f"{person.name}{contact}{when}"


def _lead(brief: Brief, today: date) -> str:
    person, day = brief.person, brief.person.profile.agreed_on
    agreed = f" You agreed on {person.cadence} on {day_words(day, today)}." if day else ""
    who = f"{person.category.replace('_', ' ').capitalize()}, priority {person.priority}"
    return f"{who}; {INTENTS[person.intent]}.{agreed}"


def _why(profile: Profile) -> tuple[str, ...]:
    healthy = f"All is well when {profile.healthy_looks_like}" if profile.healthy_looks_like else ""
    return tuple(line for line in (profile.why, healthy) if line)


def _outcomes(profile: Profile, today: date) -> tuple[str, ...]:
    mine = f"You: {profile.my_outcome}" if profile.my_outcome else ""
    asked = profile.their_outcome_asked
    known = f"they told you on {day_words(asked, today)}" if asked else "your guess: ask them"
    theirs = f"They: {profile.their_outcome} ({known})" if profile.their_outcome else ""
    return tuple(line for line in (mine, theirs) if line)


def _texts(memos: tuple[Memo, ...]) -> tuple[str, ...]:
    return tuple(memo.text for memo in memos)


def _due(memos: tuple[Memo, ...], today: date) -> tuple[str, ...]:
    return tuple(_with_day(memo, today) for memo in memos)


def _with_day(memo: Memo, today: date) -> str:
    if memo.day is None:
        return memo.text
    return f"{memo.text} ({'overdue since' if memo.overdue(today) else 'by'} {day_words(memo.day, today)})"


def _settled(memo: Memo) -> str:
    why = f": {memo.details['why']}" if "why" in memo.details else ""
    return f"{memo.text} ({memo.state}{why})"


def _goals(brief: Brief, today: date) -> tuple[str, ...]:
    return tuple(
        f"{goal.memo.text}; next: {_with_day(goal.step, today) if goal.step else 'name the next step'}"
        for goal in brief.goals
    )


def _since(found: Since) -> tuple[str, ...]:
    """Both sides, one line each thing."""
    return (
        *(f"You noted: {memo.text}" for memo in found.noted),
        *(f"You gave: {memo.text}" for memo in found.i_gave),
        *(f"They gave: {memo.text}" for memo in found.they_gave),
        *(f"{_settled_words(memo)}, {memo.state.replace('_', ' ')}: {memo.text}" for memo in found.settled),
    )


def _settled_words(memo: Memo) -> str:
    if memo.kind in ("promise", "ask"):
        return f"{'Their' if by(memo) == THEIRS else 'Your'} {SETTLED_WORDS[memo.kind]}"
    return SETTLED_WORDS[memo.kind].capitalize()


def _told(brief: Brief, zone: str, today: date) -> tuple[str, ...]:
    if brief.told is None:
        return ()
    when = day_words(local_date(brief.told.written, zone), today)
    return (f"{brief.told.text} (asked on {when}: {asked_text(brief.told)})",)


def _last(brief: Brief, zone: str, today: date) -> tuple[str, ...]:
    return tuple(
        f"{moment_words(entry.start, zone, today)}: {entry.kind}, {entry.judgement.verdict.replace('_', ' ')}"
        + (f"; {entry.note}" if entry.note else "")
        for entry in brief.last
    )
