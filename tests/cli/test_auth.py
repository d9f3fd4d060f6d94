"""auth: a person signs in once; cron is told once a day when that is over; no secret is shown anywhere."""

import json
import os
import re
import stat
import subprocess
import sys
from datetime import timedelta

import click
import pytest

from tests.cli.real_terminal import on_a_pty
from tests.cli.signing import Home, home
from tests.cli.terminal import CONFIG, Stream, Terminal, context_at
from tests.emulators.faults import Fault, answer, drop
from tests.emulators.google.oauth import Consent
from touchbase.auth.google_scopes import EVENTS_OWNED, FREEBUSY
from touchbase.calendars.source import Told
from touchbase.cli import accounts, signing
from touchbase.cli.noted import Noted
from touchbase.domain.period import Period
from touchbase.errors import Exit, ProviderDown, RefusedPlan, SignInAgain

__all__ = ["home"]

DAY = timedelta(days=1)
ACCOUNT_KEYS = [
    "provider", "signed_in", "who", "scopes", "missing", "since", "refreshed", "ends", "problem", "remedy",
]  # fmt: skip


class TestSignIn:
    def test_a_person_signs_in_with_the_address_that_is_printed(self, home: Home) -> None:
        seen = home.sign_in()
        assert seen.code == 0, seen
        assert seen.out.splitlines()[0] == "You are signed in to Google for sam@example.com."
        assert "ssh -L" in seen.err
        assert (stat.S_IMODE(home.tokens.stat().st_mode), stat.S_IMODE(home.kept().stat().st_mode)) == (0o700, 0o600)

    def test_on_a_terminal_the_browser_opens(self, home: Home) -> None:
        browser = f"{sys.executable} -m tests.emulators.google.browser %s &"
        shown, code = on_a_pty(["auth", "google"], "", home.terminal.home, BROWSER=browser)
        assert code == 0, shown
        assert "Your browser opens Google's page" in shown
        assert "You are signed in to Google for sam@example.com." in shown

    def test_without_a_terminal_there_is_nobody_to_ask(self, home: Home) -> None:
        for options in ([], ["--no-input"], ["--no-browser", "--no-input"]):
            seen = home.terminal.run("auth", "google", *options)
            assert (seen.code, seen.out) == (Exit.SIGN_IN, "")
            assert seen.err == (
                "touchbase: Signing in takes a person with a browser. Run the same command at a terminal.\n"
            )
        assert home.google.oauth.asked == []

    def test_another_client_file_may_be_given(self, home: Home) -> None:
        other = (home.terminal.home / "client_secret.json").rename(home.terminal.home / "other.json")
        assert home.terminal.run("auth", "google", "--no-browser").code == Exit.CONFIG
        assert home.sign_in("--client-secrets", str(other)).code == 0

    def test_json(self, home: Home) -> None:
        [account] = home.sign_in("--json").json["accounts"]
        assert list(account) == ACCOUNT_KEYS
        assert (account["signed_in"], account["scopes"]) == (True, [EVENTS_OWNED, FREEBUSY])

    def test_who_allows_less_reads_what_is_off(self, home: Home) -> None:
        home.google.oauth.consent = Consent(grants=frozenset({EVENTS_OWNED}))
        seen = home.sign_in()
        assert "Off, because it was not allowed: seeing when you and your guests are busy." in seen.out
        assert seen.code == 0

    def test_a_service_account_needs_nobody(self, home: Home) -> None:
        key = home.terminal.home / "key.json"
        home.google.oauth.service_account(key, home.google.url, delegated=frozenset({EVENTS_OWNED, FREEBUSY}))
        config = (home.terminal.home / "config.toml").read_text()
        more = 'service_account_file = "key.json"\nsubject = "sam@example.com"\n'
        home.terminal.write("config.toml", config + more)
        assert home.terminal.good("auth", "google").out == "You are signed in to Google for sam@example.com.\n"
        assert home.terminal.good("auth", "status").out.startswith("Google: signed in for sam@example.com.\n")
        assert home.terminal.good("status", "--json").json["accounts"][0]["ok"] is True


