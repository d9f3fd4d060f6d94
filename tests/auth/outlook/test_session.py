"""The signed-in session: one token for all, renewed once, written back, and an end that is told with its cure."""

import json
import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.auth.outlook.office import ACCOUNT, SAM, Office
from tests.emulators.faults import Fault, answer, slow
from tests.emulators.graph.graph import CLIENT
from touchbase.auth.outlook.kept import from_text
from touchbase.errors import Exit, SignInAgain, TouchbaseError


def refresh_tokens(office: Office) -> list[str]:
    kept = json.loads(from_text(office.tokens.load(ACCOUNT) or "").cache)
    return [one["secret"] for one in kept["RefreshToken"].values()]


class TestToken:
    def test_what_the_sign_in_brought_is_used_without_a_word_to_anybody(self, office: Office) -> None:
        office.sign_in()
        said = len(office.graph.server.history)
        token = office.session()()
        assert token in office.graph.accounts.access
        assert len(office.graph.server.history) == said

    def test_it_opens_the_mailbox(self, office: Office) -> None:
        import requests

        office.sign_in()
        held = office.session()
        headers = {"Authorization": f"Bearer {held()}"}
        url = f"{office.graph.endpoint}{held.mailbox}/mailboxSettings"
        assert requests.get(url, headers=headers, verify=office.graph.ca, timeout=10).status_code == 200

    def test_making_a_session_asks_and_reads_nothing(self, office: Office) -> None:
        office.session()
        assert office.graph.server.history == []
        assert not office.tokens.folder.exists()

    def test_all_of_a_run_share_one_token(self, office: Office) -> None:
        office.sign_in()
        held = office.session()
        with ThreadPoolExecutor(4) as pool:
            tokens = set(pool.map(lambda _: held(), range(20)))
        assert len(tokens) == 1

    @pytest.mark.parametrize(("seconds", "renewed"), [(3899, False), (3901, True)])
    def test_it_is_renewed_five_minutes_before_its_end(self, office: Office, seconds: int, renewed: bool) -> None:
        office.sign_in()
        held = office.session()
        first = held()
        office.later(seconds=seconds)
        assert (held() != first) == renewed
        assert (office.session()() != first) == renewed

    def test_a_renewed_refresh_token_is_kept_for_the_next_run(self, office: Office) -> None:
        office.sign_in()
        (before,) = refresh_tokens(office)
        office.later(hours=2)
        office.session()()
        (after,) = refresh_tokens(office)
        assert after != before
        assert office.standing().refreshed == office.now
        office.later(hours=2)
        office.session()()
        assert office.tokens_asked()[-1]["refresh_token"] == after

    def test_a_year_of_daily_runs(self, office: Office) -> None:
        office.sign_in()
        for _ in range(30):
            office.later(days=80)
            assert office.session()()

    def test_the_authority_describes_itself_once_a_run(self, office: Office) -> None:
        office.sign_in()
        before, held = office.discoveries(), office.session()
        for _ in range(3):
            office.later(hours=2)
            held()
        assert office.discoveries() - before == 1


class TestRefused:
    def test_a_refused_token_is_replaced_before_its_time(self, office: Office) -> None:
        office.sign_in()
        held = office.session()
        first = held()
        second = held.refused(first)
        assert second != first
        assert held() == second
        assert office.tokens_asked()[-1]["grant_type"] == "refresh_token"

    def test_all_threads_that_were_refused_share_one_renewal(self, office: Office) -> None:
        office.sign_in()
        held = office.session()
        first, asked = held(), len(office.tokens_asked())
        with ThreadPoolExecutor(4) as pool:
            tokens = set(pool.map(lambda _: held.refused(first), range(4)))
        assert len(tokens) == 1
        assert len(office.tokens_asked()) - asked == 1

    def test_what_another_run_renewed_meanwhile_is_taken(self, office: Office) -> None:
        office.sign_in()
        one, other = office.session(), office.session()
        first = one()
        newer = other.refused(first)
        asked = len(office.tokens_asked())
        assert one.refused(first) == newer
        assert len(office.tokens_asked()) == asked


