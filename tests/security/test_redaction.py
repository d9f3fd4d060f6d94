"""Canaries: no token and no private word comes out anywhere but where it belongs, whatever the provider sends back."""

import json
import logging
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import touchbase.__main__
from tests.emulators.faults import Fault
from tests.emulators.serving import Answer, App, Request
from tests.security.signed import PROVIDERS, Home, booked, run, secrets, server, signed_in, sync
from tests.simulation.outlook_office import MONDAY
from touchbase.auth.account import Account
from touchbase.auth.files import FileTokens
from touchbase.auth.google_key import Key
from touchbase.auth.grant import from_text
from touchbase.cli.context import Context
from touchbase.cli.crash import write_report

THEIRS = re.compile(r"^(tokens/.*\.json|client_secret\.json)$")  # where secrets are kept
NOTE = "canary-note-4711 her daughter sits exams"
PRIVATE = {
    "a note": ("note", "ana-ruiz", NOTE),
    "a promise": ("promise", "ana-ruiz", "canary-promise-4712 the slides", "--by", "friday"),
    "an ask": ("ask", "ana-ruiz", "canary-ask-4713 a name"),
    "a gift": ("gave", "ana-ruiz", "canary-gave-4714 an hour"),
    "thanks": ("thank", "ana-ruiz", "canary-thanks-4715 the review"),
    "a suggestion": ("suggestion", "ana-ruiz", "canary-suggestion-4716 a calendar"),
    "a goal": (
        "goal",
        "add",
        "ana-ruiz",
        "canary-goal-4717 plan",
        "--step",
        "canary-step-4718 ask",
        "--obstacle",
        "canary-obstacle-4719 weeks",
    ),
    "an outcome": ("outcome", "ana-ruiz", "--why", "canary-why-4720 she decides"),
    "the log": ("log", "add", "ana-ruiz", "--when", "yesterday", "--note", "canary-log-4721 we spoke"),
}
CANARY = re.compile(r"canary-[a-z]+-47\d\d")


