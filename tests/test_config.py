"""config.toml: every way it can be wrong, said with its key and its cure, all at once."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from touchbase.config import BusySource, Config, load, reference
from touchbase.config.spec import KEYS
from touchbase.domain.hours import Hours, workweek
from touchbase.domain.owner import Rules
from touchbase.domain.problem import Problem
from touchbase.errors import BadInput, Exit

ROOT = Path(__file__).resolve().parent.parent
LEAST = """
[owner]
name = "Sam Okafor"
email = "sam@example.com"
time_zone = "Europe/London"
[stakeholders]
file = "stakeholders.toml"
"""


def given(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "config.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def read(tmp_path: Path, text: str | bytes) -> Config:
    return load(given(tmp_path, text))


def problems(tmp_path: Path, text: str | bytes) -> list[Problem]:
    with pytest.raises(BadInput) as caught:
        read(tmp_path, text)
    assert caught.value.exit_code == Exit.CONFIG
    found = [problem for problem in caught.value.problems if isinstance(problem, Problem)]
    assert len(found) == len(caught.value.problems) > 0
    assert all(problem.what.endswith(".") and problem.cure for problem in found), found
    return found


def test_the_least_config_has_every_default(tmp_path: Path) -> None:
    config = read(tmp_path, LEAST)
    assert config.rules == Rules()
    assert config.rules.working_hours == workweek()
    assert (config.path, config.provider, config.busy_from) == (tmp_path / "config.toml", "local", ())
    assert config.stakeholders == tmp_path / "stakeholders.toml"
    assert config.local_folder == tmp_path / "calendar"
    assert config.google == {"calendar_id": "primary", "attendance": False}
    assert config.owner.holidays == ""


def test_every_key_is_read(tmp_path: Path) -> None:
    config = read(
        tmp_path,
        LEAST.replace("[stakeholders]", 'addresses = ["sam@example.org"]\nholidays = "de-by"\n[stakeholders]')
        + """