RENEW = """
import sys
from datetime import datetime
from pathlib import Path
import time_machine
from touchbase.auth.account import Account
from touchbase.auth.files import FileTokens
from touchbase.auth.outlook import session
authority, client, folder, now = sys.argv[1:]
moment = datetime.fromisoformat(now)
given = {"authority": authority, "client_id": client}
with time_machine.travel(moment, tick=False):
    held = session(given, FileTokens(Path(folder)), Account("outlook", "sam@example.com"), lambda: moment)
    print(held())
"""


class TestTwoRuns:
    def test_two_processes_renew_once(self, office: Office) -> None:
        office.sign_in()
        office.later(hours=2)
        asked, both_here = len(office.tokens_asked()), threading.Event()
        office.graph.faults.add(Fault(slow(both_here), path="/token"))
        argv = [sys.executable, "-c", RENEW, office.graph.authority(), CLIENT, str(office.tokens.folder)]
        runs = [self._run([*argv, office.now.isoformat()]) for _ in range(2)]
        while len(office.graph.server.history) < 3:  # one of them is at the token endpoint and holds the lock
            assert all(run.poll() is None for run in runs) or both_here.is_set()
        both_here.set()
        tokens = [run.communicate(timeout=60)[0].strip() for run in runs]
        assert [run.returncode for run in runs] == [0, 0]
        assert tokens[0] == tokens[1] != ""
        assert len(office.tokens_asked()) - asked == 1

    def _run(self, argv: list[str]) -> "subprocess.Popen[str]":
        return subprocess.Popen(argv, stdout=subprocess.PIPE, text=True, env={**os.environ})


class TestOver:
    @pytest.mark.parametrize(
        ("error", "number", "says", "cure"),
        [
            ("invalid_grant", 50173, "a password was changed", "touchbase auth outlook"),
            ("invalid_grant", 700082, "not used for 90 days", "touchbase auth outlook"),
            ("interaction_required", 50076, "a second factor", "touchbase auth outlook"),
            ("interaction_required", 53003, "Conditional Access", "administrator"),
            ("consent_required", 65001, "no consent of yours", "Grant admin consent"),
            ("invalid_grant", 65001, "no consent of yours", "Grant admin consent"),
            ("login_required", 50058, "see you at the sign-in again", "touchbase auth outlook"),
            ("invalid_grant", 12345, r"no longer accepts your sign-in \(invalid_grant, AADSTS12345\)", "auth outlook"),
        ],
    )
    def test_a_person_is_needed(self, office: Office, error: str, number: int, says: str, cure: str) -> None:
        office.sign_in()
        before = office.file.read_bytes()
        office.later(hours=2)
        office.graph.accounts.refuse(SAM, error, number)
        with pytest.raises(SignInAgain, match=says) as over:
            office.session()()
        assert cure in over.value.remedy
        assert (over.value.provider, over.value.exit_code) == ("outlook", Exit.SIGN_IN)
        assert office.file.read_bytes() == before

    def test_revoked_while_it_runs(self, office: Office) -> None:
        office.sign_in()
        held = office.session()
        first = held()
        office.graph.accounts.revoke(SAM, at_once=True)
        with pytest.raises(SignInAgain, match="signed you out everywhere"):
            held.refused(first)

    def test_ninety_idle_days(self, office: Office) -> None:
        office.sign_in()
        office.later(days=91)
        found = office.standing()
        assert (found.signed_in, found.problem[:26]) == (False, "It was not used for 90 day")
        with pytest.raises(SignInAgain, match="not used for 90 days"):
            office.session()()

    def test_it_is_asked_once_and_told_as_often_as_wanted(self, office: Office) -> None:
        office.sign_in()
        office.later(hours=2)
        office.graph.accounts.revoke(SAM)
        held, asked = office.session(), len(office.tokens_asked())
        for _ in range(3):
            with pytest.raises(SignInAgain, match="password was changed"):
                held()
            office.later(minutes=2)  # msal itself keeps a refusal for one
        assert len(office.tokens_asked()) - asked == 1

    def test_a_failure_of_the_network_is_not_an_end(self, office: Office) -> None:
        office.sign_in()
        office.later(hours=2)
        office.graph.faults.add(Fault(answer(503), times=3))
        held = office.session()
        with pytest.raises(TouchbaseError, match="HTTP 503"):
            held()
        assert held()

    def test_signing_in_again_ends_it(self, office: Office) -> None:
        office.sign_in()
        office.later(days=91)
        office.sign_in()
        assert office.session()()

    def test_attendance_asked_for_later_needs_a_new_consent(self, office: Office) -> None:
        office.sign_in()
        wider = office.given(attendance=True)
        assert office.standing(wider).missing == ("seeing who was in the Teams call",)
        with pytest.raises(SignInAgain, match="no consent of yours"):
            office.session(wider)()


