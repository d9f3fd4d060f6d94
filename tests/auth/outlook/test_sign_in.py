"""Signing in to Outlook at a browser: what is asked, what is kept, and everything that can go wrong."""

import stat
import threading
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from tests.auth.outlook.office import ACCOUNT, SAM, Form, Office, asked, back
from touchbase.auth.outlook.kept import from_text
from touchbase.errors import ProviderDown, SignInAgain

MINIMUM = {"User.Read", "Calendars.ReadWrite", "MailboxSettings.Read", "openid", "profile", "offline_access"}
MEETINGS = {"OnlineMeetings.Read", "OnlineMeetingArtifact.Read.All"}


class TestGood:
    def test_the_person_is_known_and_everything_is_told(self, office: Office) -> None:
        found = office.sign_in()
        assert (found.provider, found.signed_in, found.who, found.problem) == ("outlook", True, SAM, "")
        assert (found.since, found.refreshed) == (office.now, office.now)
        assert found.ends == office.now + timedelta(days=90)
        assert found.missing == ()
        assert office.standing() == found

    def test_what_is_kept_can_be_renewed_and_is_for_its_owner_only(self, office: Office) -> None:
        office.sign_in()
        kept = from_text(office.tokens.load(ACCOUNT) or "")
        assert "refresh-secret" in kept.cache
        assert stat.S_IMODE(office.file.stat().st_mode) == 0o600
        assert stat.S_IMODE(office.file.parent.stat().st_mode) == 0o700

    def test_code_with_pkce_state_and_form_post_on_a_loopback_address(self, office: Office) -> None:
        office.sign_in()
        address = asked(office.visited[0])
        assert (address["response_type"], address["response_mode"]) == ("code", "form_post")
        assert address["code_challenge_method"] == "S256"
        assert min(len(address["state"]), len(address["nonce"])) > 15
        assert urlsplit(address["redirect_uri"]).hostname == "localhost"
        (redeemed,) = office.tokens_asked()
        assert redeemed["redirect_uri"] == address["redirect_uri"]
        assert len(redeemed["code_verifier"]) >= 43
        assert "client_secret" not in redeemed

    def test_no_more_is_asked_than_is_needed(self, office: Office) -> None:
        office.sign_in()
        assert set(asked(office.visited[0])["scope"].split()) == MINIMUM

    def test_calls_are_looked_into_only_when_asked_for(self, office: Office) -> None:
        office.sign_in(office.given(attendance=True))
        assert set(asked(office.visited[0])["scope"].split()) == MINIMUM | MEETINGS

    def test_busy_times_alone_need_no_right_to_write(self, office: Office) -> None:
        found = office.sign_in(office.given(writes=False))
        scopes = set(asked(office.visited[0])["scope"].split())
        assert "Calendars.Read" in scopes
        assert scopes.isdisjoint({"Calendars.ReadWrite", "MailboxSettings.Read"})
        assert found.missing == ()

    def test_the_first_time_offers_all_accounts_and_later_the_same(self, office: Office) -> None:
        office.sign_in()
        office.sign_in()
        first, second = map(asked, office.visited)
        assert (first["prompt"], first.get("login_hint")) == ("select_account", None)
        assert (second.get("prompt"), second["login_hint"]) == (None, SAM)

    def test_without_a_browser_the_address_is_shown(self, office: Office) -> None:
        visit = threading.Timer(0.1, lambda: office.browse(office.said[2]))
        visit.start()
        found = office.sign_in(browser=False)
        assert found.signed_in
        assert "--device-code" in office.said[3]

    def test_a_host_that_is_not_of_microsoft_is_told_first(self, office: Office) -> None:
        office.sign_in()
        assert office.said[0] == "You are about to sign in at 127.0.0.1, which is not one of Microsoft's hosts."

    @pytest.mark.parametrize("tenant", ["organizations", "common", "7a1f5c2e-0d4b-4c6a-9b1e-2f3a4b5c6d7e"])
    def test_every_kind_of_authority(self, office: Office, tenant: str) -> None:
        office.sign_in(office.given(tenant))
        assert urlsplit(office.visited[0]).path == f"/{tenant}/oauth2/v2.0/authorize"
        assert len(office.session(office.given(tenant))()) > 10

    def test_a_personal_account(self, office: Office) -> None:
        office.graph.person("kim@example.com", personal=True)
        office.graph.accounts.who = "kim@example.com"
        assert office.sign_in(office.given("consumers")).who == "kim@example.com"

    def test_only_the_given_host_hears_of_it(self, office: Office) -> None:
        """Instance discovery would ask login.microsoftonline.com, which no test can reach."""
        office.sign_in()
        assert {one.request.path.split("/")[1] for one in office.graph.server.history} == {"organizations"}


