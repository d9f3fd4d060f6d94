"""The list as TOML: one fault never drops the others, and each is named with its line."""

from datetime import date
from pathlib import Path

import pytest

from touchbase.domain.cadence import Cadence
from touchbase.domain.hours import OFFICE, Hours
from touchbase.domain.stakeholder import Stakeholder
from touchbase.roster.load import Roster, load, parse

ROOT = Path(__file__).resolve().parent.parent.parent
FULL = """\
[[stakeholder]]
id = "ana-ruiz"
name = "Ana Ruiz"
email = "ana@example.com"
addresses = ["ana.ruiz@example.org"]
category = "peer"
priority = 2
cadence = "every 6 weeks"
duration_minutes = 45
time_zone = "America/New_York"
working_hours = ["09:00-12:00", "13:00-17:00"]
preferred = ["10:00-12:00"]
free_busy = "ana-busy.ics"
added = 2026-01-05
tags = ["platform"]
intent = "build"
state = "paused"
paused_until = 2027-01-10
"""
LEAST = '[[stakeholder]]\nid = "ana"\nname = "Ana"\nemail = "ana@example.com"\n'
BEN = '[[stakeholder]]\nid = "ben"\nname = "Ben"\nemail = "ben@example.com"\n'


def read(text: str | bytes) -> Roster:
    return parse(
        text if isinstance(text, bytes) else text.encode(), Path("/list/stakeholders.toml"), "Europe/London", 30
    )


def test_every_field_is_read() -> None:
    roster = read(FULL)
    assert roster.problems == ()
    assert roster.stakeholders == (
        Stakeholder(
            id="ana-ruiz",
            name="Ana Ruiz",
            email="ana@example.com",
            addresses=("ana.ruiz@example.org",),
            category="peer",
            priority=2,
            cadence=Cadence(6, "week"),
            minutes=45,
            zone="America/New_York",
            working_hours=(Hours(540, 720), Hours(780, 1020)),
            preferred=(Hours(600, 720),),
            free_busy="/list/ana-busy.ics",
            added=date(2026, 1, 5),
            tags=("platform",),
            intent="build",
            state="paused",
            paused_until=date(2027, 1, 10),
        ),
    )


def test_what_is_left_out_follows_from_category_and_owner() -> None:
    (ana,) = read(LEAST + 'category = "boss"\ncadence = ""\n').stakeholders
    assert (ana.cadence, ana.zone, ana.minutes, ana.priority) == (Cadence(2, "week"), "Europe/London", 30, 5)
    assert (ana.working_hours, ana.free_busy, ana.added, ana.intent, ana.state) == (
        OFFICE,
        "",
        None,
        "maintain",
        "active",
    )


def test_a_person_with_a_name_and_an_address_is_enough() -> None:
    roster = read('[[stakeholder]]\nname = "Ana Ruiz"\nemail = "ana@example.com"\n')
    assert [(one.id, one.category) for one in roster.stakeholders] == [("ana-ruiz", "other")]
    assert [problem.where for problem in roster.warnings] == ["stakeholders.toml:1"]
    assert 'id = "ana-ruiz"' in roster.warnings[0].cure


def test_until_says_paused() -> None:
    (ana,) = read(LEAST + "paused_until = 2027-01-10\n").stakeholders
    assert (ana.state, ana.paused_until) == ("paused", date(2027, 1, 10))


def test_an_own_category_is_allowed_and_a_slip_is_asked_about() -> None:
    assert read(LEAST + 'category = "alumni"\n').problems == ()
    roster = read(LEAST + 'category = "costumer"\n')
    assert (roster.errors, [one.cure for one in roster.warnings]) == ((), ['Did you mean "customer"?'])
    assert roster.stakeholders[0].category == "costumer"


def test_an_until_beside_another_state_is_asked_about() -> None:
    roster = read(LEAST + 'state = "completed"\npaused_until = 2027-01-10\n')
    assert [problem.where for problem in roster.warnings] == ["stakeholders.toml:6"]


def test_a_date_in_quotes_and_a_date_with_a_time_are_dates() -> None:
    assert read(LEAST + 'added = "2026-01-05"\n').stakeholders[0].added == date(2026, 1, 5)
    assert read(LEAST + "added = 2026-01-05T10:00:00\n").stakeholders[0].added == date(2026, 1, 5)