[working_hours]
mon = ["09:00-12:30", "13:30-17:30"]
sun = ["10:00-12:00"]
[touchbase]
duration_minutes = 45
buffer_minutes = 0
notice_hours = 48
freeze_hours = 12
max_per_day = 3
max_per_week = 4
preferred = ["14:00-17:00"]
horizon_weeks = 26
new_per_run = 0
conference = false
[capacity]
hours_per_week = 2
[health]
due = 1.1
slipping = 2
lapsed = 4
dormant = 6
[calendar]
provider = "google"
[[calendar.busy_from]]
ics = "busy/mine.ics"
[[calendar.busy_from]]
provider = "outlook"
calendar_id = "team@example.com"
[calendar.local]
folder = "/somewhere/calendar"
[calendar.google]
client_secrets = "client.json"
attendance = true
api_endpoint = "http://127.0.0.1:8080/v3"
[calendar.outlook]
client_id = "abc"
[guard]
policy = "full"
max_mails_per_run = 3
""",
    )
    rules = config.rules
    assert rules.working_hours[0] == (Hours(540, 750), Hours(810, 1050))
    assert rules.working_hours[1:6] == ((),) * 5
    assert rules.working_hours[6] == (Hours(600, 720),)
    assert (rules.minutes, rules.buffer_minutes, rules.notice_hours, rules.freeze_hours) == (45, 0, 48, 12)
    assert (rules.max_per_day, rules.max_per_week, rules.horizon_weeks, rules.new_per_run) == (3, 4, 26, 0)
    assert (rules.conference, rules.hours_per_week, rules.preferred) == (False, 2.0, (Hours(840, 1020),))
    assert (rules.thresholds.due, rules.thresholds.dormant) == (1.1, 6.0)
    assert (rules.policy, rules.max_mails_per_run) == ("full", 3)
    assert config.owner.all_addresses == ("sam@example.com", "sam@example.org")
    assert config.owner.holidays == "DE-BY"
    assert config.busy_from == (
        BusySource(ics=tmp_path / "busy" / "mine.ics"),
        BusySource(provider="outlook", calendar_id="team@example.com"),
    )
    assert config.busy_from[1].calendar_id == "team@example.com"
    assert config.local_folder == Path("/somewhere/calendar")
    assert config.google["client_secrets"] == str(tmp_path / "client.json")
    assert config.google["attendance"] is True
    assert config.outlook["client_id"] == "abc"


WRONG = [
    ("owner", 'name = ""', "owner.name", "is empty", "an empty name"),
    ("owner", "name = 3", "owner.name", "is a number", "a name that is a number"),
    ("owner", 'name = "Sam\\r\\nX: y"', "owner.name", "a carriage return", "a line break in a name"),
    ("owner", 'name = "Sam\\u202Emas"', "owner.name", "U+202E", "letters turned around"),
    ("owner", 'email = "sam@"', "owner.email", "not an e-mail address", "half an address"),
    ("owner", 'email = "Sam <sam@example.com>"', "owner.email", "not an e-mail", "an address with a name"),
    ("owner", 'addresses = "sam@example.org"', "owner.addresses", "is a text", "one address, not a list"),
    ("owner", "addresses = [1]", "owner.addresses", "holds a number", "a list of the wrong things"),
    ("owner", 'time_zone = "London"', "owner.time_zone", "not a time zone", "a city is not a zone"),
    ("owner", 'time_zone = "+01:00"', "owner.time_zone", "not a time zone", "an offset is not a zone"),
    ("owner", 'time_zone = "../../etc/passwd"', "owner.time_zone", "not a time zone", "a path is not a zone"),
    ("owner", 'holidays = "Great Britain"', "owner.holidays", "not a country code", "a country in words"),
    ("owner", "holidays = 44", "owner.holidays", "is a number", "a dialling code"),
    ("owner", 'nmae = "Sam"', "owner.nmae", "not a known key", "a slip of the fingers"),
    ("stakeholders", "file = true", "stakeholders.file", "is true or false", "a path that is none"),
    ("stakeholders", 'file = "~nobody-at-all/x.toml"', "stakeholders.file", "somebody unknown", "no such home"),
    ("working_hours", 'mon = "09:00-17:00"', "working_hours.mon", "is a text", "hours that are not a list"),
    ("working_hours", 'mon = ["9-17"]', "working_hours.mon", "not a stretch", "hours without minutes"),
    ("working_hours", 'mon = ["17:00-09:00"]', "working_hours.mon", "not a stretch", "the end before the start"),
    ("working_hours", 'mon = ["25:00-26:00"]', "working_hours.mon", "not a stretch", "a day has 24 hours"),
    ("working_hours", 'mon = ["09:00-12:00", "11:00-13:00"]', "working_hours.mon", "overlaps", "overlapping"),
    ("working_hours", 'mon = ["13:00-17:00", "09:00-12:00"]', "working_hours.mon", "in order", "out of order"),
    ("working_hours", "mon = []", "working_hours", "no time to meet", "a week without hours"),
    ("working_hours", 'monday = ["09:00-17:00"]', "working_hours.monday", "not a known key", "a day in full"),
    ("touchbase", "duration_minutes = 4", "touchbase.duration_minutes", "is 4", "too short"),
    ("touchbase", "duration_minutes = 241", "touchbase.duration_minutes", "is 241", "too long"),
    ("touchbase", "duration_minutes = true", "touchbase.duration_minutes", "true or false", "yes is no number"),
    ("touchbase", 'duration_minutes = "30"', "touchbase.duration_minutes", "is a text", "a number in quotes"),
    ("touchbase", "duration_minutes = 30.5", "touchbase.duration_minutes", "is a number", "half a minute"),
    ("touchbase", "duration_minutes = 2026-01-01", "touchbase.duration_minutes", "a date", "a date"),
    ("touchbase", "buffer_minutes = -1", "touchbase.buffer_minutes", "is -1", "less than nothing"),
    ("touchbase", "max_per_day = 0", "touchbase.max_per_day", "is 0", "no day at all"),
    ("touchbase", "horizon_weeks = 54", "touchbase.horizon_weeks", "is 54", "more than a year"),
    ("touchbase", 'conference = "yes"', "touchbase.conference", "is a text", "a text for true"),
    ("touchbase", 'policy = "full"', "touchbase.policy", "not a known key", "a key of another section"),
    ("capacity", "hours_per_week = nan", "capacity.hours_per_week", "is nan", "not a number"),
    ("capacity", "hours_per_week = inf", "capacity.hours_per_week", "is inf", "for ever"),
    ("capacity", "hours_per_week = 0", "capacity.hours_per_week", "is 0", "no time"),
    ("capacity", 'hours_per_week = "3"', "capacity.hours_per_week", "is a text", "hours in quotes"),
    ("health", "due = 2.0", "health", "out of order", "due later than slipping"),
    ("calendar", 'provider = "gogle"', "calendar.provider", "not known", "a provider with a slip"),
    ("calendar", 'provider = "outlook"', "calendar.outlook.client_id", "is missing", "no application to sign in"),
    ("calendar", 'provider = "google"', "calendar.google.client_secrets", "is missing", "no client file"),
    ("calendar", 'busy_from = "mine.ics"', "calendar.busy_from", "not a list of sections", "a file, not a section"),
    ("calendar", "local = 3", "calendar.local", "not a section", "a number for a section"),
    ("calendar.google", 'api_endpoint = "http://example.com"', "calendar.google.api_endpoint", "https", "in the clear"),
    ("[calendar.busy_from]", 'ics = "a"\nprovider = "google"', "calendar.busy_from 1", "both", "a file and a provider"),
    ("[calendar.busy_from]", "", "calendar.busy_from 1", "no calendar", "an empty source"),
    ("[calendar.busy_from]", 'provider = "google"', "calendar.busy_from 1", "no calendar_id", "which calendar?"),
    ("[calendar.busy_from]", 'ics = "a"\ncalendar_id = "b"', "calendar.busy_from 1", "no provider", "whose calendar?"),
    ("[calendar.busy_from]", 'isc = "a"', "calendar.busy_from.isc", "not a known key", "a slip in a source"),
    ("guard", 'policy = "everything"', "guard.policy", "not known", "an unknown policy"),
    ("guard", "max_mails_per_run = -1", "guard.max_mails_per_run", "is -1", "mails taken back"),
    ("ownr", "a = 1", "ownr", "not a known key", "a section with a slip"),
]


@pytest.mark.parametrize(("section", "line", "where", "what", "why"), WRONG, ids=[row[-1] for row in WRONG])
def test_a_wrong_key_is_named(section: str, line: str, where: str, what: str, why: str, tmp_path: Path) -> None:
    head = f"[{section}]\n"
    name = line.partition(" ")[0]
    base = "".join(f"{one}\n" for one in LEAST.splitlines() if not one.startswith(f"{name} = "))
    text = base.replace(head, f"{head}{line}\n") if head in base else f"{base}{head}{line}\n"
    found = problems(tmp_path, text)
    assert [problem.where for problem in found] == [f"config.toml: {where}"], why
    assert what in f"{found[0].what} {found[0].cure}", why


GUESSES = [
    ('[owner]\nnmae = "x"', 'Did you mean "name"?', "a key near by"),
    ('[owner]\nprovider = "local"', "It belongs in the section [calendar].", "a key of another section"),
    ("[owner]\nzzzzzz = 1", "Known here: name, email, addresses, time_zone, holidays.", "a key like no other"),
    ("[wroking_hours]\nmon = []", 'Did you mean "working_hours"?', "a section near by"),
    ('[calendar]\nprovider = "Outlook"', 'Did you mean "outlook"?', "a word in capitals"),
]


@pytest.mark.parametrize(("text", "cure", "why"), GUESSES, ids=[row[-1] for row in GUESSES])
def test_a_slip_is_answered_with_a_guess(text: str, cure: str, why: str, tmp_path: Path) -> None:
    assert any(cure in problem.cure for problem in problems(tmp_path, text)), why


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    text = (
        '[owner]\nname = 1\nemail = "x"\ntime_zone = "Mars"\n[calendar]\nprovider = "x"\n[[calendar.busy_from]]\n[x]\n'
    )
    wheres = [problem.where.removeprefix("config.toml: ") for problem in problems(tmp_path, text)]
    assert wheres == [
        "x",
        "owner.name",
        "owner.email",
        "owner.time_zone",
        "stakeholders.file",
        "calendar.provider",
        "calendar.busy_from 1",
    ]


BROKEN = [
    (b"[owner\n", "config.toml:1", "column", "a bracket left open"),
    (b"a = 1\nb = = 2\n", "config.toml:2", "column 5", "a line that is not TOML"),
    (b'a = "x', "config.toml:1", "ends too early", "a text left open"),
    (b'a = 1\nb = """x\n', "config.toml:3", "ends too early", "a long text left open"),
    (b"a = " + b"[" * 9000, "config.toml", "nests deeper", "brackets for ever"),
    (b"a = " + b"1" * 9000, "config.toml", "far too long", "a number without end"),
    (b"a = 1\nname = '\xe9'\n", "config.toml:2", "not UTF-8", "Latin-1"),
    (b"\xff\xfea\x00\x00\xd8", "config.toml:1", "UTF-16", "half a UTF-16 file"),
    (b"a = 1\n\0\n", "config.toml:2", "NUL", "a NUL byte"),
    (b"#" * 1_000_001, "config.toml", "1,000,000 bytes", "a huge file"),
]


