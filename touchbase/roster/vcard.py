"""Contacts as vCards (2.1, RFC 2426, RFC 6350): only what a list of stakeholders can use."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from quopri import decodestring

from touchbase.domain.problem import Problem
from touchbase.roster.contact import Contact, cleaned

_LINE = re.compile(r'(?:[\w-]+\.)?([\w-]+)((?:;(?:[^":;]|"[^"]*")*)*):(.*)', re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_COMMA, _SEMICOLON = re.compile(r"(?<!\\),"), re.compile(r"(?<!\\);")
_QUOTED_PRINTABLE = re.compile(r"[;=]QUOTED-PRINTABLE")
_CHARSET = re.compile(r"CHARSET=\"?([\w-]+)")
_PREFERRED = re.compile(r"\bPREF\b(?!=(?:[2-9]|\d\d))")


@dataclass(frozen=True, slots=True)
class Property:
    """One content line: name and parameters in capitals, the value with its escapes still in it."""

    line: int
    name: str
    parameters: str
    value: str


def read(text: str, file: str) -> tuple[tuple[Contact, ...], tuple[Problem, ...]]:
    """A contact for every card, and what is wrong with the others; never raises."""
    contacts: list[Contact] = []
    problems: list[Problem] = []
    card: list[Property] | None = None
    for one in _properties(text):
        if one.name == "BEGIN" or card is None:
            problems += [_unfinished(card, file)] if card else []
            card = [one] if one.name == "BEGIN" else None
        elif one.name == "END":
            contacts.append(_contact(card, file))
            card = None
        else:
            card.append(one)
    problems += [_unfinished(card, file)] if card else []
    if not contacts and not problems:
        problems.append(Problem(file, "There is no contact in it.", "Export your contacts as vCard (.vcf)."))
    return tuple(contacts), tuple(problems)


def _properties(text: str) -> Iterator[Property]:
    for number, line in _content_lines(text):
        match = _LINE.fullmatch(line)
        if match:
            parameters = match[2].upper()
            yield Property(number, match[1].upper(), parameters, _decoded(match[3], parameters))


def _content_lines(text: str) -> Iterator[tuple[int, str]]:
    """Unfolded lines with their numbers; in quoted-printable a `=` at the end goes on in the next line."""
    held, first = "", 1
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        soft = held.endswith("=") and _QUOTED_PRINTABLE.search(held.partition(":")[0].upper())
        if held and (soft or line[:1] in (" ", "\t")):
            held = held[:-1] + line if soft else held + line[1:]
            continue
        yield first, held
        held, first = line, number
    yield first, held


def _decoded(value: str, parameters: str) -> str:
    if not _QUOTED_PRINTABLE.search(parameters):
        return value
    charset = _CHARSET.search(parameters)
    raw = decodestring(value.encode())
    try:
        return raw.decode(charset[1] if charset else "utf-8", "replace")
    except LookupError:  # a character set nobody knows
        return raw.decode("utf-8", "replace")


def _contact(card: list[Property], file: str) -> Contact:
    def texts(name: str) -> list[str]:
        return [one.value for one in card if one.name == name]

    emails = sorted((one for one in card if one.name == "EMAIL"), key=_rank)
    labels = [part for value in texts("CATEGORIES") for part in _COMMA.split(value)]
    organisations = [_SEMICOLON.split(value)[0] for value in texts("ORG")]
    names = [*texts("FN"), *map(_spoken, texts("N")), *organisations]
    return Contact(
        where=f"{file}:{card[0].line}",
        name=next(iter(cleaned(map(_plain, names))), ""),
        emails=cleaned(_plain(one.value).removeprefix("mailto:") for one in emails),
        groups=cleaned(map(_plain, (*labels, *organisations, *texts("TITLE")))),
        time_zone=next(iter(cleaned(map(_plain, texts("TZ")))), ""),
    )


def _rank(email: Property) -> bool:
    """The preferred address first: TYPE=PREF of vCard 2.1 and 3.0, PREF=1 of 4.0."""
    return not _PREFERRED.search(email.parameters)


def _spoken(name: str) -> str:
    """Family;Given;Middle;Prefix;Suffix as it is said: given name first."""
    family, given, *_ = (*_SEMICOLON.split(name), "", "")
    return f"{given} {family}".strip()


def _plain(value: str) -> str:
    return _ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], value)


def _unfinished(card: list[Property], file: str) -> Problem:
    return Problem(f"{file}:{card[0].line}", "A card begins here and does not end.", "Is the file cut off?")