def test_an_absolute_free_busy_stays_and_a_home_is_understood() -> None:
    assert read(LEAST + 'free_busy = "/a/b.ics"\n').stakeholders[0].free_busy == "/a/b.ics"
    assert read(LEAST + 'free_busy = "~/b.ics"\n').stakeholders[0].free_busy == str(Path.home() / "b.ics")
    assert read(LEAST + 'free_busy = "~no-such/b.ics"\n').stakeholders[0].free_busy == "/list/~no-such/b.ics"


WRONG = [
    ('name = ""', "name", "is empty", "an empty name"),
    ("name = 3", "name", "not a text", "a name that is a number"),
    ('name = "Ana\\r\\nX-EVIL: 1"', "name", "carriage return", "a line break in a name"),
    ('name = "Ana\\u0007"', "name", "U+0007", "a bell in a name"),
    ('name = "Ana\\u202Egnp.exe"', "name", "U+202E", "letters turned around"),
    ('name = "Ana\\u2067"', "name", "U+2067", "a bidi isolate"),
    (f'name = "{"a" * 201}"', "name", "201 characters", "a name without end"),
    ('email = "ana"', "email", "not an e-mail", "no domain"),
    ('email = "ana@example"', "email", "not an e-mail", "half a domain"),
    ('email = "ana@@example.com"', "email", "not an e-mail", "two @"),
    ('email = "ana ruiz@example.com"', "email", "not an e-mail", "a space"),
    ('email = "Ana <ana@example.com>"', "email", "not an e-mail", "an address with a name"),
    ('email = "ana@example.com\\nBcc: x@example.com"', "email", "line break", "a second header"),
    ('email = "mailto:ana@example.com"', "email", "not an e-mail", "a link"),
    ('addresses = ["x"]', "addresses", "not an e-mail", "a bad further address"),
    ('addresses = "a@example.com"', "addresses", "not a list", "a text for a list"),
    ("addresses = [1]", "addresses", "not a list of texts", "numbers for addresses"),
    (f"addresses = {['a@example.com'] * 51}", "addresses", "51 entries", "too many"),
    ("priority = 0", "priority", "is 0", "above the highest"),
    ("priority = 10", "priority", "is 10", "below the lowest"),
    ('priority = "1"', "priority", "not a whole number", "a number in quotes"),
    ("priority = true", "priority", "not a whole number", "yes is no number"),
    ("priority = 1.5", "priority", "not a whole number", "one and a half"),
    ('cadence = "sometimes"', "cadence", "not a cadence", "a bad cadence"),
    ('cadence = "every 0 weeks"', "cadence", "between a week and a year", "no time between"),
    ('cadence = "every 60 weeks"', "cadence", "between a week and a year", "too rarely"),
    ("cadence = 4", "cadence", "not a text", "a cadence that is a number"),
    ("duration_minutes = 4", "duration_minutes", "is 4", "too short"),
    ("duration_minutes = 300", "duration_minutes", "is 300", "too long"),
    ('time_zone = "EST5EDT4"', "time_zone", "not a time zone", "an unknown zone"),
    ('time_zone = "New York"', "time_zone", "not a time zone", "a city"),
    ('working_hours = ["9-5"]', "working_hours", "not a stretch", "hours without minutes"),
    ("working_hours = []", "working_hours", "no time to meet", "no hours"),
    ('preferred = ["12:00-13:00", "12:30-14:00"]', "preferred", "does not come after", "overlapping wishes"),
    ('added = "yesterday"', "added", "not a date", "a date in words"),
    ("added = 0001-01-01", "added", "1970 to 2199", "a date long ago"),
    ("added = 9999-12-31", "added", "1970 to 2199", "a date that overflows"),
    ('tags = ["a", ""]', "tags", "is empty", "an empty tag"),
    ('intent = "love"', "intent", "not known", "an unknown intent"),
    ('state = "asleep"', "state", "not known", "an unknown state"),
    ("paused_until = 5", "paused_until", "not a date", "a number for a date"),
    ('id = "ana ruiz"', "id", "not an id", "a space in an id"),
    ('id = "../ana"', "id", "not an id", "a path for an id"),
    ("id = 7", "id", "not a text", "a number for an id"),
    ("prority = 1", "prority", 'Did you mean "priority"', "a slip of the fingers"),
    ("zzzzzz = 1", "zzzzzz", "Known are id", "a field like no other"),
    ("extra = { a = 1 }", "extra", "not a field", "a table in a person"),
]