class TestStatus:
    def test_where_the_calendar_is_a_folder_there_is_none(self, terminal: Terminal) -> None:
        assert terminal.good("auth", "status").out == "No account is in use: your calendar is a folder.\n"
        assert terminal.good("auth", "status", "--json").json["accounts"] == []
        assert not (terminal.home / "tokens").exists()

    def test_before_the_sign_in(self, home: Home) -> None:
        seen = home.terminal.run("auth", "status")
        assert seen.code == Exit.SIGN_IN
        assert (
            seen.out == "Google: You are not signed in to Google yet. Run `touchbase auth google` once at a terminal.\n"
        )

    def test_how_old_what_is_allowed_and_whether_it_will_last(self, home: Home) -> None:
        home.sign_in()
        home.terminal.now += timedelta(hours=3)
        lines = home.terminal.good("auth", "status").out.splitlines()
        assert lines[0] == "Google: signed in for sam@example.com, 3 hours ago; last renewed 3 hours ago."
        assert lines[1:3] == [f"  Allowed: {EVENTS_OWNED}", f"  Allowed: {FREEBUSY}"]
        assert lines[3].startswith("  May end on 10 Jun. Is the Google project still in Testing? Then publish it")
        home.terminal.now += 8 * DAY
        assert "May have ended on 10 Jun." in home.terminal.good("auth", "status").out

    def test_json_has_these_keys(self, home: Home) -> None:
        home.sign_in()
        [account] = home.terminal.good("auth", "status", "--json").json["accounts"]
        assert list(account) == ACCOUNT_KEYS
        assert account["since"] == account["refreshed"] == "2026-06-03T12:00:00+01:00"
        assert account["ends"] == "2026-06-10T12:00:00+01:00"

    def test_one_that_others_can_read_is_no_sign_in(self, home: Home) -> None:
        home.sign_in()
        home.kept().chmod(0o644)
        seen = home.terminal.run("auth", "status")
        assert (seen.code, "chmod go-rwx" in seen.out) == (Exit.SIGN_IN, True)

    def test_an_old_sign_in_that_is_not_used_any_more_is_shown(self, home: Home) -> None:
        home.sign_in()
        config = (home.terminal.home / "config.toml").read_text()
        home.terminal.write("config.toml", config.replace('provider = "google"', 'provider = "local"'))
        assert home.terminal.good("auth", "status").out.startswith("Google: signed in")

    def test_what_is_kept_belongs_to_one_owner(self, home: Home) -> None:
        home.sign_in()
        config = (home.terminal.home / "config.toml").read_text()
        home.terminal.write("config.toml", config.replace("sam@example.com", "kim@example.com"))
        assert home.terminal.run("auth", "status").out.startswith("Google: You are not signed in")


class TestLogout:
    def test_it_is_revoked_and_gone(self, home: Home) -> None:
        home.sign_in()
        assert home.terminal.good("auth", "logout").out == "Signed out of Google.\n"
        assert home.google.oauth.tokens.grants[0].revoked
        assert list(home.tokens.glob("*.json")) == []
        assert home.terminal.good("auth", "logout").out == "Nobody is signed in.\n"

    def test_json(self, home: Home) -> None:
        home.sign_in()
        seen = home.terminal.good("auth", "logout", "google", "--json").json
        assert seen["accounts"] == [{"provider": "google", "revoked": True, "detail": ""}]

    def test_when_google_does_not_do_it_that_is_said(self, home: Home) -> None:
        home.sign_in()
        home.google.faults.add(Fault(answer(400, {"error": "invalid_request"}), path="/revoke"))
        seen = home.terminal.run("auth", "logout")
        assert (seen.code, seen.out) == (Exit.SOME_FAILED, "Signed out of Google.\n")
        assert seen.err.startswith("touchbase: Google did not revoke the sign-in. Take touchbase off the list at ")
        assert list(home.tokens.glob("*.json")) == []

    @pytest.mark.parametrize("raw", [b"half a tok", b"\xff\xfe"])
    def test_damage_can_be_signed_out_of(self, home: Home, raw: bytes) -> None:
        home.sign_in()
        home.kept().write_bytes(raw)
        assert home.terminal.run("auth", "logout").code == Exit.SOME_FAILED
        assert list(home.tokens.glob("*.json")) == []


