"""One thing to open with, taken from your own notes; small talk is a strength one can prepare."""

from collections.abc import Iterable
from datetime import date

from touchbase.agenda.recall import coming_back, light, to_ask_about
from touchbase.agenda.suggestions import to_tell
from touchbase.domain.memo import Memo, of_kind
from touchbase.domain.stakeholder import Stakeholder

FROM_THEIR_SIDE = "Start from their side: ask how the last weeks looked to them, and listen before you explain."


def opener(person: Stakeholder, memos: Iterable[Memo], today: date) -> str:
    """The best thing at hand; for a strained tie always their point of view, and nothing cheery."""
    ours = [memo for memo in memos if memo.stakeholder == person.id]
    if person.intent == "heal":
        return FROM_THEIR_SIDE
    for found in (_thanks(ours), _due_note(person, ours, today), _told(ours), _note(person, ours), _interest(person)):
        if found:
            return found
    return "Ask what has changed for them since you last spoke, and let them talk."


def _thanks(memos: Iterable[Memo]) -> str:
    owed = [memo for memo in of_kind(memos, "thanks") if memo.is_open]
    return f"Thank them: {owed[0].text}." if owed else ""


def _due_note(person: Stakeholder, memos: Iterable[Memo], today: date) -> str:
    due = to_ask_about(person, memos, today)
    return f"Ask about what you noted: {due[0].text}." if due else ""


def _told(memos: Iterable[Memo]) -> str:
    settled = to_tell(memos)
    return f"Tell them what became of their suggestion: {settled[0].text}." if settled else ""


def _note(person: Stakeholder, memos: Iterable[Memo]) -> str:
    """The newest note that is not waiting for its day."""
    open_ones = [memo for memo in coming_back(person, memos) if memo.day is None]
    if not open_ones:
        return ""
    newest = open_ones[-1]
    return f"You noted {'(keep it light) ' if light(newest) else ''}{newest.text}; ask how that goes."


def _interest(person: Stakeholder) -> str:
    if not person.profile.interests or person.profile.boundary == "work_only":
        return ""
    return f"They care about {person.profile.interests[0]}: ask what is new there."
