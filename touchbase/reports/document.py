"""What a report in words hands to whoever draws it: a title, and sections of short lines."""

from typing import NamedTuple

from touchbase.reports.table import Tone


class Section(NamedTuple):
    """A heading and its lines; `tone` colours the heading where there is colour."""

    title: str
    lines: tuple[str, ...]
    tone: Tone = ""


class Document(NamedTuple):
    """`lead` is a sentence under the title."""

    title: str
    lead: str
    sections: tuple[Section, ...] = ()
    notes: tuple[str, ...] = ()


def filled(*sections: Section) -> tuple[Section, ...]:
    """Those that have something to say."""
    return tuple(section for section in sections if section.lines)