@pytest.mark.parametrize(("raw", "where", "what", "why"), BROKEN, ids=[row[-1] for row in BROKEN])
def test_a_file_that_cannot_be_read_says_where(raw: bytes, where: str, what: str, why: str, tmp_path: Path) -> None:
    found = problems(tmp_path, raw)
    assert [problem.where for problem in found] == [where], why
    assert what in found[0].what, why


@pytest.mark.parametrize("head", [b"\xef\xbb\xbf", b""], ids=["a byte order mark", "none"])
@pytest.mark.parametrize("end", [b"\r\n", b"\n"], ids=["Windows line ends", "others"])
def test_what_editors_add_is_no_matter(head: bytes, end: bytes, tmp_path: Path) -> None:
    assert read(tmp_path, head + LEAST.encode().replace(b"\n", end)) == read(tmp_path, LEAST)


def test_a_missing_file_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="has one problem") as caught:
        load(tmp_path / "config.toml")
    assert "touchbase init" in str(caught.value.problems[0])


def test_a_folder_is_not_a_config(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        load(tmp_path)
    assert "cannot be read" in str(caught.value.problems[0])


def test_a_relative_config_still_gives_absolute_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given(tmp_path, LEAST)
    monkeypatch.chdir(tmp_path)
    assert load(Path("config.toml")).stakeholders == tmp_path / "stakeholders.toml"


def test_no_holidays_may_be_written_as_nothing(tmp_path: Path) -> None:
    text = LEAST.replace("[stakeholders]", 'holidays = ""\n[stakeholders]')
    assert read(tmp_path, text).owner.holidays == ""


def test_a_home_is_understood_in_paths(tmp_path: Path) -> None:
    assert read(tmp_path, LEAST.replace('"stake', '"~/stake')).stakeholders == Path.home() / "stakeholders.toml"


def test_every_beginning_of_the_example_is_read_or_refused(tmp_path: Path) -> None:
    raw = (ROOT / "config.example.toml").read_bytes()
    outcomes = set()
    for end in range(0, len(raw), 7):
        try:
            read(tmp_path, raw[:end])
        except BadInput as error:
            outcomes.add(len(error.problems))
    assert outcomes


def test_the_example_names_every_key() -> None:
    text = (ROOT / "config.example.toml").read_text("utf-8")
    commented = "\n".join(line.removeprefix("# ") for line in text.splitlines())
    for key in KEYS:
        assert f"\n{key.name} = " in commented, key
        assert f"[{key.section}]" in commented, key


def test_what_the_example_holds_in_comments_is_accepted_too(tmp_path: Path) -> None:
    text = (ROOT / "config.example.toml").read_text("utf-8")
    lines = [line.removeprefix("# ") if line.startswith(("# [", "#")) and ("=" in line or "# [" in line) else line
             for line in text.splitlines()]  # fmt: skip
    document = tomllib.loads("\n".join(lines))
    assert set(document["calendar"]) == {"provider", "busy_from", "local", "google", "outlook"}
    config = read(tmp_path, "\n".join(lines))
    assert set(config.outlook) == {key.name for key in KEYS if key.section == "calendar.outlook"}
    assert set(config.google) == {key.name for key in KEYS if key.section == "calendar.google"}


def test_the_reference_has_a_row_for_every_key() -> None:
    lines = reference().splitlines()
    assert len(lines) == len(KEYS) + 2
    assert "| `[owner]` | `name` | required | Your name, as guests read it in the invitation. |" in lines
    assert "| `[touchbase]` | `conference` | `true` | A Meet or Teams link where the provider has one. |" in lines
    assert any(line.startswith("| `[owner]` | `holidays` | none |") for line in lines)


def test_reading_config_and_list_loads_nothing_heavy() -> None:
    ask = (
        "import sys; from pathlib import Path; from touchbase.config import load, locate;"
        "from touchbase.roster.load import load as people;"
        "locate(None, {'TOUCHBASE_HOME': '/x'}); config = load(Path('config.example.toml'));"
        "people(config.stakeholders, config.owner.zone, 30);"
        "print(*sorted({'platformdirs', 'tomlkit', 'typing_extensions', 'difflib', 'csv', 'click'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", ask], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (run.stdout.split(), run.stderr) == ([], "")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('title = "With {guest}"', ""),
        ('invitation = """\nHello {guest},\n\n- {minutes} {{brace}}\n"""', ""),
        ('title = "{priority}"', "{priority}, which is not known. Use {guest}, {owner}"),
        ('title = "{guest.__class__}"', "is not known"),
        ('title = "{guest!r}"', "is not known"),
        ('title = "{guest:>99999}"', "is not known"),
        ('title = "{}"', "is not known"),
        ('title = "a } b"', "a brace that does not close"),
        ('title = "{"', "a brace that does not close"),
        ('title = " "', "is empty"),
        ("title = 3", "Write a text in quotes"),
        ('title = "a\\u202eb"', "hidden character"),
    ],
)
def test_a_template_holds_nothing_in_braces_but_the_words_we_fill_in(text: str, says: str, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(LEAST + f"\n[touchbase]\n{text}\n", "utf-8")
    if not says:
        load(path)
        return
    with pytest.raises(BadInput) as caught:
        load(path)
    assert says in str(caught.value.problems[0])
