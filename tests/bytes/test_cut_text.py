"""List and config cut at every byte: refused in words or understood, and never a meeting taken off the calendar."""

import re

import pytest

from tests.bytes.bench import Bench, bench, cuts
from tests.cli.terminal import Terminal
from touchbase.errors import Exit


def last_id(file: str, text: str) -> str:
    """Of whose entry a line may be missing, read apart from the product."""
    found = re.findall(r'^id = "(.*)"$', text, re.MULTILINE) if file.endswith(".toml") else text.splitlines()[1:]
    return found[-1].partition(",")[0] if found else ""


@pytest.mark.parametrize("file", ["stakeholders.toml", "stakeholders.csv"])
def test_a_list_cut_at_every_byte_takes_nobody_off_the_calendar(terminal: Terminal, file: str) -> None:
    made = bench(terminal, file)
    path = made.home / file
    raw, codes = path.read_bytes(), set()
    for length in cuts(raw, 13):
        with made.damaged(path, raw[:length]):
            answer = made.spoken("sync")
            codes.add(answer.code)
            assert path.read_bytes() == raw[:length]
            # Cut between two lines of the very last entry, it reads as an edit of that one person, and of nobody else.
            last = last_id(file, raw[:length].decode())
            edited = (
                f"STAKEHOLDER:{last}\r".encode() if not answer.code and last == last_id(file, raw.decode()) else b""
            )
            others = {name: text for name, text in made.booked.items() if not edited or edited not in text}
            assert others.items() <= made.calendar().items(), (length, answer)
            assert len(others) >= len(made.booked) - bool(edited)
            if answer.code == Exit.CONFIG:
                assert re.search(rf"^{re.escape(file)}[:,]", answer.err), (length, answer)
                assert made.files() == made.whole | {path: raw[:length]}, "nothing at all was written"
    assert {Exit.OK, Exit.CONFIG, Exit.REFUSED} <= codes


@pytest.mark.parametrize("file", ["stakeholders.toml", "stakeholders.csv"])
def test_after_the_list_is_whole_again_all_is_as_it_was(terminal: Terminal, file: str) -> None:
    made = bench(terminal, file)
    path = made.home / file
    raw = path.read_bytes()
    for part in (b"", raw[: raw.index(b"cy-tran@")], raw[: raw.index(b"fay-novak")], raw):
        path.write_bytes(part)
        made.spoken("sync")
    made.terminal.good("sync")
    assert made.calendar() == made.booked


def test_a_config_cut_at_every_byte_books_nobody_elsewhere(terminal: Terminal) -> None:
    """A lost line is a default: the guard sees that a folder which is suddenly empty had everybody in it."""
    made = bench(terminal)
    path = made.home / "config.toml"
    raw, codes = path.read_bytes(), set()
    for length in range(len(raw)):
        with made.damaged(path, raw[:length]):
            answer = made.spoken("sync")
            codes.add(answer.code)
            assert made.calendar() == made.booked, (length, answer)
            assert path.read_bytes() == raw[:length]
            elsewhere = [one for one in made.home.rglob("*.ics") if one.parent != made.folder]
            assert elsewhere == [], (length, answer)
            if answer.code == Exit.CONFIG:
                assert re.search(r"^config\.toml:", answer.err, re.MULTILINE), (length, answer)
                assert made.files() == made.whole | {path: raw[:length]}, "nothing at all was written"
    assert {Exit.OK, Exit.CONFIG, Exit.REFUSED} <= codes


@pytest.mark.parametrize("name", ["config.toml", "stakeholders.toml"])
def test_a_conflict_copy_or_half_a_merge_is_refused(made: Bench, name: str) -> None:
    path = made.home / name
    raw = path.read_bytes()
    half = b"<<<<<<< mine\n" + raw + b"=======\n" + raw + b">>>>>>> theirs\n"
    for content in (half, raw + raw, b"\0" * len(raw), raw[: len(raw) // 2] + b"\0" * (len(raw) // 2)):
        with made.damaged(path, content):
            assert made.spoken("sync").code == Exit.CONFIG
            assert made.calendar() == made.booked


@pytest.fixture(name="made")
def _made(terminal: Terminal) -> Bench:
    return bench(terminal)
