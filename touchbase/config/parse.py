"""How one value of config.toml is read: small parsers that say no in words a person can use."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

from touchbase.domain import text
from touchbase.domain.hours import Hours
from touchbase.domain.owner import PLACES
from touchbase.domain.zone import zone

Parse = Callable[[object], object]
"""From what TOML holds to our value; ValueError reads `what is wrong: cure`. A path may still be relative."""

LONGEST_LINE = 500
_COUNTRY = r"[A-Z]{2}(-[A-Z0-9]{1,5})?"
_URL = r"https://[^\s/]+(/\S*)?|http://(localhost|127\.0\.0\.1)(:\d+)?(/\S*)?"


def words(value: object) -> str:
    """Any text on one line."""
    if not isinstance(value, str):
        raise ValueError(f"is {kind(value)}: write a text in quotes")
    return text.one_line(value)


def template(value: object) -> str:
    """A text of several lines with nothing in braces but the words we fill in; {{ and }} are braces."""
    from string import Formatter  # a `status` without a template of its own need not load it

    if not isinstance(value, str):
        raise ValueError(f"is {kind(value)}: write a text in quotes")
    try:
        parts = list(Formatter().parse(value))
    except ValueError:
        raise ValueError("has a brace that does not close: write {{ and }} for a brace itself") from None
    for _, name, form, conversion in parts:
        if name is not None and (name not in PLACES or form or conversion):
            known = ", ".join(f"{{{word}}}" for word in PLACES)
            raise ValueError(f"holds {{{name}}}, which is not known: use {known}")
    if not value.strip():
        raise ValueError("is empty: leave it out for the usual text")
    return "\n".join(text.one_line(line, LONGEST_LINE) if line.strip() else "" for line in value.strip().split("\n"))


def email(value: object) -> str:
    return text.address(words(value))


def emails(value: object) -> tuple[str, ...]:
    return tuple(email(one) for one in _texts(value, '["sam@example.org"]'))


def zone_name(value: object) -> str:
    name = words(value)
    zone(name)
    return name


def country(value: object) -> str:
    """A code such as GB or DE-BY; "" for none. Whether its holidays are known is asked where holidays are."""
    if value == "":
        return ""
    code = words(value).upper()
    if not re.fullmatch(_COUNTRY, code):
        raise ValueError(f'{value!r} is not a country code: write two letters such as "GB", or "DE-BY" with a region')
    return code


def hours(value: object) -> tuple[Hours, ...]:
    """Stretches of one day, in order and apart."""
    stretches = tuple(Hours.parse(one) for one in _texts(value, '["09:00-12:30", "13:30-17:30"]'))
    for one, following in pairwise(stretches):
        if following.start < one.end:
            problem = "overlaps" if following.end > one.start else "comes after the later"
            raise ValueError(f"{following} {problem} {one}: write the stretches of a day in order and apart")
    return stretches


def truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"is {kind(value)}: write true or false, without quotes")
    return value


def path(value: object) -> Path:
    """A relative one is placed beside config.toml later; `~` is the home."""
    written = words(value)
    try:
        return Path(written).expanduser()
    except RuntimeError:
        raise ValueError(f"{written!r} is in the home of somebody unknown: write the whole path") from None


def url(value: object) -> str:
    """https only, so that a sign-in never travels in the clear; http to this machine is for trying things out."""
    address = words(value)
    if not re.fullmatch(_URL, address):
        raise ValueError(f"{address!r} is not an https address: write one such as https://example.com/v1")
    return address


def whole(low: int, high: int) -> Parse:
    def parse(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise ValueError(f"is {kind(value)}: write a whole number from {low} to {high}, without quotes")
        _within(value, low, high)
        return value

    return parse


def number(low: float, high: float) -> Parse:
    def parse(value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ValueError(f"is {kind(value)}: write a number from {low} to {high}, without quotes")
        _within(value, low, high)
        return float(value)

    return parse


def one_of(allowed: Sequence[str]) -> Parse:
    def parse(value: object) -> str:
        word = words(value)
        if word not in allowed:
            guess = text.did_you_mean(word, allowed)
            raise ValueError(f"{word!r} is not known: write one of {', '.join(allowed)}. {guess}".rstrip())
        return word

    return parse


def kind(value: object) -> str:
    """What a TOML value is, in a person's words."""
    names = {
        str: "a text",
        bool: "true or false",
        int: "a number",
        float: "a number",
        list: "a list",
        dict: "a section",
    }
    return names.get(type(value), "a date or time")


def _texts(value: object, example: str) -> list[str]:
    if not isinstance(value, list):
        raise ValueError(f"is {kind(value)}: write a list of texts such as {example}")
    strange = [one for one in value if not isinstance(one, str)]
    if strange:
        raise ValueError(f"holds {kind(strange[0])}: write a list of texts such as {example}")
    return value


def _within(value: float, low: float, high: float) -> None:
    if not low <= value <= high:  # also refuses nan
        raise ValueError(f"is {value}: write a number from {low} to {high}")
