"""Where headers and keys of a TOML list stand, for problems and for edits: tomllib does not tell."""

import re
from bisect import bisect_left
from functools import cached_property

TABLE = "stakeholder"
_HEADER = re.compile(r"""\s*(\[\[?)\s*["']?(?P<name>[\w.-]+)["']?\s*\]\]?\s*(#.*)?""")
_KEY = re.compile(r"""\s*["']?(?P<name>[^"'=#\[\]]+?)["']?\s*=""")
_LONG = ('"""', "'''")
_TOKEN = re.compile(r"""\"{3}|'{3}|"(?:[^"\\]|\\.)*"|'[^']*'|#.*""")


class Lines:
    """The lines of one text, looked through when first asked."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def blocks(self) -> tuple[tuple[int, int], ...]:
        """For each [[stakeholder]] its first line and the line after its last, counted from 0."""
        headers = [(number, match) for number, line in self._outside if (match := _HEADER.fullmatch(line))]
        ends = [*(number for number, _ in headers[1:]), self._text.count("\n") + 1]
        return tuple(
            (number, end)
            for (number, match), end in zip(headers, ends, strict=False)
            if match[1] == "[[" and match["name"] == TABLE
        )

    def of(self, key: str, first: int = 0, after: int | None = None) -> int:
        """The line, counted from 1, of a key or a header of that name, from line to line; else the first of them."""
        start = bisect_left(self._outside, (first, ""))
        end = len(self._outside) if after is None else bisect_left(self._outside, (after, ""))
        for number, line in self._outside[start:end]:
            match = _HEADER.fullmatch(line) or _KEY.match(line)
            if match and match["name"] == key:
                return number + 1
        return first + 1

    @cached_property
    def _outside(self) -> list[tuple[int, str]]:
        """The lines that do not begin within a text of several lines, counted from 0."""
        lines, closing = [], ""
        for number, line in enumerate(self._text.split("\n")):
            if not closing:
                lines.append((number, line.rstrip("\r")))
            closing = _left_open(line, closing)
        return lines


def _left_open(line: str, closing: str) -> str:
    """The quotes that still wait for their end after this line, "" for none."""
    while True:
        if closing:
            _, ended, line = line.partition(closing)
            if not ended:
                return closing
        opened = next((token for token in _TOKEN.finditer(line) if token[0] in _LONG), None)
        if opened is None:
            return ""
        closing, line = opened[0], line[opened.end() :]
