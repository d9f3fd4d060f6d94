"""A review as a document in plain warm words, and as JSON; it explains with dates and grades nobody."""

from collections.abc import Mapping

from touchbase.agenda.goals import Goal
from touchbase.domain.change import Json
from touchbase.domain.memo import Memo
from touchbase.planning.words import counted
from touchbase.reports.document import Document, Section, filled
from touchbase.reports.goals import whose
from touchbase.reports.review import Review, Tie
from touchbase.reports.words import day_words


def review_document(found: Review, names: Mapping[str, str]) -> Document:
    """What changed first, then promises, goals and what you measure yourself."""
    return Document(
        f"From {day_words(found.since, found.until)} to {day_words(found.until, found.until)}",
        _lead(found),
        filled(
            Section("Recovered", tuple(_recovered(tie) for tie in found.recovered), "good"),
            Section(
                "Slipped", tuple(f"{tie.person.name}: {tie.now.replace('_', ' ')}" for tie in found.slipped), "warn"
            ),
            Section("Slipped again after a recovery", found.relapsed, "bad"),
            Section("Promises", _promises(found)),
            Section("Goals", tuple(_goal(goal, names) for goal in found.goals)),
            Section("Did you do it differently?", tuple(_own_part(goal) for goal in found.goals if _asks(goal))),
            Section("Whom you meant to benefit this year", tuple(_benefit(memo, names) for memo in found.benefits)),
            Section("Trades you made", tuple(memo.text for memo in found.trades)),
            Section("Pulse", _pulse(found)),
            Section("Beside it, your own measures (side by side; that is no proof of a cause)", _measures(found)),
            Section("What all is well looks like, in your words", tuple(f"{who}: {how}" for who, how in found.healthy)),
        ),
    )


def review_json(found: Review) -> Json:
    return {
        "since": found.since.isoformat(),
        "until": found.until.isoformat(),
        "held": found.held,
        "missed": found.missed,
        "doubtful": found.doubtful,
        "promises": {"kept": found.kept, "of": found.promised},
        "recovered": [{"stakeholder": tie.person.id, "acts": list(tie.acts)} for tie in found.recovered],
        "slipped": [{"stakeholder": tie.person.id, "state": tie.now} for tie in found.slipped],
        "relapsed": list(found.relapsed),
        "goals": [
            {
                "id": goal.memo.id,
                "text": goal.memo.text,
                "state": goal.memo.state,
                "differently": goal.differently,
                "checked": goal.checks[-1].state if goal.checks else None,
            }
            for goal in found.goals
        ],
        "benefits": [
            {"id": memo.id, "stakeholder": memo.stakeholder, "text": memo.text, "state": memo.state}
            for memo in found.benefits
        ],
        "healthy": [{"who": who, "text": text} for who, text in found.healthy],
        "trades": [memo.text for memo in found.trades],
        "pulse": [{"day": day.isoformat(), "value": value} for day, value in found.pulse],
        "measures": [
            {
                "name": memo.details["name"],
                "day": memo.day and memo.day.isoformat(),
                "value": float(memo.details["value"]),
            }
            for memo in found.measures
        ],
    }


def _lead(found: Review) -> str:
    doubt = f", {counted(found.doubtful, 'date')} in doubt" if found.doubtful else ""
    return f"{counted(found.held, 'touchbase')} held, {found.missed} not{doubt}."


def _recovered(tie: Tie) -> str:
    before = f" (before it: {'; '.join(tie.acts)})" if tie.acts else ""
    return f"{tie.person.name}: {tie.before.replace('_', ' ')} then, {tie.now.replace('_', ' ')} now{before}"


def _promises(found: Review) -> tuple[str, ...]:
    if not found.promised:
        return ()
    return (f"You kept, or declined with a word, {found.kept} of {found.promised} that fell due.",)


def _goal(goal: Goal, names: Mapping[str, str]) -> str:
    who = whose(goal, names)
    state = goal.memo.state if not goal.memo.is_open else f"next: {goal.step.text}" if goal.step else "no next step yet"
    done = f"; {counted(len(goal.done), 'step')} done" if goal.done else ""
    kept_to = f"; kept to by: {goal.accountable}" if goal.accountable else ""
    return f"{who}: {goal.memo.text} ({state}{done}{kept_to})"


def _asks(goal: Goal) -> bool:
    return bool(goal.differently and (goal.memo.is_open or goal.checks))


def _own_part(goal: Goal) -> str:
    """What one meant to do oneself, what one last said of it, and how to say it now."""
    said = f"last time you said: {goal.checks[-1].state.replace('_', ' ')}" if goal.checks else "not checked yet"
    check = f"; now: touchbase goal check {goal.memo.id} --did" if goal.memo.is_open else ""
    return f"{goal.differently} ({said}{check})"


def _benefit(memo: Memo, names: Mapping[str, str]) -> str:
    state = "still to do" if memo.is_open else memo.state
    return f"{names.get(memo.stakeholder, memo.stakeholder)}: {memo.text} ({state})"


def _pulse(found: Review) -> tuple[str, ...]:
    if not found.pulse:
        return ()
    values = [value for _, value in found.pulse]
    return (f"{counted(len(values), 'answer')}, on average {sum(values) / len(values):.1f} of 5.",)


def _measures(found: Review) -> tuple[str, ...]:
    series: dict[str, list[Memo]] = {}
    for memo in found.measures:
        series.setdefault(memo.details["name"], []).append(memo)
    return tuple(
        f"{name}: {' then '.join(memo.details['value'] for memo in memos)}; {counted(found.held, 'touchbase')} held"
        for name, memos in series.items()
    )
