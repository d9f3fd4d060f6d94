"""People from other files: nobody is doubled, nothing is lost in silence."""

from pathlib import Path

import pytest

from tests.roster.people import ANA, BEN
from touchbase.domain.stakeholder import Stakeholder
from touchbase.roster import edit
from touchbase.roster.imports import Preview, preview

GOOGLE = """\
Name,Given Name,Family Name,Group Membership,E-mail 1 - Type,E-mail 1 - Value,E-mail 2 - Value,Organization Name,Notes
Ana Ruiz,Ana,Ruiz,* myContacts ::: Peers,* Work,ana@example.com,ana@example.org,Example,"two
lines"
,Cem,Demir,Customers ::: vip,* Work,cem@example.com ::: cem@example.org,,Bakery,
No Mail,No,Mail,* myContacts,,,,,
"""
GOOGLE_NEW = """\
First Name,Middle Name,Last Name,Labels,E-mail 1 - Label,E-mail 1 - Value,Organization Name,Organization Title
Cem,,Demir,* myContacts,,cem@example.com,Bakery,Baker
"""
OUTLOOK = """\
First Name,Last Name,Company,Job Title,E-mail Address,E-mail Type,E-mail 2 Address,Categories,Priority
Cem,Demir,Bakery,Baker,cem@example.com,SMTP,cem@example.org,Customer;vip,Normal
,,,,x@example.com,SMTP,,,Normal
"""
SIMPLE = "Full Name;Email Address\nCem Demir;cem@example.com\n"
VCARDS = """\
BEGIN:VCARD
VERSION:4.0
FN:Cem Demir
EMAIL:cem@example.com
CATEGORIES:customer,vip
TZ:Asia/Kolkata
END:VCARD
BEGIN:VCARD
VERSION:4.0
FN:Ana R.
EMAIL:ANA@example.com
END:VCARD
"""


def look(tmp_path: Path, text: str, suffix: str, *existing: Stakeholder) -> Preview:
    path = tmp_path / f"from{suffix}"
    path.write_text(text, "utf-8")
    return preview(existing, path, "Europe/London", 30)


BOOKS = [
    (GOOGLE, ".csv", "Google"),
    (GOOGLE_NEW, ".csv", "Google of today"),
    (OUTLOOK, ".csv", "Outlook"),
    (SIMPLE, ".csv", "a simple one"),
    (VCARDS, ".vcf", "vCards"),
    (GOOGLE.replace("\n", "\r\n"), ".CSV", "Windows"),
]


@pytest.mark.parametrize(("text", "suffix", "why"), BOOKS, ids=[row[-1] for row in BOOKS])
def test_every_address_book_is_understood(text: str, suffix: str, why: str, tmp_path: Path) -> None:
    found = look(tmp_path, text, suffix, ANA)
    assert [(one.id, one.name, one.email) for one in found.new] == [("cem-demir", "Cem Demir", "cem@example.com")], why
    assert found.already == ((ANA,) if "Ana R" in text else ())
    assert all(problem.severity == "warning" for problem in found.problems)


def test_what_a_book_says_of_somebody_is_kept(tmp_path: Path) -> None:
    (cem,) = look(tmp_path, GOOGLE, ".csv", ANA).new
    assert (cem.category, cem.tags, cem.addresses) == ("customer", ("vip", "Bakery"), ("cem@example.org",))
    (cem,) = look(tmp_path, OUTLOOK, ".csv").new
    assert (cem.category, cem.tags, cem.priority) == ("customer", ("vip", "Bakery", "Baker"), 5)
    assert look(tmp_path, VCARDS, ".vcf", ANA).new[0].zone == "Asia/Kolkata"


def test_who_has_no_name_or_address_is_told_and_passed_over(tmp_path: Path) -> None:
    (problem,) = look(tmp_path, GOOGLE, ".csv").problems
    assert (problem.where, problem.severity) == ("from.csv: row 4", "warning")
    assert "'No Mail' has no e-mail address" in problem.what
    (problem,) = look(tmp_path, OUTLOOK, ".csv").problems
    assert (problem.where, problem.what) == ("from.csv: row 3", "A contact has no name.")


SAME = [
    ("x,Somebody Else,ANA@EXAMPLE.COM", True, "the address in capitals"),
    ("ana,Somebody Else,else@example.org", True, "the id"),
    ("ANA,Somebody Else,else@example.org", True, "the id in capitals"),
    ("x,ana ruiz,other@example.com", True, "the name at the same domain"),
    ("x,Ana Ruiz,ana@example.org", False, "the name at another domain"),
    ("x,Ann Ruiz,ann@example.com", False, "another name"),
]


