"""The pages in a real browser: phone and desktop, light and dark, contrast, keyboard, and no word to anybody."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.web.test_pages import pages

REQUIRED = "TOUCHBASE_BROWSER_TESTS"  # set by .ci/run: there these tests may not be skipped
CHROMIUM = shutil.which("chromium")
NAMES = ("report", "map", "brief")
SIZES = {"phone": (390, 844), "desktop": (1280, 900)}
SHOTS = os.environ.get("TOUCHBASE_SCREENSHOTS")  # a folder, to look at them

# WCAG 2.2, 1.4.3 and 1.4.11: the luminance of what a person reads or sees against what is behind it.
CONTRAST = """
() => {
  const rgb = (text) => text.match(/[0-9.]+/g).map(Number);
  const linear = (v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  const light = ([r, g, b]) => [r, g, b].map((v) => linear(v / 255))
    .reduce((sum, v, n) => sum + v * [0.2126, 0.7152, 0.0722][n], 0);
  const ratio = (one, other) => {
    const [a, b] = [light(one), light(other)].sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05);
  };
  const behind = (node) => { for (; node; node = node.parentElement) { const c = getComputedStyle(node).backgroundColor;
    if (c !== 'rgba(0, 0, 0, 0)' && c !== 'transparent') return rgb(c); } return [255, 255, 255]; };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.data.trim() || ['STYLE', 'TITLE', 'DESC', 'title', 'desc', 'style'].includes(parent.tagName)) continue;
    const style = getComputedStyle(parent);
    const ink = parent instanceof SVGElement ? style.fill : style.color;
    found.push(['text', node.data.trim(), ratio(rgb(ink), behind(parent))]);
  }
  for (const shape of document.querySelectorAll('.map .full, .map .open')) {
    const style = getComputedStyle(shape);
    const ink = shape.classList.contains('full') ? style.fill : style.stroke;
    found.push(['shape', shape.getAttribute('class'), ratio(rgb(ink), behind(shape.closest('svg')))]);
  }
  return found;
}
"""

NAME = """
(node) => node.getAttribute('aria-label')
  || document.getElementById(node.getAttribute('aria-labelledby').split(' ')[0]).textContent
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium as the system has it."""
    if CHROMIUM is None:
        if os.environ.get(REQUIRED):
            pytest.fail(f"{REQUIRED} is set, but there is no chromium here")
        pytest.skip("no chromium here, so no page was looked at: apt install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        opened = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("pages")
    for name, page in zip(NAMES, pages("Ana Ruiz"), strict=True):
        (made / f"{name}.html").write_text(page, "utf-8")
    return made


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", NAMES)
def test_a_page_reads_well_everywhere(browser: Any, folder: Path, name: str, size: str, scheme: str) -> None:
    width, height = SIZES[size]
    tab = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
    asked: list[str] = []
    said: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda message: said.append(message.text))
    tab.goto((folder / f"{name}.html").as_uri())
    if SHOTS:
        tab.screenshot(path=f"{SHOTS}/{name}-{size}-{scheme}.png", full_page=True)
    assert (asked, said) == ([(folder / f"{name}.html").as_uri()], []), "it asks nobody and complains of nothing"
    assert tab.evaluate("document.documentElement.scrollWidth") <= width, "the page itself never scrolls sideways"
    for kind, what, ratio in tab.evaluate(CONTRAST):
        assert ratio >= (4.5 if kind == "text" else 3.0), f"{kind} {what!r}: {ratio:.2f}"
    background = tab.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (sum(int(part) for part in background[4:-1].split(",")) < 200) is (scheme == "dark")
    tab.close()


@pytest.mark.parametrize("name", NAMES)
def test_the_keyboard_reaches_everything_and_shows_where_it_is(browser: Any, folder: Path, name: str) -> None:
    tab = browser.new_page(viewport={"width": 390, "height": 844})
    tab.goto((folder / f"{name}.html").as_uri())
    wanted = tab.evaluate("[...document.querySelectorAll('a, [tabindex=\"0\"]')].length")
    reached = set()
    for _ in range(wanted):
        tab.keyboard.press("Tab")
        place, outline = tab.evaluate(
            "[[...document.querySelectorAll('*')].indexOf(document.activeElement),"
            " getComputedStyle(document.activeElement).outlineStyle]"
        )
        assert outline != "none", "one sees where the keyboard is"
        reached.add(place)
    assert len(reached) == wanted
    tab.close()


def test_the_skip_link_leads_to_the_content(browser: Any, folder: Path) -> None:
    tab = browser.new_page()
    tab.goto((folder / "report.html").as_uri())
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "content"
    tab.close()


def test_every_region_and_picture_has_a_name(browser: Any, folder: Path) -> None:
    tab = browser.new_page()
    tab.goto((folder / "report.html").as_uri())
    for role in ("region", "img"):
        for node in tab.get_by_role(role).all():
            name = node.evaluate(NAME)
            assert name.strip()
    assert tab.get_by_role("heading", level=1).count() == 1
    tab.close()


def test_what_people_wrote_never_runs(browser: Any, tmp_path: Path) -> None:
    attack = "<img src=x onerror=\"document.title='run'\"><script>document.title='run'</script>"
    for number, page in enumerate(pages(attack)):
        path = tmp_path / f"{number}.html"
        path.write_text(page, "utf-8")
        tab = browser.new_page()
        tab.goto(path.as_uri())
        assert tab.title() != "run"
        assert tab.evaluate("document.scripts.length") == 0
        tab.close()
