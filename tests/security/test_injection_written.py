"""No text is obeyed where it is written: in a calendar file, a mail, a spreadsheet, or as the name of a file."""

import csv
import io
import json
import re
import subprocess
import sys
from dataclasses import replace
from email import message_from_bytes
from email.policy import default

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from tests.calendars.contract import OWNER, SERIES
from tests.cli.terminal import Terminal
from tests.pages import ROOT
from tests.security.payloads import HIDDEN, PLAIN, obeyed
from touchbase.calendars.local.vevent import vcalendar
from touchbase.cli.mailing import message
from touchbase.cli.render import escaped
from touchbase.cli.table_text import clean
from touchbase.domain.text import one_line
from touchbase.roster.csv_list import guarded, rows, unguarded

PROPERTIES = {
    "UID",
    "DTSTAMP",
    "SEQUENCE",
    "DTSTART",
    "DTEND",
    "RRULE",
    "SUMMARY",
    "DESCRIPTION",
    "ORGANIZER",
    "ATTENDEE",
    "EXDATE",
    "X-TOUCHBASE-ID",
    "X-TOUCHBASE-STAKEHOLDER",
    "X-TOUCHBASE-GENERATION",
    "X-TOUCHBASE-GUEST",
    "RECURRENCE-ID",
    "STATUS",
}


def test_calendar_files_hold_the_properties_we_wrote_and_no_other(world: Terminal) -> None:
    """Read by icalendar: one guest each, the guest of that person, and the title with the name as a text."""
    for path in sorted((world.home / "calendar").glob("*.ics")):
        raw = path.read_bytes()
        events = Calendar.from_ical(raw).walk("VEVENT")
        assert len(events) == raw.count(b"\r\nBEGIN:VEVENT\r\n")
        for event in events:
            assert set(event) <= PROPERTIES, (path.name, set(event) - PROPERTIES)
            id = str(event["X-TOUCHBASE-STAKEHOLDER"])
            assert str(event["ATTENDEE"]) == f"mailto:{id}@example.com"
            assert str(event["ORGANIZER"]) == "mailto:sam@example.com"
            assert obeyed(str(event["SUMMARY"]) + str(event["DESCRIPTION"])) == []
        assert not re.search(rb"^(BCC|X-EVIL|ATTACH|BEGIN:VALARM)", raw, re.MULTILINE | re.IGNORECASE)
    summaries = {
        str(event["SUMMARY"])
        for event in Calendar.from_ical((world.home / "calendar" / "touchbase.ics").read_bytes()).walk("VEVENT")
    }
    assert sum("{owner.__class__}" in text for text in summaries) == 1, "a placeholder in a name is only a name"
    assert any("{{7*7}}" in text for text in summaries)


def test_no_text_becomes_a_path(world: Terminal) -> None:
    names = {path.relative_to(world.home).as_posix() for path in world.home.rglob("*")}
    ours = r"calendar|calendar/(touchbase|tb[0-9a-f]{38})\.ics|backups|backups/touchbase-[\w-]+\.db"
    ours += r"|touchbase\.db(-wal|-shm)?|sync\.lock|(config|stakeholders)\.toml"
    assert [name for name in names if not re.fullmatch(ours, name)] == []
    assert [path.name for path in world.home.parent.iterdir()] == ["home"]


def test_the_csv_of_the_log_is_no_formula_and_comes_back_as_it_was(world: Terminal) -> None:
    text = world.good("export", "--csv").out
    raw = list(csv.reader(io.StringIO(text)))
    assert {len(row) for row in raw} == {9}
    assert [cell for row in raw[1:] for cell in row if re.match(r"[=+\-@\t\r]", cell)] == []
    with world.store() as store:
        notes = {entry.id: entry.note for entry in store.touchbases()}
    read, problems = rows(text, "log.csv")
    assert problems == []
    back = {row.cells[0]: row.cells[8] for row in read[1:]}
    assert back == notes
    assert set(map(one_line, PLAIN)) <= set(notes.values())


@given(st.text(st.characters(codec="utf-8"), max_size=40))
@settings(max_examples=200)
def test_any_cell_is_neutral_and_comes_back(cell: str) -> None:
    assert not re.match(r"[=+\-@\t\r]", guarded(cell))
    assert unguarded(guarded(cell)) == cell


