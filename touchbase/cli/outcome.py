"""`outcome`: what you would like to come of a relationship, and what they would like."""

from datetime import date

import click

from touchbase.cli.command import command as make_command
from touchbase.cli.command import pass_context
from touchbase.cli.context import Context
from touchbase.cli.dates import parse_day
from touchbase.cli.ids import STAKEHOLDER
from touchbase.cli.list_file import on_list, set_fields
from touchbase.cli.memos import plain
from touchbase.domain.stakeholder import INTENTS, Stakeholder
from touchbase.errors import UsageError


@make_command(
    "outcome",
    "touchbase outcome ana-ruiz --why 'her team builds what mine stands on'",
    "touchbase outcome ana-ruiz --mine 'we plan our quarters together'",
    "touchbase outcome ana-ruiz --theirs 'fewer surprises'            # your guess, until you ask",
    "touchbase outcome ana-ruiz --theirs 'fewer surprises' --asked    # she told you today",
    "touchbase outcome ana-ruiz --intent heal",
)
@click.argument("id", type=STAKEHOLDER)
@click.option("--why", help="Why this relationship matters.")
@click.option("--mine", help="What you would like to come of it.")
@click.option("--theirs", help="What they would like; a guess without --asked.")
@click.option("--asked", is_flag=True, help="They told you.")
@click.option("--on", "day", metavar="DATE", help="The day they told you; else today.")
@click.option("--healthy", help="What it looks like when all is well between you.")
@click.option("--intent", type=click.Choice(INTENTS), help="What the relationship needs now.")
@pass_context
def command(
    context: Context, id: str, why: str | None, mine: str | None, theirs: str | None, asked: bool, day: str | None,
    healthy: str | None, intent: str | None,
) -> None:  # fmt: skip
    """Why this one, and whose outcome; it stands in your list and in every brief, and never in an invitation."""
    person = on_list(context, id)
    told = {"why": why, "my_outcome": mine, "their_outcome": theirs, "healthy_looks_like": healthy}
    changes: dict[str, str | date | None] = {
        name: plain(name.replace("_", " "), text) for name, text in told.items() if text is not None
    }
    if intent is not None:
        changes["intent"] = intent
    if theirs is not None or asked:
        changes["their_outcome_asked"] = _asked(context, person, theirs, asked, day)
    if not changes:
        return _tell(context, person)
    set_fields(context, id, f"what the relationship with {person.name} is for", changes)
    if context.as_json:
        said = {name: value.isoformat() if isinstance(value, date) else value for name, value in changes.items()}
        context.screen.json({"stakeholder": id, "changed": said})
    return context.screen.say(f"Written into your list for {person.name}. Not so? touchbase undo")


def _asked(context: Context, person: Stakeholder, theirs: str | None, asked: bool, day: str | None) -> date | None:
    """The day they told it; None makes it a guess again."""
    if not asked:
        return None
    if theirs is None and not person.profile.their_outcome:
        raise UsageError("What did they say?", "Add --theirs 'their words'.")
    return parse_day(day, context.today, "past") if day else context.today


def _tell(context: Context, person: Stakeholder) -> None:
    profile = person.profile
    asked = profile.their_outcome_asked
    if context.as_json:
        context.screen.json(
            {
                "stakeholder": person.id,
                "intent": person.intent,
                "why": profile.why,
                "my_outcome": profile.my_outcome,
                "their_outcome": profile.their_outcome,
                "their_outcome_asked": asked and asked.isoformat(),
                "healthy_looks_like": profile.healthy_looks_like,
            }
        )
        return
    known = f"asked on {asked}" if asked else "assumed: ask them"
    context.screen.say(
        f"{person.name}: {person.intent}",
        f"Why: {profile.why or '-'}",
        f"You would like: {profile.my_outcome or '-'}",
        f"They would like: {profile.their_outcome or '-'} ({known})",
    )
