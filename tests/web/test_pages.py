"""Pages and pictures: self-contained, without a script, and whatever people wrote stays text."""

import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from tests.agenda.memos import LONDON, NOW, TODAY
from tests.agenda.people import person
from tests.reports.test_attention import line
from touchbase.domain.owner import Owner
from touchbase.reports.coverage import coverage
from touchbase.reports.document import Document, Section
from touchbase.reports.fairness import Share
from touchbase.reports.map import lay_out
from touchbase.reports.months import strips, time_by_priority
from touchbase.reports.status import Line, Status
from touchbase.web.pages import document_page, map_page, map_svg, report_page

OWNER = Owner("Sam Okafor", "sam@example.com", LONDON)
ATTACKS = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7 * 7 }}", "{% include 'x' %}", "</style><b>",
    "</title></svg>", "javascript:alert(1)", "&lt;b&gt;", "a]]>b", "\u202etxt.exe", "O'Brien & Söhne",
)  # fmt: skip
ALLOWED = {"class", "id", "role", "tabindex", "href", "lang", "charset", "name", "content", "http-equiv", "scope",
           "title", "colspan", "style", "aria-label", "aria-labelledby", "aria-hidden", "data-id", "xmlns", "x", "y",
           "x1", "x2", "y1", "y2", "cx", "cy", "r", "d", "points", "width", "height", "viewbox", "text-anchor",
           "preserveaspectratio"}  # fmt: skip


class Parts(HTMLParser):
    """Every tag, attribute and text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.texts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def people(name: str) -> list[Line]:
    ana = person("ana")._replace(name=name, category=name)
    return [line(ana, 120), line(person("bo"), 3), line(person("cy"), None)]


def pages(name: str) -> list[str]:
    lines = people(name)
    everybody = [one.person for one in lines]
    status = Status(NOW, LONDON, tuple(lines), 1.5, 3.0)
    shares = (Share(name, 1, 2, 1, 1, 0, 0, 30),)
    picture = lay_out(lines)
    return [
        report_page(
            status, picture, coverage(lines, OWNER), shares, time_by_priority(everybody, (), TODAY, LONDON),
            strips(everybody, (), TODAY, LONDON),
        ),
        map_page(picture, NOW, LONDON),
        document_page([Document(name, name, (Section(name, (name,)),), (name,))]),
    ]  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_people_wrote_is_text_and_nothing_else(attack: str) -> None:
    plain = pages("Ana Ruiz")
    for page, usual in zip(pages(attack), plain, strict=True):
        parts = Parts(page)
        assert parts.tags == Parts(usual).tags, "no tag more than with a plain name"
        assert {name for name, _ in parts.attributes} <= ALLOWED
        shown = attack.replace("_", " ")
        assert any(attack in text or shown in text for text in parts.texts)


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_picture_stays_well_formed(attack: str) -> None:
    root = ElementTree.fromstring(map_svg(lay_out(people(attack))))  # noqa: S314  (our own output)
    assert any(attack in (node.text or "") for node in root.iter())


@pytest.mark.parametrize("page", pages("Ana Ruiz"))
def test_nothing_comes_from_elsewhere_and_nothing_runs(page: str) -> None:
    parts = Parts(page)
    assert not {"script", "iframe", "object", "embed", "link", "img", "form"} & set(parts.tags)
    assert all(not name.startswith("on") for name, _ in parts.attributes)
    assert all((value or "").startswith("#") for name, value in parts.attributes if name == "href")
    assert not re.search(r"url\(|@import|https?://(?!www\.w3\.org/2000/svg)", page)
    assert "default-src 'none'" in page


def test_no_address_and_no_note_stands_on_the_report() -> None:
    assert "@example" not in pages("Ana Ruiz")[0]


def test_an_empty_page_says_so() -> None:
    assert "Nothing to tell" in document_page([])
    status = Status(NOW, LONDON, (), 0.0, 3.0)
    assert "Nothing is logged yet" in report_page(status, lay_out([]), coverage([], OWNER), (), (), {})
