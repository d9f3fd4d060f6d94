"""A further Google calendar that counts as the owner's busy time: only its free/busy is asked for."""

from touchbase.calendars.diary import Commitment
from touchbase.calendars.google.answers import of_calendar
from touchbase.calendars.google.freebusy import questions, told
from touchbase.calendars.google.talk import Line, single
from touchbase.calendars.source import Told
from touchbase.domain.period import Period
from touchbase.domain.problem import Problem


class GoogleSource:
    """Free/busy tells neither titles nor answers, so a block of it is never a reason to have been elsewhere."""

    def __init__(self, line: Line, calendar_id: str) -> None:
        self._line = line
        self._id = calendar_id
        self.where = f"Google calendar {calendar_id}"

    def commitments(self, window: Period) -> Told:
        """See `BusySource`."""
        calls = questions([self._id], window)
        answers = self._line.all([single(call) for call in calls])
        for answer in answers:
            if not answer.ok:
                raise of_calendar(answer)
        known = told(calls, answers, window).get(self._id)
        if known is None:
            cure = "Correct its calendar_id under [[calendar.busy_from]], or have it shared with you."
            return Told((), (Problem(self.where, "does not tell its busy time.", cure, "warning"),), whole=False)
        return Told(tuple(Commitment("", block, accepted=False) for block in known.busy))
