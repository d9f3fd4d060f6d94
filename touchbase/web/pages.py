"""The templates rendered: what people wrote is escaped, and a name the template does not know is an error."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from touchbase.domain.zone import local
from touchbase.reports.coverage import Coverage
from touchbase.reports.document import Document
from touchbase.reports.fairness import Share
from touchbase.reports.map import SHAPES, SIZE, Picture
from touchbase.reports.months import Month
from touchbase.reports.months import Share as TimeShare
from touchbase.reports.status import Status

if TYPE_CHECKING:
    from jinja2 import Environment

LEGEND = (
    ("on_track", "on track"), ("due", "due"), ("slipping", "slipping"), ("lapsed", "lapsed"), ("dormant", "dormant"),
    ("never_met", "never met"), ("paused", "set aside"),
)  # fmt: skip


def map_svg(picture: Picture) -> str:
    """The map as a picture of its own."""
    return _rendered("map.svg", **_of(picture) | {"alone": True})


def map_page(picture: Picture, moment: datetime, zone: str) -> str:
    """The map as a page, with everybody in words below it."""
    return _rendered("map.html", **_of(picture), made=_made(moment, zone))


def document_page(documents: Sequence[Document]) -> str:
    """A brief or a digest as a page."""
    return _rendered("document.html", documents=documents)


def report_page(
    status: Status,
    picture: Picture,
    covered: Coverage,
    shares: Sequence[Share],
    time: Sequence[TimeShare],
    months: dict[str, tuple[Month, ...]],
) -> str:
    """All of it on one page: status, map, coverage, fairness, time against priority, twelve months a person."""
    return _rendered(
        "report.html",
        **_of(picture),
        status=status,
        covered=covered,
        shares=shares,
        time=time,
        months=months,
        made=_made(status.as_of, status.zone),
    )


def _of(picture: Picture) -> dict[str, object]:
    return {"picture": picture, "size": SIZE, "legend": LEGEND, "shapes": SHAPES, "alone": False}


def _made(moment: datetime, zone: str) -> str:
    return f"{local(moment, zone):%Y-%m-%d %H:%M}"


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    loader = PackageLoader("touchbase.web")
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.filters["words"] = lambda text: str(text).replace("_", " ")
    made.filters["percent"] = lambda part: f"{part:.0%}"
    return made


def _rendered(name: str, **values: object) -> str:
    return _environment().get_template(f"{name}.j2").render(values)