def test_no_secret_in_any_output_or_file_but_the_one(home: Home) -> None:
    """Sign-in, looking, failing with --debug, signing out; then everything that was written is searched."""
    home.sign_in("--debug", "-v")
    kept = json.loads(home.kept().read_text())
    secrets = [kept["access_token"], kept["refresh_token"], kept["client"]["secret"]]
    home.terminal.run("auth", "status", "--json")
    home.terminal.run("doctor", "--json")
    home.terminal.run("export")
    for fault in (answer(503, b""), answer(200, b"<html>"), answer(400, {"error": "invalid_grant"}), drop()):
        home.google.faults.add(Fault(fault, path="/token", times=3))
        home.sign_in("--debug")
    home.terminal.run("status", "--json")
    home.google.faults.add(Fault(answer(400, {"error": "invalid_request"}), path="/revoke"))
    home.terminal.run("auth", "logout", "--debug")
    codes = [parameters["code"] for parameters in _answers(home)]
    said = "".join(answer.out + answer.err for answer in home.terminal.answers)
    assert "Traceback" in said
    assert [secret for secret in (*secrets, *codes) if secret in said] == []
    files = [path for path in home.terminal.home.rglob("*") if path.is_file() and path.name != "client_secret.json"]
    assert [path for path in files for secret in secrets if secret.encode() in path.read_bytes()] == []


def _answers(home: Home) -> list[dict[str, str]]:
    """What Google's page sent back to the waiting program."""
    places = [str(e.answer.headers.get("Location", "")) for e in home.google.server.history if e.answer is not None]
    return [dict(re.findall(r"(\w+)=([^&]+)", place)) for place in places if "code=" in place]


class Over:
    """A further calendar whose sign-in is over."""

    where = "Google calendar primary"

    def __init__(self, error: SignInAgain) -> None:
        self.error = error

    def commitments(self, window: Period) -> Told:
        raise self.error


