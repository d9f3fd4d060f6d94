"""`digest`: few asks, and a mail that goes out over TLS or says why not."""

from pathlib import Path

import pytest

from tests.cli.mail_server import PASSWORD, running
from tests.cli.terminal import CONFIG, Terminal
from touchbase.cli.mailing import message
from touchbase.errors import Exit


def with_mail(terminal: Terminal, port: int, password: str = PASSWORD, **more: str) -> None:
    path = terminal.write("mail_password.txt", f"{password}\n")
    path.chmod(0o600)
    lines = {
        "smtp_host": '"127.0.0.1"', "smtp_port": str(port), "smtp_user": '"sam"',
        "smtp_password_file": '"mail_password.txt"', **more,
    }  # fmt: skip
    terminal.write(
        "config.toml", CONFIG + "\n[digest]\n" + "".join(f"{key} = {value}\n" for key, value in lines.items())
    )


def test_at_most_three_people_and_what_the_week_holds(terminal: Terminal) -> None:
    people = "".join(
        f'\n[[stakeholder]]\nid = "p{n}"\nname = "Person {n}"\nemail = "p{n}@example.com"\ncategory = "peer"\n'
        for n in range(5)
    )
    path = terminal.home / "stakeholders.toml"
    path.write_text(path.read_text() + people)
    terminal.good("promise", "ana-ruiz", "send slides", "--by", "2026-06-04")
    terminal.good("thank", "bo-lind", "the seat")
    terminal.now = terminal.now.replace(day=8)
    found = terminal.good("digest", "--json").json
    assert len(found["people"]) == 3
    assert found["people"][0] == "ana-ruiz", "an overdue promise comes first"
    out = terminal.good("digest").out
    assert "3 people to attend to; 4 more can wait." in out
    assert "Ana Ruiz: send slides" in out
    assert "Bo Lind: the seat" in out


def test_this_week_s_dates_stand_in_it(terminal: Terminal) -> None:
    terminal.good("sync", "--quiet")
    nexts = [one["next"] for one in terminal.good("status", "--json").json["stakeholders"] if one["next"]]
    terminal.now = terminal.now.fromisoformat(min(nexts)).replace(hour=6)
    assert "This week" in terminal.good("digest").out


def test_all_is_well_is_said(terminal: Terminal) -> None:
    for id in ("ana-ruiz", "bo-lind"):
        terminal.good("log", "add", id)
    assert "All is well: nobody of 3 relationships needs attention" in terminal.good("digest").out


def test_the_welcome_line_stands_once_and_only_after_a_lapse(terminal: Terminal) -> None:
    assert "People welcome" not in terminal.good("digest").out
    for id in ("ana-ruiz", "bo-lind"):
        terminal.good("log", "add", id, "--when", "2025-12-01")
    assert terminal.good("digest").out.count("People welcome") == 1


def test_it_can_be_kept_in_a_file_for_the_owner_alone(terminal: Terminal, tmp_path: Path) -> None:
    terminal.good("digest", "--to", str(tmp_path / "week.txt"))
    path = tmp_path / "week.txt"
    assert path.read_text().startswith("Your relationships, 3 Jun\n")
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("starttls", [False, True])
def test_it_goes_out_by_mail_and_says_nothing(
    starttls: bool, terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running(tmp_path, monkeypatch, starttls=starttls) as server:
        with_mail(terminal, server.port, security='"starttls"' if starttls else '"tls"', to='"me@example.org"')
        answer = terminal.good("digest", "--mail")
    assert answer.out == ""
    [mail] = server.mails
    assert (mail["To"], mail["From"]) == ("me@example.org", "sam@example.com")
    assert mail["Subject"] == "Your relationships, 3 Jun"
    body = mail.get_body(("plain",))
    assert body is not None
    assert "Bo Lind" in body.get_content()


@pytest.mark.parametrize(
    ("full", "password", "code", "says"),
    [
        (False, "wrong", Exit.SIGN_IN, "refused the password"),
        (True, PASSWORD, Exit.UNAVAILABLE, "did not take the mail"),
    ],
)
def test_what_keeps_it_from_going_out_is_said_without_the_password(
    full: bool,
    password: str,
    code: Exit,
    says: str,
    terminal: Terminal,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with running(tmp_path, monkeypatch) as server:
        server.full = full
        with_mail(terminal, server.port, password)
        answer = terminal.run("digest", "--mail")
    assert (answer.code, server.mails) == (code, [])
    assert says in answer.err
    assert password not in answer.out + answer.err


def test_a_server_nobody_vouches_for_gets_no_password(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running(tmp_path, monkeypatch) as server:
        with_mail(terminal, server.port)
        monkeypatch.delenv("SSL_CERT_FILE")
        answer = terminal.run("digest", "--mail")
    assert (answer.code, server.mails) == (Exit.UNAVAILABLE, [])


def test_without_a_server_nothing_is_mailed(terminal: Terminal) -> None:
    answer = terminal.run("digest", "--mail")
    assert (answer.code, "smtp_host" in answer.err) == (Exit.CONFIG, True)


@pytest.mark.parametrize(("mode", "text"), [(0o644, b"secret"), (0o600, b"\xff\xfe\x00"), (None, b"")])
def test_a_password_that_others_can_read_or_nobody_is_refused(
    mode: int | None, text: bytes, terminal: Terminal
) -> None:
    with_mail(terminal, 9)
    path = terminal.home / "mail_password.txt"
    path.write_bytes(text)
    if mode is None:
        path.unlink()
    else:
        path.chmod(mode)
    answer = terminal.run("digest", "--mail")
    assert answer.code == Exit.CONFIG
    assert "mail_password.txt" in answer.err
    assert "secret" not in answer.err


@pytest.mark.parametrize("subject", ["Hello\r\nBcc: eve@example.com", "Hello\nX: y", "Hello\tthere"])
def test_a_subject_cannot_break_out_of_its_header(subject: str) -> None:
    mail = message("sam@example.com", "sam@example.com", subject, "text", "<p>text</p>")
    assert mail["Bcc"] is None
    assert "\n" not in mail["Subject"]
    assert mail.get_content_type() == "multipart/alternative"
