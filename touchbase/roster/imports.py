"""People from another file: who is new, who is already known, and what could not be read. Nothing is written here."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from unicodedata import normalize

from touchbase.domain.problem import Problem
from touchbase.domain.stakeholder import Stakeholder
from touchbase.domain.text import Unreadable, decode
from touchbase.roster import contacts_csv, csv_list, vcard
from touchbase.roster.contact import Contact
from touchbase.roster.entry import Entry, stakeholder
from touchbase.roster.fields import NAMES, check
from touchbase.roster.identify import slug
from touchbase.roster.load import FORMATS, LARGEST, Found

ONLY_OURS = {"id", "category", "cadence"}  # columns no address book has


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do: add `new`; `already` are those of the list that it met again."""

    new: tuple[Stakeholder, ...]
    already: tuple[Stakeholder, ...] = ()
    problems: tuple[Problem, ...] = ()


def preview(existing: Sequence[Stakeholder], path: Path, zone: str, minutes: int) -> Preview:
    """Look at a .csv (ours, Google's, Outlook's), .vcf or .toml file. Never raises.

    The same person by address, by id, or by name within one domain is never doubled, within the file neither.
    `zone` and `minutes` are the owner's, for what the file leaves out.
    """
    entries, problems = _entries(path)
    new: list[Stakeholder] = []
    already: list[Stakeholder] = []
    faults: list[Problem] = []
    taken = {one.id for one in existing}
    for entry in entries:
        values, wrong = check(entry.raw)
        faults += [Problem(entry.where(one.key), f"{one.key}: {one.what}", one.cure, one.severity) for one in wrong]
        if any(one.severity == "error" for one in wrong):
            continue
        person = stakeholder(values.get("id", ""), values, zone, minutes, path.absolute().parent)
        known = next((one for one in (*existing, *new) if same(one, person)), None)
        if known is None:
            person = person._replace(id=person.id or slug(person.name, taken))
            taken.add(person.id)
            new.append(person)
        elif known in existing and known not in already:
            already.append(known)
    return Preview(tuple(new), tuple(already), (*problems, *faults))


def same(one: Stakeholder, other: Stakeholder) -> bool:
    """Whether two entries are one person: an address in common, the same id, or the same name at the same domain."""
    if other.id and one.id.lower() == other.id.lower():
        return True
    return bool(set(one.all_addresses) & set(other.all_addresses)) or _at(one) == _at(other)


def _at(person: Stakeholder) -> tuple[str, str]:
    return normalize("NFC", person.name).casefold(), person.email.lower().rpartition("@")[2]


def _entries(path: Path) -> Found:
    try:
        with path.open("rb") as file:
            return _read(decode(file.read(LARGEST + 1), LARGEST), path)
    except OSError as error:
        return (), (Problem(path.name, f"It cannot be read: {error.strerror}.", "Check the path."),)
    except Unreadable as error:
        return (), (Problem(f"{path.name}:{error.line}" if error.line else path.name, error.what, error.cure),)


def _read(text: str, path: Path) -> Found:
    suffix = path.suffix.lower()
    if suffix in (".vcf", ".vcard"):
        return _of_contacts(*vcard.read(text, path.name))
    if suffix == ".csv" and not _is_ours(text, path.name):
        return _of_contacts(*contacts_csv.read(text, path.name))
    if suffix in FORMATS:
        return FORMATS[suffix](text, path.name)
    return (), (Problem(path.name, "Its ending says nothing we can read.", "Give a .csv, .vcf or .toml file."),)


def _is_ours(text: str, file: str) -> bool:
    """A list of ours, or something that is nobody's and gets the problems of ours."""
    found, _ = csv_list.rows(text, file)
    if not found:
        return True
    names = csv_list.columns(found[0].cells)
    return not contacts_csv.is_contacts(found[0].cells) or set(names) <= set(NAMES) or bool(ONLY_OURS & set(names))


def _of_contacts(contacts: tuple[Contact, ...], problems: tuple[Problem, ...]) -> Found:
    complete = [one for one in contacts if one.name and one.emails]
    entries = tuple(Entry(one.fields(), partial(_stands, one.where)) for one in complete)
    lacking = (_lacking(one) for one in contacts if not (one.name and one.emails))
    return entries, (*problems, *lacking)


def _stands(where: str, _key: str) -> str:
    return where


def _lacking(one: Contact) -> Problem:
    what = f"{one.name!r} has no e-mail address." if one.name else "A contact has no name."
    return Problem(one.where, what, "Passed over; add it by hand if it matters.", "warning")
