"""A plain client for the tests of the emulator: requests with a token, and the browser of a person who signs in."""

import html
import re
from typing import Any
from urllib.parse import quote, urlsplit

import requests

from tests.emulators.graph.graph import Graph

TAG = "String {6f1c3a52-8c1e-4f0a-9a55-0c1d2e3f4a5b} Name touchbaseKey"
EXPAND = {"$expand": f"singleValueExtendedProperties($filter=id eq '{TAG}')"}


def of_tag(value: str) -> str:
    """The $filter that finds it."""
    return f"singleValueExtendedProperties/Any(ep: ep/id eq '{TAG}' and ep/value eq '{value}')"


class Client:
    """Speaks JSON to one emulator with one token; `headers` go out with each request."""

    def __init__(self, graph: Graph, token: str, **headers: str) -> None:
        self.graph = graph
        self.headers = {"Authorization": f"Bearer {token}", "Prefer": 'IdType="ImmutableId"', **headers}

    def send(self, method: str, path: str, body: object = None, **options: Any) -> requests.Response:
        headers = self.headers | options.pop("headers", {})
        url = path if path.startswith("https:") else f"{self.graph.endpoint}{path}"
        more: dict[str, Any] = {} if body is None else {"json": body}
        return requests.request(method, url, headers=headers, verify=self.graph.ca, timeout=30, **more, **options)

    def get(self, path: str, **query: Any) -> Any:
        """The JSON of a GET that must work."""
        answer = self.send("GET", path, params=query.pop("params", query))
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, path: str, body: object = None, status: int = 201) -> Any:
        answer = self.send("POST", path, body)
        assert answer.status_code == status, answer.text
        return answer.json() if answer.content else None

    def patch(self, id: str, body: object, status: int = 200, **headers: str) -> Any:
        answer = self.send("PATCH", f"/me/events/{quote(id, safe='')}", body, headers=headers)
        assert answer.status_code == status, answer.text
        return answer.json()

    def refused(self, method: str, path: str, body: object = None, **options: Any) -> tuple[int, str]:
        """Status and code of a request that must not work."""
        answer = self.send(method, path, body, **options)
        assert answer.status_code >= 400, answer.text
        return answer.status_code, answer.json()["error"]["code"]

    def view(self, first: str, end: str, **query: Any) -> list[Any]:
        """All pages of the default calendar's window, by start."""
        params = {"startDateTime": first, "endDateTime": end, "$top": "100", **query}
        found = self.get("/me/calendarView", params=params)
        values: list[Any] = found["value"]
        while "@odata.nextLink" in found:
            found = self.get(found["@odata.nextLink"])
            values += found["value"]
        return sorted(values, key=lambda event: str(event["start"]["dateTime"]))


def event(subject: str = "Touchbase", day: str = "2026-01-05", at: str = "10:00", **more: Any) -> dict[str, Any]:
    """A body of half an hour in London; `at` must leave room for it before the next hour."""
    hour, minute = at.split(":")
    end = f"{hour}:{int(minute) + 30:02d}" if minute < "30" else f"{int(hour) + 1:02d}:{int(minute) - 30:02d}"
    zone = more.pop("zone", "GMT Standard Time")
    return {
        "subject": subject,
        "start": {"dateTime": f"{day}T{at}:00", "timeZone": zone},
        "end": {"dateTime": f"{day}T{end}:00", "timeZone": zone},
        **more,
    }


def weekly(day: str = "2026-01-05", weekday: str = "monday", interval: int = 1, **span: Any) -> dict[str, Any]:
    """A recurrence; without `endDate` or `numberOfOccurrences` it has no end."""
    kind = {"endDate": "endDate", "numberOfOccurrences": "numbered"}.get(next(iter(span), ""), "noEnd")
    return {
        "pattern": {"type": "weekly", "interval": interval, "daysOfWeek": [weekday]},
        "range": {"type": kind, "startDate": day, **span},
    }


def guest(address: str) -> dict[str, Any]:
    return {"type": "required", "emailAddress": {"address": address, "name": address.split("@")[0]}}


def browse(url: str, ca: str) -> str:
    """What a browser does with a sign-in page: follow the redirect or submit the form; the last page's text."""
    page = requests.get(url, verify=ca, timeout=30, allow_redirects=False)
    if page.status_code == 302:
        return requests.get(_here(page.headers["Location"]), timeout=30).text
    form = re.search(r'<form method="POST"[^>]* action="([^"]+)">(.*?)</form>', page.text, re.DOTALL)
    if form is None:
        return page.text
    return requests.post(_here(html.unescape(form[1])), data=hidden(form[2]), timeout=30).text


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of a form."""
    return {k: html.unescape(v) for k, v in re.findall(r'name="([^"]+)" value="([^"]*)"', page)}


def _here(url: str) -> str:
    """The loopback address by number: tests reach no names."""
    port = urlsplit(url).port
    return url.replace(f"//localhost:{port}", f"//127.0.0.1:{port}", 1)
