"""Text that people wrote: read from bytes, and cleared of what could hide in it."""

import re
from collections.abc import Iterable
from unicodedata import normalize

ADDRESS_LENGTH = 254  # RFC 5321 4.5.3.1.3
LOCAL_LENGTH = 64

# C0 and C1 controls, zero-width space, line and paragraph separators, bidi embeddings, overrides and isolates, the byte
# order mark, surrogates.
# The joiners U+200C and U+200D stay: Persian names and emoji need them. None of the hidden ones is printable, and
# plain text is spared the pattern, whose making is dear: `re` makes and keeps it when it is first needed.
_HIDDEN = "[\x00-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
_LOCAL = r"[^\s@<>()\[\],;:\\\".]+(?:\.[^\s@<>()\[\],;:\\\".]+)*"
_LABEL = r"[^\W_](?:[\w-]*[^\W_])?"
_ADDRESS = rf"({_LOCAL})@({_LABEL}(?:\.{_LABEL})+)"
# Secrets by their shape (Google's tokens, codes and client secrets, JSON Web Tokens) and by the name before them.
_SHAPES = (
    r"ya29\.[\w.-]+|1//[\w-]{16,}|\b4/[\w-]{16,}|GOCSPX-[\w-]+|\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)*"
    r"|(?<=://)[^/\s@]+(?=@)|(?i:(?<=bearer )|(?<=basic ))[^\s'\",;]+"
)
_NAMED = (
    r"(?i)\b((?:access_|refresh_|id_)?token|client_secret|(?:client_)?assertion|code_verifier|device_code|code|password|"
    r"cookie)(\\?[\"']?\s*[=:]\s*\\?[\"']?)[^\s&\"',;\\]{8,}"
)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


class Unreadable(ValueError):
    """Bytes that are not a text: the line (1 is the first, 0 the whole file), what, and the cure."""

    def __init__(self, line: int, what: str, cure: str) -> None:
        super().__init__(line, what, cure)
        self.line, self.what, self.cure = line, what, cure


def decode(raw: bytes, limit: int) -> str:
    """UTF-8 or, with a byte order mark, UTF-16; the mark is dropped. Raises `Unreadable`; `limit` in bytes."""
    if len(raw) > limit:
        raise Unreadable(0, f"is longer than {limit:,} bytes.", "Is it the right file?")
    text = _utf16(raw) if raw.startswith(_UTF16) else _utf8(raw)
    if "\0" in text:
        raise Unreadable(_line(text, text.index("\0")), "holds a NUL byte.", "Save the file as plain UTF-8 text.")
    return text.removeprefix("\ufeff")


def one_line(text: str, longest: int = 200) -> str:
    """The text, trimmed and in NFC; ValueError when it is empty, too long, or hides a line break or a control."""
    clean = text.strip(" \t")
    hidden = None if clean.isprintable() else re.search(_HIDDEN, clean)
    if hidden:
        raise ValueError(f"holds a hidden character ({_name(hidden[0])}): type it again as one plain line")
    if not clean:
        raise ValueError("is empty: write a text")
    if len(clean) > longest:
        raise ValueError(f"is {len(clean):,} characters long: use at most {longest}")
    return clean if clean.isascii() else normalize("NFC", clean)


def address(text: str) -> str:
    """An e-mail address alone, trimmed and in NFC; ValueError for anything else. Case is kept."""
    clean = one_line(text, ADDRESS_LENGTH)
    match = re.fullmatch(_ADDRESS, clean)
    if match is None or len(match[1]) > LOCAL_LENGTH:
        raise ValueError(f"{clean!r} is not an e-mail address: write one such as ana@example.com")
    return clean


def same_address(one: str) -> str:
    """What two spellings of one address have in common: NFC and lower case; dots and +tags are kept."""
    return (one if one.isascii() else normalize("NFC", one)).strip().lower()


def redacted(text: str) -> str:
    """The text of an error or a log without anything that looks like a token, a code or a password."""
    return re.sub(_NAMED, r"\1\2[secret]", re.sub(_SHAPES, "[secret]", text))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`Did you mean "x"?` for the nearest known word, else ""."""
    from difflib import get_close_matches

    close = get_close_matches(word.lower(), tuple(known), n=1, cutoff=0.7)
    return f'Did you mean "{close[0]}"?' if close else ""


def in_two(error: ValueError) -> tuple[str, str]:
    """What is wrong and the cure, from an error that reads `what: cure`; both end as sentences do."""
    what, _, cure = str(error).rpartition(": ")
    return (_sentence(what), _sentence(cure[:1].upper() + cure[1:])) if what else (_sentence(cure), "")


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?")) else text + "."


def _utf8(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise Unreadable(line, "is not UTF-8 text.", 'Save the file as "UTF-8" (in Excel: "CSV UTF-8").') from None


def _utf16(raw: bytes) -> str:
    try:
        return raw.decode("utf-16")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise Unreadable(line, "is broken UTF-16 text.", 'Save the file as "UTF-8".') from None


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def _name(character: str) -> str:
    names = {"\r": "a carriage return", "\n": "a line break", "\t": "a tab", "\0": "NUL"}
    return names.get(character, f"U+{ord(character):04X}")
