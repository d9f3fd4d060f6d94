"""What the list costs against what there is, and what could give way."""

from collections.abc import Iterator

from touchbase.domain.change import Json
from touchbase.domain.plan import Capacity
from touchbase.reports.status_table import capacity_line

NEAR = 0.8  # of the budget: a word of warning, before anything is refused


def trade_json(found: Capacity) -> Json:
    return {
        "needed_hours_per_week": found.needed_hours_per_week,
        "budget_hours_per_week": found.budget_hours_per_week,
        "fits": found.fits,
        "starved": list(found.starved),
        "cheapest_fix": list(found.cheapest_fix),
    }


def trade_lines(found: Capacity) -> Iterator[str]:
    """The capacity line, who would get nothing, and the cheapest way out."""
    yield capacity_line(found.needed_hours_per_week, found.budget_hours_per_week)
    if found.fits:
        if found.needed_hours_per_week > NEAR * found.budget_hours_per_week:
            yield "It is nearly full: whoever comes next asks for a trade."
        return
    yield f"For these nothing is left: {', '.join(found.starved)}."
    yield "The cheapest way to make it fit:"
    yield from (f"  - {fix}" for fix in found.cheapest_fix)
    yield "Say what gives way: touchbase trade ID --thin HOW-OFTEN, --set-aside, --delegate NAME or --let-go."