@pytest.mark.parametrize(("line", "key", "what", "why"), WRONG, ids=[row[-1] for row in WRONG])
def test_a_fault_is_named_and_drops_only_its_own_entry(line: str, key: str, what: str, why: str) -> None:
    ana = "".join(f"{one}\n" for one in LEAST.splitlines() if not one.startswith(f"{key} = "))
    roster = read(f"# a comment\n\n{ana}# here it comes\n{line}\n\n{BEN}")
    (error,) = roster.errors
    number = 3 + ana.count("\n") + 1
    assert error.where == f"stakeholders.toml:{number}", why
    assert what in f"{error.what} {error.cure}", why
    assert [one.id for one in roster.stakeholders] == ["ben"], why
    assert len(roster.left_out) == 1
    assert "\n" not in str(error)
    assert "\r" not in str(error)


def test_a_missing_name_and_address_are_both_told() -> None:
    roster = read("[[stakeholder]]\npriority = 1\n" + BEN)
    assert [problem.where for problem in roster.errors] == ["stakeholders.toml:1"] * 2
    assert [problem.what for problem in roster.errors] == ["name of 'person-e3b0c4': is missing.",
                                                          "email of 'person-e3b0c4': is missing."]  # fmt: skip


TWICE = [
    ('id = "ana"\nname = "Bea"\nemail = "bea@example.com"', 6, "'ana' is the id of both", "one id"),
    ('id = "ANA"\nname = "Bea"\nemail = "bea@example.com"', 6, "is the id of both", "one id in capitals"),
    ('id = "bea"\nname = "Bea"\nemail = "ana@example.com"', 8, "is an address of both", "one address"),
    ('id = "bea"\nname = "Bea"\nemail = "ANA@Example.com"', 8, "is an address of both", "one address in capitals"),
    (
        'id = "bea"\nname = "Bea"\nemail = "b@example.com"\naddresses = ["ana@example.com"]',
        8,
        "address of both",
        "hidden",
    ),
    (
        'id = "bea"\nname = "Bea"\nemail = "ana@example.com"\npriority = 0',
        8,
        "address of both",
        "one of a faulty entry",
    ),
]


@pytest.mark.parametrize(("second", "line", "what", "why"), TWICE, ids=[row[-1] for row in TWICE])
def test_of_two_that_clash_both_are_named_and_left_out(second: str, line: int, what: str, why: str) -> None:
    roster = read(f"{LEAST}[[stakeholder]]\n{second}\n{BEN}")
    error = roster.errors[-1]
    assert error.where == f"stakeholders.toml:{line}", why
    assert what in error.what
    assert "'Ana' (stakeholders.toml:1) and 'Bea'" in error.what
    assert [one.id for one in roster.stakeholders] == ["ben"]


def test_the_same_letters_composed_or_not_are_one_address() -> None:
    text = LEAST.replace("ana@", "andr\u00e9@") + BEN.replace("ben@", "andre\u0301@")
    assert "address of both" in read(text).errors[0].what


def test_one_person_may_name_an_address_twice() -> None:
    assert read(LEAST + 'addresses = ["ANA@example.com"]\n').problems == ()


def test_addresses_that_differ_by_a_tag_are_only_asked_about() -> None:
    roster = read(LEAST + BEN.replace("ben@", "ana+ben@"))
    assert (len(roster.stakeholders), roster.errors) == (2, ())
    assert "but for a +tag" in roster.warnings[0].what


STRAY = [
    ("[[stakeholders]]\nname = 1\n", 1, 'Did you mean "stakeholder"?', "the plural"),
    ('title = "mine"\n' + LEAST, 1, "Everything here stands under", "a key before the first person"),
    ("[stakeholder]\nname = 1\n", 1, "Write [[stakeholder]]", "single brackets"),
    ("stakeholder = 3\n", 1, "Write [[stakeholder]]", "a number"),
    ('[[stakeholder]]\nid = "a\n', 2, "double quotes", "a text left open in its line"),
    ("[[stakeholder]]\nid = ana\n", 2, "double quotes", "a text without quotes"),
    ("[[stakeholder]]\nadded = 2026-02-30\n", 2, "", "a day that does not exist"),
    (LEAST + 'id = "again"\n', 5, "", "a field written twice"),
    (LEAST + '[[stakeholder]\nname = "x"\n', 5, "", "a bracket too few"),
]


