"""No secret in any line, log, error, traceback or repr; and nothing that could switch TLS off."""

import logging
import re
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest

import touchbase.auth.outlook
from tests.auth.outlook.office import ACCOUNT, SAM, Office
from tests.emulators.faults import Fault, answer, drop
from tests.emulators.serving import Answer, App, Request
from touchbase.auth.outlook import sign_out
from touchbase.auth.outlook.cache import Access
from touchbase.auth.outlook.kept import from_text
from touchbase.errors import TouchbaseError

SECRET = re.compile(r"(access|refresh|code|device)-secret-\d+|c2lnbmF0dXJl|kept-quiet")
TOKEN = "/token"


def echo(status: int) -> Callable[[Request, App], Answer]:
    """A service that repeats what it was sent, wherever it can."""

    def deed(request: Request, app: App) -> Answer:
        sent = request.body.decode()
        said = {
            "error": "invalid_grant",
            "error_description": sent,
            "suberror": sent,
            "error_uri": sent,
            "claims": sent,
        }
        return Answer.of_json(said, status)

    return deed


def spoil(**fields: object) -> Callable[[Request, App], Answer]:
    def deed(request: Request, app: App) -> Answer:
        said = app(request)
        return Answer.of_json(said.json | fields, said.status)

    return deed


DEEDS = {
    "echo": echo(400), "echo 500": echo(500), "drop": drop(after=True),
    "portal": answer(200, "<html>refresh-secret-00001</html>"),
    "no jwt": spoil(id_token="refresh-secret-00001"), "no number": spoil(expires_in="refresh-secret-00001"),
    "moved": answer(307, headers={"Location": "https://evil.example/refresh-secret-00001"}),
    "odd error": answer(400, {"error": "refresh-secret-00001"}),
}  # fmt: skip


class Everything:
    """All that anybody could see: log records as text, lines, errors with their chain, reprs."""

    def __init__(self, caplog: pytest.LogCaptureFixture, office: Office) -> None:
        self.caplog, self.office = caplog, office
        self.seen: list[str] = []

    def attempt(self, does: Callable[[], object]) -> None:
        try:
            self.seen.append(repr(does()))
        except TouchbaseError as error:
            shown = traceback.TracebackException.from_exception(error)
            self.seen += [str(error), repr(error), *shown.format(chain=True), *chain(error)]

    def text(self) -> str:
        return "\n".join([*self.seen, *self.office.said, self.caplog.text, *map(repr, self.caplog.records)])


def chain(error: BaseException) -> list[str]:
    """Also what `from None` only hides."""
    found: list[str] = []
    following: BaseException | None = error
    while following is not None:
        found.append(repr(following))
        following = following.__cause__
    return found


@pytest.fixture
def everything(caplog: pytest.LogCaptureFixture, office: Office) -> Everything:
    caplog.set_level(logging.DEBUG)
    return Everything(caplog, office)


def test_a_whole_life_without_a_secret(everything: Everything, office: Office) -> None:
    everything.attempt(office.sign_in)
    held = office.session()
    token = held()
    office.later(hours=2)
    everything.attempt(lambda: (held(), held.refused(token), held)[2])
    everything.attempt(office.standing)
    everything.attempt(lambda: from_text(office.tokens.load(ACCOUNT) or ""))
    everything.attempt(lambda: Access(token, 1))
    everything.attempt(lambda: sign_out(office.given(), office.tokens, ACCOUNT, office.desk()))
    assert SECRET.search(token)
    assert SECRET.findall(everything.text()) == []


@pytest.mark.parametrize("how", DEEDS)
def test_a_sign_in_that_fails(everything: Everything, office: Office, how: str) -> None:
    office.graph.faults.add(Fault(DEEDS[how], path=TOKEN, times=None))
    everything.attempt(office.sign_in)
    assert "Error" in everything.text() or "Again" in everything.text() or "Down" in everything.text()
    assert SECRET.findall(everything.text()) == []


@pytest.mark.parametrize("how", DEEDS)
def test_a_renewal_that_fails(everything: Everything, office: Office, how: str) -> None:
    office.sign_in()
    office.later(hours=2)
    office.graph.faults.add(Fault(DEEDS[how], path=TOKEN, times=None))
    everything.attempt(office.session())
    assert SECRET.findall(everything.text()) == []


@pytest.mark.parametrize("how", DEEDS)
def test_an_application_that_fails(everything: Everything, office: Office, how: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("kept-quiet")
    secret.chmod(0o600)
    given = office.given("7a1f5c2e-0d4b-4c6a-9b1e-2f3a4b5c6d7e", client_secret_file=str(secret), user=SAM)
    office.graph.faults.add(Fault(DEEDS[how], path=TOKEN, times=None))
    everything.attempt(office.session(given))
    assert SECRET.findall(everything.text()) == []


def test_tls_has_no_switch() -> None:
    sources = Path(touchbase.auth.outlook.__file__).parent.rglob("*.py")
    off = re.compile(r"verify\s*=|CERT_NONE|check_hostname|disable_warnings")
    assert [path.name for path in sources if off.search(path.read_text("utf-8"))] == []


def test_importing_it_loads_no_library(tmp_path: Path) -> None:
    import subprocess
    import sys

    ask = "import sys, touchbase.auth.outlook; print(*{'msal', 'requests', 'jwt', 'cryptography'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert run.stdout.split() == []