class TestNotAllowed:
    def test_the_person_says_no(self, office: Office) -> None:
        office.graph.accounts.does = "refuses"
        with pytest.raises(SignInAgain, match="You did not allow touchbase") as refused:
            office.sign_in()
        assert refused.value.provider == "outlook"
        assert office.tokens.load(ACCOUNT) is None

    def test_an_administrator_is_needed_and_the_cure_says_where(self, office: Office) -> None:
        office.graph.accounts.does = "asks an admin"
        with pytest.raises(SignInAgain, match="administrator to approve") as refused:
            office.sign_in()
        assert "Grant admin consent" in refused.value.remedy

    def test_what_is_missing_is_told_and_the_rest_works(self, office: Office) -> None:
        office.graph.accounts.withheld = MEETINGS
        found = office.sign_in(office.given(attendance=True))
        assert found.signed_in
        assert found.missing == ("seeing who was in the Teams call",)

    def test_without_the_calendar_nothing_is_kept(self, office: Office) -> None:
        office.graph.accounts.withheld = {"Calendars.ReadWrite"}
        with pytest.raises(SignInAgain, match="not allowed to help with keeping touchbases on your calendar"):
            office.sign_in()
        assert office.tokens.load(ACCOUNT) is None

    def test_without_offline_access_nothing_could_be_renewed(self, office: Office) -> None:
        office.graph.accounts.withheld = {"offline_access"}
        with pytest.raises(ProviderDown, match="nothing to renew"):
            office.sign_in()

    def test_another_person_is_not_taken_for_the_first(self, office: Office) -> None:
        office.sign_in()
        before = office.file.read_bytes()
        office.graph.person("kim@example.com")
        office.graph.accounts.who = "kim@example.com"
        with pytest.raises(SignInAgain, match=r"That was kim@example\.com; until now .* sam@example\.com") as refused:
            office.sign_in()
        assert "auth logout outlook" in refused.value.remedy
        assert office.file.read_bytes() == before

    def test_a_person_with_a_new_address_is_the_same(self, office: Office) -> None:
        office.sign_in()
        box = office.graph.world.mailboxes.pop(SAM)
        box.address = "sam.okafor@example.com"
        office.graph.world.mailboxes[box.address] = box
        office.graph.accounts.who = box.address
        assert office.sign_in().who == "sam.okafor@example.com"

    def test_a_damaged_record_is_replaced(self, office: Office) -> None:
        office.tokens.save(ACCOUNT, "{")
        assert office.sign_in().signed_in


class TestAttacks:
    def test_an_answer_with_another_state_is_not_ours(self, office: Office) -> None:
        strays: list[int] = []

        def stray_first(form: Form) -> Form:
            port = urlsplit(asked(office.visited[0])["redirect_uri"]).port
            strays.append(back(f"http://localhost:{port}", form | {"state": "guessed", "code": "planted"}))
            return form

        office.change = stray_first
        assert office.sign_in().who == SAM
        assert strays == [400]
        assert [one["code"] for one in office.tokens_asked()] != ["planted"]

    def test_a_state_that_never_fits_ends_in_a_time_out(self, office: Office) -> None:
        office.change = lambda form: form | {"state": "guessed"}
        with pytest.raises(SignInAgain, match="Nobody signed in for"):
            office.sign_in(patience=0.3)
        assert office.pages[0].result(5) == 400
        assert office.tokens_asked() == []

    def test_a_code_of_somebody_elses_challenge_buys_nothing(self, office: Office) -> None:
        def swapped(form: Form) -> Form:
            office.graph.accounts.codes[form["code"]].challenge = "A" * 43
            return form

        office.change = swapped
        with pytest.raises(SignInAgain, match="AADSTS501481"):
            office.sign_in()
        assert office.tokens.load(ACCOUNT) is None

    def test_an_id_token_of_another_sign_in_is_refused(self, office: Office) -> None:
        def replayed(form: Form) -> Form:
            office.graph.accounts.codes[form["code"]].nonce = "replayed"
            return form

        office.change = replayed
        with pytest.raises(ProviderDown, match="cannot be understood"):
            office.sign_in()
        assert office.tokens.load(ACCOUNT) is None

    @pytest.mark.timeout(15)
    def test_nobody_comes(self, office: Office) -> None:
        with pytest.raises(SignInAgain, match="Nobody signed in for 0 seconds"):
            office.sign_in(browser=False, patience=0.01)
