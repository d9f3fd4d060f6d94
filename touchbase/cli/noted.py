"""A further calendar whose missing sign-in is noted, so that `status` can show it although the run goes on."""

from touchbase.calendars.source import BusySource, Told
from touchbase.cli.context import Context
from touchbase.domain.period import Period
from touchbase.errors import SignInAgain


class Noted:
    """As the source; a SignInAgain is kept in the context, for whoever remembers at the end of a run."""

    def __init__(self, source: BusySource, context: Context) -> None:
        self.where = source.where
        self._source, self._context = source, context

    def commitments(self, window: Period) -> Told:
        try:
            return self._source.commitments(window)
        except SignInAgain as error:
            self._context.ended.append(error)
            raise