class TestRemembered:
    """What a sync met is remembered, told a crontab once a day, and shown by `status`."""

    OVER = SignInAgain("Your sign-in to Google was revoked.", "Run `touchbase auth google`.", "google")

    def run(self, home: Home, error: Exception | None, tty: bool = False) -> None:
        context = context_at({"TOUCHBASE_HOME": str(home.terminal.home)}, home.terminal.now)
        kept, sys.stderr = sys.stderr, Stream(tty=tty)
        try:
            with accounts.watched(context):
                if error is not None:
                    raise error
        finally:
            sys.stderr = kept
            context.close()

    def account(self, home: Home) -> dict[str, object]:
        [found] = home.terminal.good("status", "--json").json["accounts"]
        return dict(found)

    def test_status_shows_it_until_it_is_cured(self, home: Home) -> None:
        home.sign_in()
        assert self.account(home) == {"provider": "google", "ok": True, "detail": "as of the last sync"}
        with pytest.raises(SignInAgain):
            self.run(home, self.OVER)
        assert self.account(home) == {"provider": "google", "ok": False, "detail": str(self.OVER)}
        assert f"google: {self.OVER}" in home.terminal.good("status").out
        self.run(home, None)
        assert self.account(home)["ok"] is True

    def test_a_new_sign_in_cures_it_at_once(self, home: Home) -> None:
        with pytest.raises(SignInAgain):
            self.run(home, self.OVER)
        home.sign_in()
        assert self.account(home)["ok"] is True

    def test_before_the_first_sign_in_status_says_so(self, home: Home) -> None:
        assert self.account(home)["detail"] == "not signed in yet: touchbase auth google"
        assert not (home.terminal.home / "touchbase.db").exists(), "looking writes nothing"

    def test_a_crontab_hears_of_it_once_a_day(self, home: Home) -> None:
        with pytest.raises(SignInAgain):
            self.run(home, self.OVER)
        for _ in range(2):
            with pytest.raises(click.exceptions.Exit) as silent:
                self.run(home, self.OVER)
            assert silent.value.exit_code == Exit.SIGN_IN
        home.terminal.now += DAY
        with pytest.raises(SignInAgain):
            self.run(home, self.OVER)

    def test_a_person_hears_of_it_every_time(self, home: Home) -> None:
        for _ in range(2):
            with pytest.raises(SignInAgain):
                self.run(home, self.OVER, tty=True)

    def test_after_a_cure_it_is_news_again(self, home: Home) -> None:
        for _ in range(2):
            with pytest.raises(SignInAgain):
                self.run(home, self.OVER)
            self.run(home, None)

    def test_a_plan_the_guard_stopped_was_read_all_the_same(self, home: Home) -> None:
        home.sign_in()
        with pytest.raises(SignInAgain):
            self.run(home, self.OVER)
        with pytest.raises(RefusedPlan):
            self.run(home, RefusedPlan("Too much at once."))
        assert self.account(home)["ok"] is True

    def test_other_trouble_changes_nothing(self, home: Home) -> None:
        with pytest.raises(SignInAgain):
            self.run(home, self.OVER)
        with pytest.raises(ProviderDown):
            self.run(home, ProviderDown("Google is down."))
        assert self.account(home)["ok"] is False

    def test_trouble_without_a_name_is_the_main_calendars(self, home: Home) -> None:
        with pytest.raises(SignInAgain):
            self.run(home, SignInAgain("It is over."))
        assert self.account(home)["ok"] is False

    def test_a_further_calendar_does_not_stop_the_run_and_is_shown(self, home: Home) -> None:
        """Touchbases stand in a folder, and busy times come from Google too, where nobody signed in."""
        busy = '[[calendar.busy_from]]\nprovider = "google"\ncalendar_id = "primary"\n'
        home.terminal.write("config.toml", CONFIG + busy + '[calendar.google]\nclient_secrets = "client_secret.json"\n')
        context = context_at({"TOUCHBASE_HOME": str(home.terminal.home)}, home.terminal.now)
        with accounts.watched(context):
            source = Noted(Over(self.OVER), context)
            with pytest.raises(SignInAgain):
                source.commitments(Period(home.terminal.now, home.terminal.now + DAY))
        home.sign_in()
        assert [one["ok"] for one in home.terminal.good("status", "--json").json["accounts"]] == [True, True]
        with accounts.watched(context):
            pass
        context.close()
        accounts_now = home.terminal.good("status", "--json").json["accounts"]
        assert [(one["provider"], one["ok"]) for one in accounts_now] == [("local", True), ("google", False)]

    def test_a_run_that_is_well_touches_no_row(self, home: Home) -> None:
        self.run(home, None)
        assert not (home.terminal.home / "touchbase.db").exists()


class TestSync:
    """The whole way: a sign-in that works, is revoked, is said once a day, and is cured."""

    @pytest.fixture
    def synced(self, home: Home) -> Home:
        config = (home.terminal.home / "config.toml").read_text()
        home.terminal.write("config.toml", f'{config}api_endpoint = "{home.google.api_endpoint}"\n')
        for guest in ("ana@example.com", "bo@example.com"):
            home.google.add_user(guest, guest, "Europe/London")
        home.sign_in()
        home.terminal.good("sync")
        return home

    def test_a_revocation_is_said_once_a_day_and_cured_by_a_sign_in(self, synced: Home) -> None:
        terminal, google = synced.terminal, synced.google
        google.oauth.tokens.revoke("sam@example.com")
        writes = len(google.writes)
        first, second = terminal.run("sync", "--quiet"), terminal.run("sync", "--quiet")
        assert (first.code, first.out) == (Exit.SIGN_IN, "")
        assert first.err == (
            "touchbase: Your sign-in to Google was revoked or has expired. "
            "Run `touchbase auth google` once at a terminal.\n"
        )
        assert (second.code, second.out, second.err) == (Exit.SIGN_IN, "", "")
        terminal.now += DAY
        google.now = terminal.now
        assert terminal.run("sync", "--quiet").err == first.err
        [account] = terminal.good("status", "--json").json["accounts"]
        assert (account["ok"], "was revoked" in account["detail"]) == (False, True)
        assert len(list(synced.tokens.glob("*.json"))) == 1
        assert len(google.writes) == writes
        synced.sign_in()
        terminal.good("sync", "--quiet")
        [account] = terminal.good("status", "--json").json["accounts"]
        assert account["ok"] is True

    def test_a_plan_meets_it_too_and_writes_nothing(self, synced: Home) -> None:
        synced.google.oauth.tokens.revoke("sam@example.com")
        for _ in range(2):
            seen = synced.terminal.run("plan")
            assert (seen.code, "revoked" in seen.err) == (Exit.SIGN_IN, True)
        assert synced.terminal.good("status", "--json").json["accounts"][0]["ok"] is True, "only a sync remembers"


