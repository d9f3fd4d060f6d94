"""`digest`: the week in a few lines, to read, to keep, or by mail."""

from pathlib import Path

import click

from touchbase.cli.attention import pressing
from touchbase.cli.command import command as make_command
from touchbase.cli.command import pass_context
from touchbase.cli.context import Context
from touchbase.cli.document_text import document_text
from touchbase.cli.known import known_people
from touchbase.cli.pages import deliver
from touchbase.reports.attention import Attention
from touchbase.reports.digest import digest, digest_json
from touchbase.reports.document import Document
from touchbase.reports.status import take_stock
from touchbase.web.pages import document_page


@make_command(
    "digest",
    "touchbase digest",
    "touchbase digest --to week.txt",
    "touchbase digest --mail          # from cron, once a week: says nothing when it went out",
)
@click.option("--to", "file", type=click.Path(dir_okay=False, path_type=Path), help="Write it into this file.")
@click.option("--html", is_flag=True, help="As a page.")
@click.option("--mail", is_flag=True, help="Mail it to you, with the server under [digest] in config.toml.")
@pass_context
def command(context: Context, file: Path | None, html: bool, mail: bool) -> None:
    """The week in a few lines: at most three people, promises overdue, the dates ahead, thanks owed."""
    document, found = the_week(context)
    if mail:
        _mail(context, document)
    if html or file:
        deliver(context, document_page([document]) if html else document_text(document), file)
    if mail or html or file:
        return
    if context.as_json:
        context.screen.json(digest_json(document, found))
    else:
        context.screen.tell(document)


def the_week(context: Context) -> tuple[Document, Attention]:
    """The digest as of now, and what it was chosen from."""
    zone, memory = context.owner.zone, context.memory
    people, histories = known_people(context), memory.histories(context.now)
    lines, _ = take_stock(people, histories, context.now, zone, context.config.rules)
    found = pressing(context)
    return digest(found, lines, memory.memos(), context.now, context.today, zone), found


def _mail(context: Context, document: Document) -> None:
    from touchbase.cli.mailing import message, send

    settings = context.config.digest
    to = str(settings.get("to", context.owner.email))
    text, page = document_text(document), document_page([document])
    send(message(context.owner.email, to, document.title, text, page), settings)