@pytest.fixture(params=PROVIDERS)
def home(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    with booked(request.param, tmp_path / "home", monkeypatch) as made:
        yield made


def echo(status: int) -> Callable[[Request, App], Answer]:
    """Repeats what it was sent wherever an error can say something: in all fields of both providers, and in headers."""

    def deed(request: Request, _: App) -> Answer:
        token = request.headers.get("authorization", "")
        sent = f"{token} {request.body.decode()}"
        inner = {"reason": sent, "message": sent, "domain": sent, "location": sent}
        error = {
            "code": token,
            "message": sent,
            "status": sent,
            "errors": [inner],
            "details": [inner],
            "innerError": {"code": sent},
            "@event.existingEventId": sent,
        }
        flat = {"error_description": sent, "error_uri": sent, "suberror": sent, "claims": sent}
        plain = token.removeprefix("Bearer ") or sent[:60]
        body: dict[str, Any] = {"error": plain if "token" in request.path else error, **flat}
        headers = {
            "Retry-After": plain,
            "WWW-Authenticate": token,
            "X-Echo": token,
            "Content-Type": "application/json",
            "Location": f"https://example.com/?access_token={plain}",
        }
        one_line = {name: " ".join(value.split()) for name, value in headers.items()}
        return Answer(status, json.dumps(body).encode(), one_line)

    return deed


def shed(home: Home, seen: list[str]) -> Iterator[str]:
    """Where a secret was seen: in what was said and logged, and in every file but those it is kept in."""
    shared = secrets(home)
    assert len(shared) >= 4
    for text in seen:
        yield from (f"said: {text[:200]}" for one in shared if one in text)
    for path in sorted(home.folder.rglob("*")):
        name = path.relative_to(home.folder).as_posix()
        if path.is_file() and not THEIRS.match(name):
            yield from (name for one in shared if one.encode() in path.read_bytes())


STATUSES = (200, 302, 400, 401, 403, 404, 409, 412, 429, 500, 503)


def test_no_secret_comes_out_whatever_the_provider_echoes(home: Home, caplog: pytest.LogCaptureFixture) -> None:
    """401, 403, 429, 5xx and all: on the screen, with -vv and --debug, in logs, in the memory, in crash reports."""
    caplog.set_level(logging.DEBUG)
    seen: list[str] = []
    for status in STATUSES:
        for path in ("^/(?!token|.*oauth2)", "."):
            for flags in (("-vv", "--debug"), ("--json",))[:: 1 if path == "." else 2]:
                server(home).faults.add(Fault(echo(status), path=path, times=None))
                said = sync(home, *flags)
                seen += [said.out, said.err]
                assert "something broke" not in said.err, (status, said)
                server(home).faults.clear()
    for argv in (
        ("status",),
        ("auth", "status"),
        ("doctor",),
        ("plan", "--debug"),
        ("export",),
        ("log", "list", "--json"),
    ):
        said = run(home, *argv)
        seen += [said.out, said.err]
    seen += [caplog.text, *(f"{record!r} {record.getMessage()} {record.__dict__}" for record in caplog.records)]
    assert sorted(set(shed(home, seen))) == []


@pytest.mark.parametrize("provider", PROVIDERS)
def test_signing_in_and_out_shows_no_secret(
    provider: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The address to open holds state and challenge, which are for the browser; code, verifier and tokens stay in."""
    caplog.set_level(logging.DEBUG)
    with signed_in(provider, tmp_path / "home", monkeypatch) as home:
        again = home.sign_in(at=MONDAY)
        asked = {value for line in again.err.split() for value in re.findall(r"[?&]state=([^&]+)", line)}
        out = run(home, "auth", "logout", provider)
        ours = [record.getMessage() for record in caplog.records if record.threadName == "MainThread"]  # no browser's
        seen = [again.out, again.err, out.out, out.err, *ours]
        shared = secrets(home) - asked
        assert len(shared) >= 5
        assert [one for one in shared for text in seen if one in text] == []
        logged_out = [path.name for path in (home.folder / "tokens").glob("*.json")]
        assert logged_out == []


def test_what_holds_a_secret_does_not_show_it_as_a_text(home: Home) -> None:
    shared = secrets(home)
    tokens = FileTokens(home.folder / "tokens")
    provider = "google" if hasattr(home, "google") else "outlook"
    kept = tokens.load(Account(provider, "sam@example.com")) or ""
    with pytest.MonkeyPatch.context():
        context = Context(environ=home.environ)
        session: Any = getattr(context, provider)
        shown = [repr(session), str(session), repr(context), repr(tokens)]
        context.close()
    if provider == "google":
        shown += [repr(from_text(kept)), repr(from_text(kept).client), f"{from_text(kept)}"]
    shown.append(repr(Key({"private_key": "canary-key"}, "https://example.com", "sam@example.com")))
    assert [one for one in (*shared, "canary-key") for text in shown if one in text] == []


def test_a_traceback_of_a_library_that_quotes_a_token_is_redacted(home: Home) -> None:
    def broken(_: float = 0) -> Any:
        raise RuntimeError("GET https://example.com/?access_token=canary-token-1 Authorization: Bearer canary-token-2")

    said = run_with(home, broken)
    assert said[0] == 1
    assert "RuntimeError" in said[1], "the traceback is there"
    assert "canary-token" not in said[1]
    [report] = home.folder.glob("crash-*.txt")
    assert "canary-token" not in report.read_text("utf-8")


def run_with(home: Home, broken: Callable[..., Any]) -> tuple[int, str]:
    """A sync with --debug whose clock breaks."""
    from tests.cli.terminal import Stream
    from tests.cli.terminal import _streams as streams

    err = Stream()
    with streams(Stream(), Stream(), err):
        context = Context(environ=home.environ, now=MONDAY, clock=broken, sleep=broken)
        try:
            code = touchbase.__main__._outcome(["--debug", "sync"], context)
        finally:
            context.close()
    return code, err.text()


def test_a_crash_report_quotes_no_message(tmp_path: Path) -> None:
    """A bug's message may quote a note or a token: the report says where, not what."""
    context = Context(environ={"TOUCHBASE_HOME": str(tmp_path), "HOME": str(tmp_path)})
    try:
        try:
            raise KeyError(f"Bearer canary-token {NOTE}")
        except KeyError as inner:
            raise ValueError(f"Ana Ruiz: {NOTE}") from inner
    except ValueError as error:
        report = write_report(error, context)
    text = report.read_text("utf-8")
    assert "ValueError" in text
    assert "test_redaction.py" in text
    assert not CANARY.search(text)
    assert not re.search("canary-token|Ana|Ruiz", text)


# --- private words


@pytest.fixture
def known(home: Home) -> Home:
    """Of Ana something of everything is remembered; her entry has words of its own too."""
    path = home.folder / "stakeholders.toml"
    more = 'tags = ["canary-tag-4730"]\nintent = "heal"\nhealthy_looks_like = "canary-healthy-4731"\n'
    path.write_text(path.read_text("utf-8").replace("priority = 1\n", f"priority = 1\n{more}", 1), "utf-8")
    for what, argv in PRIVATE.items():
        said = run(home, *argv)
        assert said.code == 0, (what, said)
    return home


def test_no_private_word_goes_over_the_wire(known: Home) -> None:
    """Neither into a new series, nor into one that is moved, renewed, ended or looked up."""
    before = len(server(known).history)
    for command in (
        ("sync",),
        ("plan",),
        ("pause", "ana-ruiz"),
        ("sync",),
        ("resume", "ana-ruiz"),
        ("sync",),
        ("retire", "bo-lind"),
        ("sync",),
    ):
        run(known, *command)
    sent = server(known).history[before:]
    assert len([one for one in sent if one.request.method != "GET"]) > 3
    for exchange in sent:
        request = exchange.request
        said = f"{request.target} {request.headers} {request.body.decode()}"
        assert CANARY.findall(said) == [], request.target
        assert not re.search(r"\bheal\b", said)


def test_no_private_word_is_said_by_what_cron_runs_or_kept_beside_the_memory(known: Home) -> None:
    for argv in (
        ("sync", "-v"),
        ("sync",),
        ("plan",),
        ("plan", "--json"),
        ("status", "--json"),
        ("status",),
        ("doctor",),
    ):
        said = run(known, "-vv", "--debug", *argv) if argv[-1] != "-v" else run(known, "-v", "sync")
        assert CANARY.findall(said.out + said.err) in ([], ["canary-tag-4730"]), argv
    own = re.compile(r"^(touchbase\.db.*|backups/.*|stakeholders\.toml)$")
    for path in known.folder.rglob("*"):
        name = path.relative_to(known.folder).as_posix()
        if path.is_file() and not own.match(name):
            assert CANARY.findall(path.read_bytes().decode("utf-8", "replace")) == [], name


def test_an_export_holds_every_note_and_no_token(known: Home) -> None:
    said = run(known, "export").out
    missing = [word for argv in PRIVATE.values() for part in argv for word in CANARY.findall(part) if word not in said]
    assert missing == []
    assert [one for one in secrets(known) if one in said] == []
