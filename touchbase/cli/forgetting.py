"""The steps of forgetting one person: who it is, whether a series still runs, each place they are erased from."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from html import escape
from pathlib import Path
from unicodedata import normalize

from touchbase.cli.context import Context
from touchbase.cli.ids import found
from touchbase.cli.list_file import read_list, write_list
from touchbase.domain.period import Period

AHEAD = timedelta(days=400)  # a series runs a year, then it is renewed
LARGEST = 50_000_000  # bytes


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody by id, and by every name and address we know them by."""

    id: str
    name: str
    names: tuple[str, ...]


def person_of(context: Context, id: str) -> Person:
    """From the list, else from memory; UsageError when neither knows that id."""
    known = context.memory.known_list()
    people = [one for one in (*context.listed.stakeholders, *(known.stakeholders if known else ())) if one.id == id]
    guests = [booking.series for booking in context.memory.bookings() if booking.series.stakeholder == id]
    if not (people or guests or any(context.memory.export(id).values())):
        found(context.listed.stakeholders, id)
    names = [name for one in people for name in (one.name, one.email, *one.addresses)]
    names += [name for guest in guests for name in (guest.guest_name, guest.guest_email)]
    names = list(dict.fromkeys(name for name in names if name))
    return Person(id, names[0] if names else id, (*names, id))


def is_live(context: Context, id: str) -> bool:
    """True while a date of theirs stands ahead on the calendar."""
    reading = context.calendar.read(Period(context.now, context.now + AHEAD))
    theirs = {series.uid for series in reading.series if series.stakeholder == id and not series.cancelled}
    return any(date.uid in theirs and not date.cancelled for date in reading.dates)


def erase_from_list(context: Context, id: str) -> None:
    """Take the entry out, without remembering it for `undo`."""
    from touchbase.roster.edit import remove

    if id in (*(person.id for person in context.listed.stakeholders), *context.listed.left_out):
        path = context.config.stakeholders
        write_list(context, remove(read_list(context), id, path.suffix))


def erase_files(context: Context, id: str) -> None:
    """Delete the files of their ended series, and make touchbase.ics anew."""
    series = context.calendar.read(Period(context.now, context.now)).series
    for uid in (one.uid for one in series if one.stakeholder == id):
        for path in context.config.local_folder.rglob("*.ics"):
            if _holds_only(path, uid):
                path.unlink()
    context.calendar.publish()


def leftovers(context: Context, names: Iterable[str]) -> list[Path]:
    """Files of ours that still say one of these names, addresses or ids, in any spelling; one word alone may be any."""
    wanted = {form for name in names if any(sign in name for sign in " @-") for form in _spellings(name)}
    files = sorted(set(_files(context)))
    return [path for path, text in ((path, _text(path)) for path in files) if any(form in text for form in wanted)]


def _spellings(name: str) -> Iterator[bytes]:
    """As plain text, and as it stands in JSON, on a page and in a calendar; in small letters."""
    for form in ("NFC", "NFD"):
        plain = normalize(form, name.lower())
        yield from (plain.encode(), json.dumps(plain)[1:-1].encode(), escape(plain).replace("&#x27;", "&#39;").encode())
        yield plain.replace(",", "\\,").replace(";", "\\;").encode()


def _text(path: Path) -> bytes:
    """In small letters, and with the broken lines of a calendar joined as well."""
    raw = path.read_bytes()
    text = raw.decode("utf-8", "replace").lower().encode()
    return text + re.sub(rb"\r?\n[ \t]", b"", raw).decode("utf-8", "replace").lower().encode()


def _files(context: Context) -> Iterator[Path]:
    """Everything we keep, and what stands beside config and list."""
    places, config = context.places, context.config
    for folder in {places.data, places.state, config.local_folder}:
        yield from (path for path in folder.rglob("*") if path.is_file() and path.stat().st_size <= LARGEST)
    for name in {places.config.absolute(), config.stakeholders}:
        yield from (path for path in name.parent.glob(f"{name.stem}*") if path.is_file())
        yield from name.parent.glob(f".{name.name}.*")  # what an edit that was killed has left half written


def _holds_only(path: Path, uid: str) -> bool:
    """True for a file whose every event is of that series."""
    uids = {line[4:].strip() for line in path.read_bytes().splitlines() if line.upper().startswith(b"UID:")}
    return uids == {uid.encode()}