@pytest.mark.parametrize(("row", "known", "why"), SAME, ids=[row[-1] for row in SAME])
def test_the_same_person_is_known_again(row: str, known: bool, why: str, tmp_path: Path) -> None:
    found = look(tmp_path, f"id,name,email\n{row}\n", ".csv", ANA, BEN)
    assert (bool(found.new), found.already) == (not known, (ANA,) if known else ()), why


def test_a_further_address_is_known_again_too(tmp_path: Path) -> None:
    ana = ANA._replace(addresses=("ana@example.org",))
    assert look(tmp_path, "id,name,email\nx,A,ana@example.org\n", ".csv", ana).already == (ana,)


def test_letters_composed_or_not_are_one_name(tmp_path: Path) -> None:
    jose = ANA._replace(name="Jos\u00e9", email="j@example.com")
    assert look(tmp_path, "id,name,email\nx,Jose\u0301,other@example.com\n", ".csv", jose).already == (jose,)


def test_nobody_is_doubled_within_the_file(tmp_path: Path) -> None:
    text = "Name,Email Address\nCem,cem@example.com\nCem,CEM@example.com\nCem,cem@example.org\n"
    assert [(one.id, one.email) for one in look(tmp_path, text, ".csv").new] == [
        ("cem", "cem@example.com"),
        ("cem-2", "cem@example.org"),
    ]


def test_a_second_import_finds_nobody_new(tmp_path: Path) -> None:
    first = look(tmp_path, GOOGLE, ".csv")
    second = look(tmp_path, GOOGLE, ".csv", *first.new)
    assert (second.new, second.already) == ((), first.new)


def test_lists_of_ours_come_with_every_field(tmp_path: Path) -> None:
    for suffix in (".csv", ".toml"):
        text = edit.add(edit.add("", ANA, suffix), BEN, suffix)
        assert look(tmp_path, text, suffix).new == (ANA, BEN)


def test_a_fault_drops_only_its_own_person(tmp_path: Path) -> None:
    text = 'id,name,email,priority\na,Ana,ana@,1\nb,"Be\nn",ben@example.com,1\nc,Cem,cem@example.com,1\n'
    found = look(tmp_path, text, ".csv")
    assert [one.id for one in found.new] == ["c"]
    assert [one.where for one in found.problems] == ["from.csv: row 2, column email", "from.csv: row 3, column name"]
    found = look(tmp_path, VCARDS.replace("FN:Ana R.", "FN:Ana\\nR."), ".vcf")
    assert [(one.where, one.severity) for one in found.problems] == [("from.vcf:8", "error")]


def test_a_slip_in_a_list_of_ours_is_told(tmp_path: Path) -> None:
    problems = look(tmp_path, "id,name,email,prority\na,A,a@example.com,1\n", ".csv").problems
    assert "not a known column" in problems[0].what


UNREADABLE = [
    ("x", ".xlsx", "ending", "a spreadsheet"),
    ("a\0b", ".csv", "NUL", "a NUL byte"),
    ("", ".vcf", "no contact", "an empty vCard file"),
    ("who,what\n1,2\n", ".csv", "no column 'name'", "columns of something else"),
]


@pytest.mark.parametrize(("text", "suffix", "what", "why"), UNREADABLE, ids=[row[-1] for row in UNREADABLE])
def test_a_file_that_is_none_is_told(text: str, suffix: str, what: str, why: str, tmp_path: Path) -> None:
    found = look(tmp_path, text, suffix)
    assert (found.new, found.already) == ((), ())
    assert what in found.problems[0].what, why


def test_a_file_that_is_not_there_is_told_and_an_empty_csv_has_nobody(tmp_path: Path) -> None:
    assert "cannot be read" in preview((), tmp_path / "none.csv", "Europe/London", 30).problems[0].what
    assert look(tmp_path, "", ".csv") == Preview(())


def test_every_beginning_of_a_book_is_read_or_told(tmp_path: Path) -> None:
    for text, suffix in ((GOOGLE, ".csv"), (VCARDS, ".vcf")):
        for end in range(0, len(text), 3):
            found = look(tmp_path, text[:end], suffix)
            assert len(found.new) <= 2
