"""A calendar folder whose files were cut: nobody is booked twice, nothing is taken off, and the rest goes on."""

from tests.bytes.bench import bench, cuts
from tests.cli.terminal import Terminal

BUSY = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//example//busy//EN\r\n" + "".join(
    f"BEGIN:VEVENT\r\nUID:busy-{n}@example.com\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:202606{n:02}T080000Z\r\n"
    f"DTEND:202606{n:02}T170000Z\r\nEND:VEVENT\r\n"
    for n in (9, 16, 23)
)


def test_a_series_cut_anywhere_is_neither_lost_nor_booked_again(terminal: Terminal) -> None:
    made = bench(terminal)
    path = sorted(made.folder.glob("tb*.ics"))[0]
    raw = path.read_bytes().rstrip()
    for length in cuts(raw, 127, lines=False):
        with made.damaged(path, raw[:length]):
            answer = made.spoken("sync")
            now = made.calendar()
            assert now.keys() == made.booked.keys(), (length, answer)
            assert {name: text for name, text in now.items() if name != path.name} == {
                name: text for name, text in made.booked.items() if name != path.name
            }, (length, answer)
            assert now[path.name] == raw[:length], (length, answer)
            assert path.name in answer.err, (length, answer)


def test_the_combined_file_cut_anywhere_costs_nothing(terminal: Terminal) -> None:
    """It is made from the others: the next writing makes it whole."""
    made = bench(terminal)
    path = made.folder / "touchbase.ics"
    raw = path.read_bytes()
    for length in cuts(raw, 997, lines=False):
        with made.damaged(path, raw[:length]):
            made.terminal.good("sync")
            assert made.calendar() == made.booked
    path.write_bytes(raw[:100])
    made.terminal.good(
        "stakeholders", "add", "--name", "Hal Ives", "--email", "hal@example.com", "--cadence", "monthly"
    )
    made.terminal.good("sync")
    assert path.read_bytes().count(b"BEGIN:VEVENT") == len(made.booked) + 1
    assert path.read_bytes().endswith(b"END:VCALENDAR\r\n")


def test_busy_times_cut_anywhere_are_said_to_be_missing(terminal: Terminal) -> None:
    made = bench(terminal)
    busy = made.home / "mine.ics"
    raw = f"{BUSY}END:VCALENDAR\r\n".encode()
    config = made.home / "config.toml"
    config.write_text(config.read_text("utf-8") + '[[calendar.busy_from]]\nics = "mine.ics"\n', "utf-8")
    busy.write_bytes(raw)
    made.terminal.good("sync")
    made.keep()
    for length in cuts(raw.rstrip(), 29, lines=False):
        with made.damaged(busy, raw[:length]):
            answer = made.spoken("sync")
            assert "mine.ics" in answer.err, (length, answer)
            assert (made.calendar(), busy.read_bytes()) == (made.booked, raw[:length])


def test_a_folder_of_which_nothing_can_be_read_is_left_as_it_is(terminal: Terminal) -> None:
    """What cannot be read is not gone: nobody is booked again, and each file is named."""
    made = bench(terminal)
    for path in made.folder.glob("tb*.ics"):
        path.write_bytes(b"")
    answer = made.spoken("sync")
    assert set(made.calendar()) == set(made.booked)
    assert set(made.calendar().values()) == {b""}
    assert [name for name in made.booked if name not in answer.err] == []