class TestKept:
    def test_nobody_signed_in(self, office: Office) -> None:
        with pytest.raises(SignInAgain, match="not signed in to Outlook yet"):
            office.session()()

    def test_another_application(self, office: Office) -> None:
        office.sign_in()
        other = "22222222-2222-4333-8444-555555555555"
        office.graph.register(other)
        with pytest.raises(SignInAgain, match="another application or another cloud"):
            office.session(office.given(client_id=other))()

    def test_another_cloud_never_sees_what_is_kept(self, office: Office) -> None:
        office.sign_in()
        given = office.given(authority=office.graph.authority().replace("127.0.0.1", "localhost"))
        with pytest.raises(SignInAgain, match="another cloud than localhost"):
            office.session(given)()

    def test_cut_off_at_every_byte(self, office: Office) -> None:
        office.sign_in()
        raw = office.file.read_bytes()
        said = len(office.graph.server.history)
        for length in range(len(raw)):
            with pytest.raises(SignInAgain, match="damaged"):
                from_text(raw[:length].decode())
        for length in range(0, len(raw), 101):
            office.file.write_bytes(raw[:length])
            with pytest.raises(SignInAgain, match="damaged"):
                office.session()()
            assert not office.standing().signed_in
            assert office.file.read_bytes() == raw[:length]
        assert len(office.graph.server.history) == said

    @pytest.mark.parametrize(
        "text",
        [
            "[]", "null", "{}", '{"cache": {}}', "\x00", "1" * 5000, "[" * 100_000,
            '{"cache": {}, "home": "h", "who": "w", "scopes": [], "since": "2026-01-05T00:00+00:00", "refreshed": 3}',
            '{"cache": {}, "home": "h", "who": "w", "scopes": [1], "since": "x", "refreshed": "x"}',
            '{"cache": {}, "home": "h", "who": "w", "scopes": [], "since": "2026-01-05", "refreshed": "2026-01-05"}',
            '{"cache": {"AccessToken": {"k": {"secret": 3}}}, "home": "h", "who": "w", "scopes": []}',
            '{"cache": {"X": {"k": {"environment": "e", "expires_on": "soon"}}}, "home": "h", "who": "w", "scopes": [],'
            '"since": "2026-01-05T00:00+00:00", "refreshed": "2026-01-05T00:00+00:00"}',
            '{"cache": {"Account": {"k": "text"}}, "home": "h", "who": "w", "scopes": []}',
            '{"cache": {"Account": []}, "home": "h", "who": "w", "scopes": []}',
        ],
    )  # fmt: skip
    def test_something_else_in_the_file(self, office: Office, text: str) -> None:
        office.tokens.save(ACCOUNT, text)
        with pytest.raises(SignInAgain, match="damaged"):
            office.session()()

    def test_a_disk_that_fails_is_no_reason_to_sign_in(self, office: Office, tmp_path: Path) -> None:
        office.sign_in()
        office.later(hours=2)
        (office.tokens.folder / f".{office.file.name}.new").mkdir()
        with pytest.raises(TouchbaseError) as failed:
            office.session()()
        assert failed.value.exit_code in (Exit.CANNOT_WRITE, Exit.IO)
        assert from_text(office.tokens.load(ACCOUNT) or "").who == SAM
