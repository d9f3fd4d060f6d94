"""Text from people: bytes that are or are not text, one plain line, addresses, and what was probably meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchbase.domain.text import Unreadable, address, decode, did_you_mean, in_two, one_line, redacted, same_address
from touchbase.domain.toml import parse

BYTES = [
    ("Zoë\n".encode(), "Zoë\n", "plain UTF-8"),
    ("\ufeffZoë".encode(), "Zoë", "a byte order mark is dropped"),
    ("\ufeffZoë".encode("utf-16-le"), "Zoë", "UTF-16 as Excel writes it"),
    ("\ufeffZoë".encode("utf-16-be"), "Zoë", "the other way round"),
    (b"", "", "nothing is a text"),
]


@pytest.mark.parametrize(("raw", "text", "_why"), BYTES, ids=[row[2] for row in BYTES])
def test_bytes_that_are_text(raw: bytes, text: str, _why: str) -> None:
    assert decode(raw, 100) == text


BROKEN = [
    (b"a\nb\n\xff\xe9", 3, "is not UTF-8 text"),
    (b"\xff\xfea", 1, "is broken UTF-16 text"),
    (b"a\n\0b", 2, "holds a NUL byte"),
    (b"x" * 101, 0, "is longer than 100 bytes"),
]


@pytest.mark.parametrize(("raw", "line", "what"), BROKEN, ids=[row[2] for row in BROKEN])
def test_bytes_that_are_not(raw: bytes, line: int, what: str) -> None:
    with pytest.raises(Unreadable) as caught:
        decode(raw, 100)
    assert (caught.value.line, caught.value.what.startswith(what), bool(caught.value.cure)) == (line, True, True)


@given(st.binary(max_size=60))
def test_any_bytes_are_text_or_a_problem_with_its_line(raw: bytes) -> None:
    try:
        lines = decode(raw, 50).count("\n")
    except Unreadable as problem:
        lines = problem.line - 1
    assert -1 <= lines <= raw.count(b"\n")


def test_one_line_is_trimmed_and_composed() -> None:
    assert one_line(" Zoe\u0308 ") == "Zoë"
    assert one_line("علی\u200cرضا") == "علی\u200cرضا", "Persian names need the joiner"


HIDDEN = ["a\nb", "a\rb", "a\tb", "a\0b", "a\x1bb", "a\x85b", "a\u202eb", "a\u2028b", "a\ufeffb", "a\ud800b"]


@pytest.mark.parametrize("text", HIDDEN, ids=ascii)
def test_what_hides_in_a_line_is_refused_by_its_name(text: str) -> None:
    with pytest.raises(ValueError, match=r"holds a hidden character \((a line break|a carriage return|a tab|NUL|U\+)"):
        one_line(text)


@pytest.mark.parametrize(
    ("text", "what"), [("", "is empty"), ("  ", "is empty"), ("x" * 201, "is 201 characters long")]
)
def test_an_empty_or_endless_line_is_refused(text: str, what: str) -> None:
    with pytest.raises(ValueError, match=what):
        one_line(text)


@pytest.mark.parametrize(
    "text", ["ana@example.com", " Ana.Ruiz+tb@mail.example.com ", "zoë@exämple.org", "o'neil@example.com"]
)
def test_an_address_keeps_its_case(text: str) -> None:
    assert address(text) == text.strip()


WRONG = ["ana", "ana@", "@example.com", "a@b", "a b@example.com", "a..b@example.com", ".a@example.com",
         "a@-example.com", "a@example..com", "Ana <ana@example.com>", "a@example.com,b@example.com", "a@@example.com",
         "x" * 65 + "@example.com", "a@example.com\r\nBcc: x@example.com"]  # fmt: skip


@pytest.mark.parametrize("text", WRONG)
def test_anything_else_is_no_address(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not an e-mail address|hidden character"):
        address(text)


def test_the_same_address_in_two_spellings() -> None:
    assert same_address(" Zoe\u0308@Example.com") == same_address("zoë@example.com")
    assert same_address("a.b@example.com") != same_address("ab@example.com")


def test_what_was_probably_meant() -> None:
    assert did_you_mean("Cadense", ("cadence", "category")) == 'Did you mean "cadence"?'
    assert did_you_mean("zzz", ("cadence",)) == ""


IN_TWO = [
    ("is empty: write a text", ("is empty.", "Write a text.")),
    ("'x: y' is bad: why not?", ("'x: y' is bad.", "Why not?")),
    ("is bad", ("is bad.", "")),
]


@pytest.mark.parametrize(("error", "expected"), IN_TWO)
def test_an_error_has_what_and_cure(error: str, expected: tuple[str, str]) -> None:
    assert in_two(ValueError(error)) == expected


def test_toml_that_reads() -> None:
    assert parse('a = 1\n[b]\nc = ["x"]') == {"a": 1, "b": {"c": ["x"]}}


TOML = [
    ("a = 1\nb = oops", 2, "in column"),
    ('a = "cut', 1, "ends too early"),
    ("a = " + "[" * 5000, 0, "nests deeper"),
    ("a = " + "9" * 5000, 0, "far too long"),
]


@pytest.mark.parametrize(("text", "line", "what"), TOML, ids=[row[2] for row in TOML])
def test_toml_that_does_not_says_where(text: str, line: int, what: str) -> None:
    with pytest.raises(Unreadable) as caught:
        parse(text)
    assert caught.value.line == line
    assert what in caught.value.what


SECRETS = [
    ("Authorization: Bearer abc.DEF-123", "Authorization: Bearer [secret]"),
    ("ya29.a0Af_x-9 and 1//0gX_3-abcdefghijk", "[secret] and [secret]"),
    ("eyJhbGciOi.eyJzdWIi.sig-nature", "[secret]"),
    ("https://x.example/cb?code=4/0AbCdEfGhIj&state=s", "https://x.example/cb?code=[secret]&state=s"),
    ('{"refresh_token": "0.AXoA-longer", "n": 1}', '{"refresh_token": "[secret]", "n": 1}'),
    ("{'client_secret': 'GOCSPX-abc_def'}", "{'client_secret': '[secret]'}"),
    ("https://sam:hunter2@example.com/x", "https://[secret]@example.com/x"),
    ("exit code: 74, token is missing, ana@example.com", "exit code: 74, token is missing, ana@example.com"),
    ("the passwords of Ana Ruiz", "the passwords of Ana Ruiz"),
]


@pytest.mark.parametrize(("text", "expected"), SECRETS, ids=[text[:20] for text, _ in SECRETS])
def test_what_looks_like_a_secret_is_taken_out(text: str, expected: str) -> None:
    assert redacted(text) == expected
    assert redacted(redacted(text)) == expected
