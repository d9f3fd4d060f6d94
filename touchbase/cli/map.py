"""`map`: everybody on one picture, by priority or by the time since you met."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from touchbase.cli.command import command as make_command
from touchbase.cli.command import pass_context
from touchbase.cli.context import Context
from touchbase.cli.pages import deliver
from touchbase.cli.status import look
from touchbase.errors import UsageError

if TYPE_CHECKING:
    from touchbase.reports.map import By


@make_command(
    "map",
    "touchbase map --html --to map.html",
    "touchbase map --svg --by time > map.svg",
    "touchbase map --dot | dot -Tpdf > map.pdf       # Graphviz",
)
@click.option("--svg", "form", flag_value="svg", help="A picture.")
@click.option("--html", "form", flag_value="html", help="A page with the picture, and everybody in words.")
@click.option("--dot", "form", flag_value="dot", help="Text for Graphviz.")
@click.option("--by", type=click.Choice(("priority", "time")), default="priority", help="What the rings mean.")
@click.option("--to", "file", type=click.Path(dir_okay=False, path_type=Path), help="Write it here; else to stdout.")
@pass_context
def command(context: Context, form: str | None, by: "By", file: Path | None) -> None:
    """Rings by priority or time, sectors by category, shape and colour by state, lines for who knows whom."""
    if context.as_json:
        return _places(context, by)
    if form is None:
        raise UsageError("As what?", "touchbase map --html --to map.html; or --svg, or --dot.")
    return deliver(context, _drawn(context, form, by), file)


def _drawn(context: Context, form: str, by: "By") -> str:
    status = look(context, context.now, everybody=True)
    if form == "dot":
        from touchbase.reports.map_dot import map_dot

        return map_dot(status.lines)
    from touchbase.reports.map import lay_out
    from touchbase.web.pages import map_page, map_svg

    picture = lay_out(status.lines, by)
    return map_svg(picture) if form == "svg" else map_page(picture, context.now, context.owner.zone)


def _places(context: Context, by: "By") -> None:
    from touchbase.reports.map import lay_out, ring_of

    picture = lay_out(look(context, context.now, everybody=True).lines, by)
    context.screen.json(
        {
            "by": by,
            "people": [
                {
                    "stakeholder": dot.line.person.id,
                    "category": dot.line.person.category,
                    "ring": ring_of(dot.line, by),
                    "state": dot.line.health.state,
                    "knows": list(dot.line.person.profile.knows),
                }
                for dot in picture.dots
            ],
        }
    )
