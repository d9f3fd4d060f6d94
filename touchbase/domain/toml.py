"""TOML text as plain values, and where in the text it went wrong."""

import re
import tomllib

from touchbase.domain.text import Unreadable

_PLACE = r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)"


def parse(text: str) -> dict[str, object]:
    """The document; `Unreadable` with line and column for anything that is not TOML."""
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise Unreadable(0, "nests deeper than any file of ours.", "Is it the right file?") from None
    except ValueError as error:  # also a number of more digits than Python reads
        raise _unreadable(text, str(error)) from None


def _unreadable(text: str, said: str) -> Unreadable:
    match = re.fullmatch(_PLACE, said)
    if match is None:
        return Unreadable(0, "holds a number that is far too long.", "Shorten it.")
    if match[2] is None:
        return Unreadable(text.count("\n") + 1, f"ends too early: {_plain(match[1])}.", "Is the file cut off?")
    cure = "Texts stand in double quotes, lists in square brackets, one key a line."
    return Unreadable(int(match[2]), f"{_plain(match[1])} in column {match[3]}.", cure)


def _plain(said: str) -> str:
    return said[:1].lower() + said[1:]