HOSTILE = st.text(
    st.one_of(st.characters(codec=None), st.sampled_from('\r\n\0\x1b\x9b\x85\u2028\u202e\ud800;:,"\\=<>{}%')),
    max_size=60,
)


@given(HOSTILE)
@settings(max_examples=300)
def test_any_text_is_clean_on_a_screen_and_whole_in_json(text: str) -> None:
    assert obeyed(clean(text)) == []
    assert "\n" not in clean(text)
    said = escaped(json.dumps({"x": text}, ensure_ascii=False))
    assert obeyed(said) == []
    assert json.loads(said) == {"x": text}
    said.encode()


@given(HOSTILE, HOSTILE, HOSTILE)
@settings(max_examples=150)
def test_a_mail_has_our_headers_and_one_recipient(title: str, text: str, page: str) -> None:
    """The digest as it goes out, read back by another parser."""
    spoken = [clean(one) for one in (title, text, page)]
    mail = message_from_bytes(message("sam@example.com", "sam@example.com", *spoken).as_bytes(), policy=default)
    headers = {"From", "To", "Subject", "Auto-Submitted", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"}
    assert set(mail.keys()) <= headers
    assert (mail.get_all("To"), mail.get_all("From")) == (["sam@example.com"], ["sam@example.com"])
    assert not mail.defects


@pytest.mark.parametrize("text", [*HIDDEN, *PLAIN])
def test_a_subject_of_any_kind_adds_no_header(text: str) -> None:
    raw = message("sam@example.com", "sam@example.com", clean(text), "x").as_bytes()
    head = raw.partition(b"\r\n\r\n")[0]
    unfolded = re.sub(rb"\r\n[ \t]", b" ", head)
    names = {line.partition(b":")[0].lower() for line in unfolded.split(b"\r\n")}
    assert b"bcc" not in names
    assert len(re.findall(rb"^to:", unfolded, re.MULTILINE | re.IGNORECASE)) == 1


OPTIMISED = """
import sys
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from icalendar import Calendar
from tests.calendars.contract import OWNER, SERIES
from tests.security.payloads import HIDDEN, PLAIN
from touchbase.calendars.local.vevent import vcalendar
from touchbase.cli.mailing import message
from touchbase.cli.table_text import clean
if __debug__:
    sys.exit("asserts are on")
for text in (*HIDDEN, *PLAIN):
    made = replace(SERIES, guest_name=text, summary=text, description=text, stakeholder=text)
    made = replace(made, guest_email=f"ana@example.com{text}")
    raw = vcalendar(made, OWNER._replace(name=text))
    lines = raw.replace(b"\\r\\n ", b"").split(b"\\r\\n")
    for name in (b"BEGIN:VEVENT", b"ATTENDEE", b"ORGANIZER", b"SUMMARY", b"END:VCALENDAR"):
        if sum(line.startswith(name) for line in lines) != 1:
            sys.exit(f"{name!r} in {text!r}")
    if any(line[:6].upper() in (b"X-EVIL", b"BCC: E") for line in lines) or b"\\x1b" in raw:
        sys.exit(f"obeyed: {text!r} {raw!r}")
    if len(Calendar.from_ical(raw).walk("VEVENT")) != 1:
        sys.exit(f"not one event: {text!r}")
    mail = message_from_bytes(message("sam@example.com", "sam@example.com", clean(text), clean(text)).as_bytes())
    if mail.get_all("To") != ["sam@example.com"] or mail["Bcc"] or len(mail.keys()) > 8:
        sys.exit(f"mail: {text!r}")
print("clean")
"""


def test_calendar_and_mail_hold_where_asserts_are_off() -> None:
    run = subprocess.run([sys.executable, "-O", "-c", OPTIMISED], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (run.stdout, run.stderr) == ("clean\n", "")


def test_every_text_of_a_series_is_one_line_of_a_calendar() -> None:
    for text in (*HIDDEN, *PLAIN):
        made = vcalendar(replace(SERIES, guest_name=text, summary=text, stakeholder=text), OWNER._replace(name=text))
        [event] = Calendar.from_ical(made).walk("VEVENT")
        assert set(event) <= PROPERTIES
        assert not re.search("[\x00-\x1f\x7f-\x9f\u2028\u2029]", str(event["SUMMARY"]))
