"""`retire`: somebody left, or the relationship is over."""

from dataclasses import replace

import click

from touchbase.cli.command import command as make_command
from touchbase.cli.command import pass_context
from touchbase.cli.context import Context
from touchbase.cli.ids import STAKEHOLDER
from touchbase.cli.standing import change_state
from touchbase.domain.booking import Booking


@make_command("retire", "touchbase retire ana-ruiz")
@click.argument("id", type=STAKEHOLDER)
@pass_context
def command(context: Context, id: str) -> None:
    """This relationship is over: its series ends at the next sync, whatever the guard's policy."""
    parked = [booking for booking in context.memory.bookings() if _is_parked(booking, id)]
    if not parked:
        return change_state(context, id, "let_go")
    for booking in parked:
        context.store.save_booking(replace(booking, standing="retired"))
    name = parked[0].series.guest_name
    if context.as_json:
        return context.screen.json({"stakeholder": id, "state": "let_go", "paused_until": None})
    return context.screen.say(f"{name} is no longer on your list; their series ends at the next sync.")


def _is_parked(booking: Booking, id: str) -> bool:
    return booking.series.stakeholder == id and booking.standing == "parked"
