"""Lists that come in pages: every page is followed, on the service's own host only."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from touchbase.calendars.outlook.answers import Answer, error_of
from touchbase.calendars.outlook.asks import Ask
from touchbase.calendars.outlook.talk import Talk
from touchbase.errors import ProviderDown

PAGES = 200
"""More than any calendar has: a service that pages for ever is not believed."""

Items = list[dict[str, Any]]


def items_of(answers: Iterable[Answer]) -> Items:
    return [one for answer in answers for one in answer.body.get("value") or () if isinstance(one, dict)]


def pages(root: str, ask: Ask, first: Answer) -> Talk[Items]:
    """Every item of a list whose first page has come, also past empty pages: only a missing link ends it.

    `root` is the service's address; a link to anywhere else is not followed, it would carry our token there.
    """
    found, answer, links = items_of([first]), first, set[str]()
    while link := answer.body.get("@odata.nextLink"):
        path = below(root, str(link))
        if path in links or len(links) >= PAGES:
            raise ProviderDown("Outlook shows the same pages again and again.", "The next sync tries again.")
        links.add(path)
        [answer] = yield (replace(ask, path=path),)
        if not answer.ok:
            raise error_of(answer)
        found += items_of([answer])
    return found


def below(root: str, url: str) -> str:
    """The part of an address below the service's root; ProviderDown for an address elsewhere."""
    if not url.startswith(f"{root}/"):
        raise error_of(Answer(0, code="elsewhere"))
    return url[len(root) :]
