"""No text is obeyed by a provider, and none that comes from one by us."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.security.payloads import HIDDEN, PLAIN, Page, obeyed
from tests.security.signed import PROVIDERS, Home, run, signed_in
from tests.security.world import entries
from tests.simulation.google_home import GoogleHome
from tests.simulation.outlook_office import MONDAY
from touchbase.errors import Exit


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_request_invites_the_one_person_and_says_one_plain_line(
    provider: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with signed_in(provider, tmp_path / "home", monkeypatch) as home:
        people = entries("name", 0)[:40]
        home.write("stakeholders.toml", "\n".join(people))
        path = home.folder / "config.toml"
        path.write_text(
            path.read_text("utf-8").replace(
                "horizon_weeks = 6", "horizon_weeks = 6\nmax_per_day = 20\nmax_per_week = 99"
            )
            + "[capacity]\nhours_per_week = 80.0\n",
            "utf-8",
        )
        said = run(home, "sync")
        assert said.code == Exit.OK, said
        made = list(_events(home))
        assert len(made) == len(people)
        for event in made:
            addresses = [one.get("email") or one["emailAddress"]["address"] for one in event["attendees"]]
            guests = set(addresses) - {"sam@example.com"}
            assert [bool(re.fullmatch(r"p\d+@example\.com", one)) for one in guests] == [True]
            title = str(event.get("summary") or event["subject"])
            assert obeyed(title) == []
            assert "\n" not in title
            if provider == "outlook":
                body = event["body"]
                assert body["contentType"] == "text" or Page(body["content"]).active == []


def _events(home: Home) -> Iterator[dict[str, Any]]:
    """Every body that made an event, parts of batches one by one."""
    if isinstance(home, GoogleHome):
        yield from (
            dict(call.body) for call in home.google.calls if call.method == "calendar.events.insert" and call.body
        )
        return
    for one in home.graph.spoken():
        if one.request.method == "POST" and one.request.path.endswith("/events"):
            yield one.request.json


@pytest.mark.parametrize("provider", PROVIDERS)
def test_what_stands_on_a_foreign_event_is_not_obeyed(
    provider: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Titles and names that others chose, seen by adopt, suggest, plan and sync."""
    with signed_in(provider, tmp_path / "home", monkeypatch) as home:
        texts = [*HIDDEN, *PLAIN]
        for number, text in enumerate(texts):
            start = MONDAY - timedelta(days=1 + number % 40, hours=number // 40) + timedelta(hours=4)
            if isinstance(home, GoogleHome):
                hands = home.google.hands("sam@example.com")
                made = hands.meet(f"g{number}@example.com", start=start, minutes=30, id=f"foreign{number:04}")
                made.fields["summary"] = text
                for guest in made.fields.get("attendees", ()):
                    guest["displayName"] = text
            else:
                home.hands.make(text, start, 30, guests=(f"g{number}@example.com",))
        for argv in (
            ("sync",),
            ("plan",),
            ("adopt",),
            ("stakeholders", "suggest"),
            ("status",),
            ("log", "list"),
            ("export",),
        ):
            said = run(home, *argv)
            assert "something broke" not in said.err, (argv, said)
            assert obeyed(said.out + said.err) == [], argv
