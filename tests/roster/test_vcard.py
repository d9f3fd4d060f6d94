"""vCards as phones and mail programs write them, of three versions."""

import pytest

from touchbase.roster import vcard
from touchbase.roster.contact import Contact


def card(*lines: str, version: str = "3.0", end: str = "\r\n") -> str:
    return end.join(("BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""))


def read(text: str) -> Contact:
    contacts, problems = vcard.read(text, "people.vcf")
    assert problems == ()
    (contact,) = contacts
    return contact


NAMES = [
    (("FN:Ana Ruiz",), "Ana Ruiz", "the formatted name"),
    (("N:Ruiz;Ana;Maria;Dr.;",), "Ana Ruiz", "a name in parts is put together"),
    (("N:Ruiz;Ana", "FN:Ana R."), "Ana R.", "the formatted name comes first"),
    (("FN:", "N:;;;;", "ORG:Example\\, Inc.;Sales"), "Example, Inc.", "an organisation has a name too"),
    (("FN:Ana", " Maria", "  Ruiz"), "AnaMaria Ruiz", "a folded line loses one blank a fold"),
    (("FN:Ana\\; Ruiz\\\\x",), "Ana; Ruiz\\x", "escapes"),
    (("fn:Ana",), "Ana", "small letters"),
    (("item1.FN:Ana",), "Ana", "a group before the name"),
    (("FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Jos=C3=A9",), "José", "quoted-printable"),
    (("FN;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-8859-1:Jos=E9",), "José", "of another character set"),
    (("FN;ENCODING=QUOTED-PRINTABLE;CHARSET=X-NONE:Jos=C3=A9",), "José", "of a set nobody knows"),
    (("FN;QUOTED-PRINTABLE:Ana=20=", "Ruiz"), "Ana Ruiz", "a soft line break"),
    (('FN;X="a:b;c":Ana',), "Ana", "a colon in a parameter"),
    (("no colon at all", "FN:Ana"), "Ana", "a line that says nothing"),
]


@pytest.mark.parametrize(("lines", "name", "why"), NAMES, ids=[row[-1] for row in NAMES])
@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_a_name_is_read(lines: tuple[str, ...], name: str, why: str, end: str) -> None:
    assert read(card(*lines, version="2.1", end=end)).name == name, why


EMAILS = [
    (("EMAIL:a@example.com", "EMAIL:b@example.com"), ("a@example.com", "b@example.com"), "in order"),
    (("EMAIL:a@example.com", "EMAIL;INTERNET;PREF:b@example.com"), ("b@example.com", "a@example.com"), "2.1 prefers"),
    (("EMAIL:a@example.com", "EMAIL;TYPE=WORK,PREF:b@example.com"), ("b@example.com", "a@example.com"), "3.0 prefers"),
    (("EMAIL;PREF=2:a@example.com", "EMAIL;PREF=1:b@example.com"), ("b@example.com", "a@example.com"), "4.0 prefers"),
    (("EMAIL:mailto:a@example.com",), ("a@example.com",), "a link"),
    (("EMAIL:",), (), "empty"),
]


@pytest.mark.parametrize(("lines", "expected", "why"), EMAILS, ids=[row[-1] for row in EMAILS])
def test_the_preferred_address_comes_first(lines: tuple[str, ...], expected: tuple[str, ...], why: str) -> None:
    assert read(card("FN:Ana", *lines)).emails == expected, why


def test_labels_organisation_and_title_become_groups() -> None:
    contact = read(card("FN:Ana", "ORG:Example\\, Inc.;Sales", "TITLE:Head of Data", "CATEGORIES:Customers,a\\,b"))
    assert contact.groups == ("Customers", "a,b", "Example, Inc.", "Head of Data")


def test_the_fields_of_an_entry() -> None:
    contact = Contact(
        "x", "Ana", ("a@example.com", "b@example.com", "A@example.com"), ("VIP", "Direct reports"), "Europe/Berlin"
    )
    assert contact.fields() == {
        "name": "Ana",
        "email": "a@example.com",
        "addresses": ["b@example.com"],
        "category": "direct_report",
        "tags": ["VIP"],
        "time_zone": "Europe/Berlin",
    }
    assert Contact("x", "Ana", ("a@example.com",), (), "-05:00").fields() == {"name": "Ana", "email": "a@example.com"}


def test_many_cards_and_their_lines() -> None:
    contacts, problems = vcard.read(card("FN:Ana") + "\r\n" + card("FN:Ben", "TZ:Asia/Kolkata"), "people.vcf")
    assert [(one.name, one.where, one.time_zone) for one in contacts] == [
        ("Ana", "people.vcf:1", ""),
        ("Ben", "people.vcf:6", "Asia/Kolkata"),
    ]
    assert problems == ()


BROKEN = [
    ("", ["people.vcf"], 0, "an empty file"),
    ("hello\n", ["people.vcf"], 0, "something else"),
    ("FN:Ana\nEND:VCARD\n", ["people.vcf"], 0, "an end without a beginning"),
    (card("FN:Ana") + "BEGIN:VCARD\r\nFN:Ben\r\n", ["people.vcf:5"], 1, "a card cut off"),
    ("BEGIN:VCARD\nFN:Ana\n" + card("FN:Ben"), ["people.vcf:1"], 1, "a beginning within a card"),
]


@pytest.mark.parametrize(("text", "wheres", "good", "why"), BROKEN, ids=[row[-1] for row in BROKEN])
def test_a_broken_card_is_named_and_the_others_are_kept(text: str, wheres: list[str], good: int, why: str) -> None:
    contacts, problems = vcard.read(text, "people.vcf")
    assert ([one.where for one in problems], len(contacts)) == (wheres, good), why
