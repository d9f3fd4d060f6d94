"""Contacts as the CSV that Google and Outlook export, with their column names; columns of no use are passed over."""

import re
from collections.abc import Iterable, Mapping

from touchbase.domain.problem import Problem
from touchbase.roster.contact import Contact, cleaned
from touchbase.roster.csv_list import Row, rows

# Lower-case column names as these exporters write them; the first that has a value counts.
NAME = ("name", "display name", "full name", "file as")
GIVEN = ("first name", "given name")
FAMILY = ("last name", "family name", "surname")
_EMAIL = re.compile(r"e-?mail( address)?|e-?mail \d+ - value|e-?mail ?\d+ address|primary email|e-?mail ?\d+")
GROUPS = ("labels", "group membership", "categories", "organization name", "organization 1 - name", "company",
          "organization title", "organization 1 - title", "job title")  # fmt: skip
_BETWEEN = re.compile(r" ::: |;")


def is_contacts(header: Iterable[str]) -> bool:
    """Whether these columns are an address book's."""
    return any(_EMAIL.fullmatch(name) for name in map(_plain, header))


def read(text: str, file: str) -> tuple[tuple[Contact, ...], tuple[Problem, ...]]:
    """A contact for every row with a name or an address; a row that does not fit the header is a problem."""
    found, problems = rows(text, file)
    header, body = [_plain(name) for name in found[0].cells], found[1:]
    contacts = [_contact(row, dict(zip(header, row.cells, strict=False)), file) for row in body]
    return tuple(contacts), tuple(problems)


def _contact(row: Row, cells: Mapping[str, str], file: str) -> Contact:
    spoken = " ".join(cleaned((_first(cells, GIVEN), _first(cells, FAMILY))))
    groups = cleaned(part for name in GROUPS for part in _BETWEEN.split(cells.get(name, "")))
    return Contact(
        where=f"{file}: row {row.number}",
        name=_first(cells, NAME) or spoken,
        emails=cleaned(part for name, cell in cells.items() if _EMAIL.fullmatch(name) for part in _BETWEEN.split(cell)),
        groups=tuple(group for group in groups if not group.startswith("* ")),  # "* myContacts" is Google's own
    )


def _first(cells: Mapping[str, str], names: Iterable[str]) -> str:
    return next(iter(cleaned(cells.get(name, "") for name in names)), "")


def _plain(column: str) -> str:
    return " ".join(column.lower().split())
