"""Text made safe before it reaches the iCalendar library, whose own guards are asserts that `python -O` removes."""

import re

LONGEST_LINE = 500
LONGEST_TEXT = 8_000
# C0 and C1 controls, the two Unicode line ends, lone surrogates (no UTF-8 has them).
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_BREAKS = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_ADDRESS_ENDS = re.compile(r'[\s<>",;:\\]+')


def one_line(text: str) -> str:
    """Without control characters; a line break becomes a space. At most 500 characters."""
    return " ".join(_CONTROLS.sub(" ", text).split())[:LONGEST_LINE].rstrip()


def many_lines(text: str) -> str:
    """Line breaks kept as \\n, every other control character gone. At most 8,000 characters."""
    lines = _BREAKS.sub("\n", text).split("\n")
    return "\n".join(_CONTROLS.sub("", line) for line in lines)[:LONGEST_TEXT]


def parameter(text: str) -> str:
    """For a parameter value such as CN, where a double quote cannot stand (RFC 5545 3.2)."""
    return one_line(text).replace('"', "'")


def address(text: str) -> str:
    """A mail address without anything that could end a URI or a property."""
    return _ADDRESS_ENDS.sub("", _CONTROLS.sub("", text.removeprefix("mailto:")))