class TestDoctor:
    def check(self, home: Home, name: str) -> dict[str, object]:
        found = {one["name"]: one for one in home.terminal.run("doctor", "--json").json["checks"]}
        return dict(found[name])

    def test_signed_in(self, home: Home) -> None:
        home.sign_in()
        found = self.check(home, "sign-in")
        assert (found["ok"], found["detail"]) == (True, "google: signed in, just now")
        assert "still in Testing" in str(found["remedy"])

    def test_what_is_off_is_told(self, home: Home) -> None:
        home.google.oauth.consent = Consent(grants=frozenset({EVENTS_OWNED}))
        home.sign_in()
        assert "can allow what is off: seeing when you" in str(self.check(home, "sign-in")["remedy"])

    def test_not_signed_in(self, home: Home) -> None:
        found = self.check(home, "sign-in")
        assert (found["ok"], found["detail"]) == (False, "google: You are not signed in to Google yet")
        assert "`touchbase auth google`" in str(found["remedy"])

    def test_open_to_others(self, home: Home) -> None:
        home.sign_in()
        home.tokens.chmod(0o755)
        found = self.check(home, "sign-in")
        assert (found["ok"], "chmod go-rwx" in str(found["remedy"])) == (False, True)

    def test_the_client_file(self, home: Home) -> None:
        path = home.terminal.home / "client_secret.json"
        assert self.check(home, "client files")["ok"] is True
        path.chmod(0o644)
        assert f"chmod go-rwx '{path}'" in str(self.check(home, "client files")["remedy"])
        path.unlink()
        assert self.check(home, "client files")["detail"] == f"{path}: not there"


def test_status_loads_nothing_of_any_provider(home: Home) -> None:
    home.sign_in()
    libraries = ("google", "googleapiclient", "google_auth_oauthlib", "httplib2", "msal", "requests", "filelock")
    ask = f"""
import sys
from touchbase.__main__ import main
code = main(["status", "--json"])
print([name for name in {libraries} if name in sys.modules], code, file=sys.stderr)
"""
    environ = {**os.environ, "TOUCHBASE_HOME": str(home.terminal.home)}
    run = subprocess.run([sys.executable, "-c", ask], env=environ, capture_output=True, text=True, check=True)
    assert run.stderr == "[] 0\n"


@pytest.mark.parametrize(
    ("environ", "platform", "opens"),
    [
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"BROWSER": "firefox"}, "linux", True),
        ({}, "darwin", True),
        ({"TERM": "xterm"}, "linux", False),
    ],
)
def test_a_browser_is_opened_only_where_it_has_a_window(environ: dict[str, str], platform: str, opens: bool) -> None:
    assert signing.has_browser(environ, platform) is opens


def test_no_browser_of_the_terminal_is_started(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in signing.GRAPHICAL:
        monkeypatch.delenv(name, raising=False)
    kept = sys.stdin, sys.stderr
    sys.stdin, sys.stderr = Stream(tty=True), Stream(tty=True)
    try:
        desk = signing.desk(context_at({}), elsewhere=False)
    finally:
        sys.stdin, sys.stderr = kept
    assert (desk.browse is None) == (sys.platform != "darwin")
