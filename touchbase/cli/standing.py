"""Changes where a relationship stands: its state in the list, and what the ledger holds against a new series."""

from dataclasses import replace
from datetime import date

from touchbase.cli.context import Context
from touchbase.cli.list_file import on_list, set_fields
from touchbase.domain.booking import Booking
from touchbase.domain.stakeholder import Stakeholder, State
from touchbase.planning.words import day_words

WORDS: dict[State, str] = {
    "active": "active again",
    "paused": "paused",
    "completed": "completed",
    "let_go": "let go",
}
NEXT: dict[State, str] = {
    "active": "The next sync may book again.",
    "paused": "Until you resume nothing is booked and nothing is owed.",
    "completed": "The series ends at the next sync; the history stays.",
    "let_go": "The series ends at the next sync; the history stays.",
}


def change_state(context: Context, id: str, state: State, until: date | None = None) -> None:
    """Write the state into the list, and say what follows from it."""
    person = on_list(context, id)
    words = WORDS[state] + (f" until {until}" if until else "")
    held_back = held_back_of(context, id) if state == "active" else ()
    if (person.state, person.paused_until) == (state, until) and not held_back:
        return _tell(context, person, state, until, f"{person.name} is {WORDS[state].removesuffix(' again')} already.")
    with context.store.transaction():
        for booking in held_back:
            context.store.save_booking(replace(booking, standing="ended"))
        written = None if state == "active" else state
        set_fields(context, id, f"{person.name} is {words}", {"state": written, "paused_until": until})
    follows = NEXT[state] if until is None else _until_words(until, context.today)
    return _tell(context, person, state, until, f"{person.name} is {words}. {follows} Not so? touchbase undo")


def _until_words(until: date, today: date) -> str:
    return f"Until {day_words(until, today)} nothing is booked and nothing is owed; then it goes on by itself."


def held_back_of(context: Context, id: str) -> tuple[Booking, ...]:
    """Series of this person that a deletion or a no keeps from being booked again."""
    ours = (booking for booking in context.memory.bookings() if booking.series.stakeholder == id)
    return tuple(booking for booking in ours if booking.standing in ("paused_by_user", "declined"))


def _tell(context: Context, person: Stakeholder, state: State, until: date | None, sentence: str) -> None:
    if context.as_json:
        context.screen.json({"stakeholder": person.id, "state": state, "paused_until": until and until.isoformat()})
    else:
        context.screen.say(sentence)
