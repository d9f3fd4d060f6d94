"""A touchbase from what a person typed or a file says: held, because they say so."""

from datetime import datetime

from touchbase.cli.context import Context
from touchbase.domain.identity import touchbase_id
from touchbase.domain.stakeholder import Stakeholder
from touchbase.domain.text import one_line
from touchbase.domain.touchbase import Judgement, Source, Touchbase
from touchbase.errors import UsageError

LONGEST_KIND = 40
LONGEST_NOTE = 2000
REASONS: dict[Source, str] = {"human": "you logged it", "import": "from an imported history"}


def told(
    context: Context, person: Stakeholder, start: datetime, kind: str, note: str, source: Source, minutes: int = 0
) -> Touchbase:
    """`start` in UTC; 0 minutes is the usual length. UsageError for a time to come, or a text that is not one line."""
    if start > context.now:
        raise UsageError("That is still to come.", "Log it when it has been held.")
    kind = _plain("kind", kind, LONGEST_KIND)
    note = _plain("note", note, LONGEST_NOTE) if note else ""
    id = touchbase_id(context.owner.id, person.id, start, kind)
    judgement = Judgement("confirmed", (REASONS[source],))
    return Touchbase(id, person.id, start, minutes or person.minutes, kind, judgement, source, note=note)


def _plain(name: str, text: str, longest: int) -> str:
    try:
        return one_line(text, longest)
    except ValueError as error:
        raise UsageError(f"The {name} {error}.") from None
