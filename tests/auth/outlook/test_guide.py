"""docs/outlook.md says what the code does: every permission, every cloud, every kind of authority."""

import re

import pytest

from tests.pages import ROOT, rows
from touchbase.auth.outlook.clouds import CLOUDS
from touchbase.auth.outlook.meanings import _BY_NUMBER
from touchbase.auth.outlook.settings import ATTENDANCE, BUSY_ONLY, CALENDAR, MANY_TENANTS, settings_of

GUIDE = ROOT / "docs" / "outlook.md"
TEXT = GUIDE.read_text("utf-8")


def test_every_permission_has_its_row_and_no_other() -> None:
    assert set(re.findall(r"^   \| `([\w.]+)` \|", TEXT, re.MULTILINE)) == {*CALENDAR, *ATTENDANCE, *BUSY_ONLY}


@pytest.mark.parametrize("tenant", MANY_TENANTS)
def test_every_kind_of_authority_is_told(tenant: str) -> None:
    assert f"`https://login.microsoftonline.com/{tenant}`" in TEXT


def test_every_cloud_has_its_row_and_each_row_works() -> None:
    told = [(row[1].strip("`"), row[2].split("`")[1]) for row in rows(GUIDE, "Other clouds")[1:]]
    assert {graph for _, graph in told} == {f"https://{host}/v1.0" for cloud in CLOUDS for host in cloud.graph}
    for authority, endpoint in told:
        settings_of({"client_id": "c", "authority": f"{authority}organizations", "endpoint": endpoint})


@pytest.mark.parametrize("words", ["Allow public client flows", "Grant admin consent", "http://localhost"])
def test_what_a_cure_names_is_in_the_guide(words: str) -> None:
    assert words in TEXT
    assert any(words.split("/")[-1] in f"{one.sentence} {one.remedy}" for one in _BY_NUMBER.values())