@pytest.mark.parametrize(("text", "line", "cure", "why"), STRAY, ids=[row[-1] for row in STRAY])
def test_what_is_wrong_with_the_file_has_its_line(text: str, line: int, cure: str, why: str) -> None:
    roster = read(text)
    assert roster.errors[0].where == f"stakeholders.toml:{line}", why
    assert cure in " ".join(str(problem) for problem in roster.errors)


def test_people_in_an_inline_list_are_read_too() -> None:
    text = 'stakeholder = [{id = "ana", name = "Ana", email = "ana@example.com"},\n {name = "Ben", email = "ben"}]\n'
    roster = read(text)
    assert [one.id for one in roster.stakeholders] == ["ana"]
    assert roster.errors[0].where == "stakeholders.toml:1"


def test_lines_are_right_after_texts_of_several_lines() -> None:
    text = "[[stakeholder]]\nname = '''Ana''' # \"\"\"\n"
    text += 'email = """\\\n  [[stakeholder]]\n  priority = 1 \\\n  x"""\npriority = 0\n'
    wheres = [problem.where for problem in read(text).errors]
    assert wheres == ["stakeholders.toml:3", "stakeholders.toml:7"]


EMPTY = [
    ("", "no bytes"),
    ("# nobody yet\n", "only a comment"),
    ("\ufeff", "only a byte order mark"),
    ("stakeholder = []", "[]"),
]


@pytest.mark.parametrize(("text", "why"), EMPTY, ids=[row[-1] for row in EMPTY])
def test_an_empty_list_is_an_error(text: str, why: str) -> None:
    roster = read(text)
    assert [problem.what for problem in roster.errors] == ["The list is empty."], why


UNREADABLE = [
    (b"\0" * 10, "stakeholders.toml:1", "NUL", "zeroes"),
    (LEAST.encode("utf-8")[:-3] + b"\xe9", "stakeholders.toml:4", "not UTF-8", "Latin-1"),
    (b"#" * 20_000_001, "stakeholders.toml", "20,000,000", "a file without end"),
]


@pytest.mark.parametrize(("raw", "where", "what", "why"), UNREADABLE, ids=[row[-1] for row in UNREADABLE])
def test_bytes_that_are_no_text_are_refused(raw: bytes, where: str, what: str, why: str) -> None:
    (error,) = read(raw).errors
    assert error.where == where, why
    assert what in error.what


def test_windows_files_read_alike() -> None:
    expected = read(FULL + LEAST).stakeholders
    assert read(b"\xef\xbb\xbf" + (FULL + LEAST).replace("\n", "\r\n").encode()).stakeholders == expected
    assert read((FULL + LEAST).encode("utf-16")).stakeholders == expected


def test_a_fault_in_a_windows_file_has_its_line() -> None:
    text = (LEAST + "priority = 0\n").replace("\n", "\r\n")
    assert read(text).errors[0].where == "stakeholders.toml:5"


def test_the_fingerprint_is_of_the_bytes() -> None:
    assert read(LEAST).fingerprint != read(LEAST + "\n").fingerprint
    assert len(read(LEAST).fingerprint) == 64


def test_a_list_that_is_not_there_or_not_readable_is_a_problem(tmp_path: Path) -> None:
    missing = load(tmp_path / "none.toml", "Europe/London", 30)
    assert (missing.stakeholders, missing.fingerprint) == ((), "")
    assert "There is no" in missing.errors[0].what
    (tmp_path / "folder.toml").mkdir()
    assert "cannot be read" in load(tmp_path / "folder.toml", "Europe/London", 30).errors[0].what


def test_a_list_of_another_kind_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(b"x")
    assert ".toml or .csv" in load(path, "Europe/London", 30).errors[0].what


def test_every_beginning_of_the_example_is_read_or_told() -> None:
    raw = (ROOT / "stakeholders.example.toml").read_bytes()
    whole = [one.id for one in read(raw).stakeholders]
    told = 0
    for end in range(len(raw)):
        roster = read(raw[:end])
        told += bool(roster.problems)
        assert [one.id for one in roster.stakeholders] == whole[: len(roster.stakeholders)]
    assert told > len(raw) / 2
