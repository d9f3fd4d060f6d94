"""How a sign-in stands without asking anybody, and its end."""

from datetime import timedelta

import pytest

from tests.auth.outlook.office import ACCOUNT, Office
from touchbase.auth.outlook import sign_out
from touchbase.auth.outlook.sign_out import EITHER, NO_REVOCATION, PERSONAL, WORK
from touchbase.errors import SignInAgain


class TestStanding:
    def test_nobody_signed_in(self, office: Office) -> None:
        found = office.standing()
        assert (found.signed_in, found.problem) == (False, "You are not signed in to Outlook yet.")
        assert "touchbase auth outlook" in found.remedy
        assert not office.tokens.folder.exists()

    def test_since_and_refreshed_are_told_apart(self, office: Office) -> None:
        first = office.sign_in()
        office.later(days=30)
        office.session()()
        found = office.standing()
        assert (found.since, found.refreshed) == (first.since, office.now)
        assert found.ends == office.now + timedelta(days=90)
        assert "schedule keeps it alive" in found.remedy

    @pytest.mark.parametrize(("days", "alive"), [(89.9, True), (90, False)])
    def test_it_is_over_after_ninety_days(self, office: Office, days: float, alive: bool) -> None:
        office.sign_in()
        office.later(days=days)
        found = office.standing()
        assert (found.signed_in, found.problem == "") == (alive, alive)

    def test_a_config_without_outlook_is_a_problem_and_no_crash(self, office: Office) -> None:
        found = office.standing({"authority": "https://login.microsoftonline.com/organizations"})
        assert not found.signed_in
        assert "calendar.outlook.client_id: is missing." in found.problem

    def test_a_file_open_to_others_is_refused_and_the_cure_told(self, office: Office) -> None:
        office.sign_in()
        office.file.chmod(0o644)
        found = office.standing()
        assert not found.signed_in
        assert "chmod go-rwx" in found.remedy

    def test_asking_sends_nothing(self, office: Office) -> None:
        office.sign_in()
        said = len(office.graph.server.history)
        office.standing()
        assert len(office.graph.server.history) == said


class TestSignOut:
    def test_what_is_kept_is_gone_and_the_rest_is_told(self, office: Office) -> None:
        office.sign_in()
        office.said.clear()
        assert sign_out(office.given(), office.tokens, ACCOUNT, office.desk()) == ""
        assert office.said == [NO_REVOCATION, WORK]
        assert not office.file.exists()
        with pytest.raises(SignInAgain, match="not signed in"):
            office.session()()

    @pytest.mark.parametrize(
        ("tenant", "says"),
        [("common", EITHER), ("consumers", PERSONAL), ("organizations/", WORK), ("contoso.example", WORK)],
    )
    def test_where_to_end_it_depends_on_the_account(self, office: Office, tenant: str, says: str) -> None:
        office.tokens.save(ACCOUNT, "anything")
        sign_out(office.given(tenant), office.tokens, ACCOUNT, office.desk())
        assert office.said[-1] == says

    def test_it_needs_no_network_and_no_config(self, office: Office) -> None:
        office.tokens.save(ACCOUNT, "anything")
        assert sign_out({}, office.tokens, ACCOUNT, office.desk()) == ""
        assert not office.file.exists()
        assert office.graph.server.history == []

    def test_a_file_that_others_could_read_goes_too(self, office: Office) -> None:
        office.sign_in()
        office.file.chmod(0o644)
        sign_out(office.given(), office.tokens, ACCOUNT, office.desk())
        assert not office.file.exists()

    def test_nobody_was_signed_in(self, office: Office) -> None:
        assert sign_out(office.given(), office.tokens, ACCOUNT, office.desk()) == ""
        assert office.said == []

    def test_another_account_may_sign_in_then(self, office: Office) -> None:
        office.sign_in()
        sign_out(office.given(), office.tokens, ACCOUNT, office.desk())
        office.graph.person("kim@example.com")
        office.graph.accounts.who = "kim@example.com"
        assert office.sign_in().who == "kim@example.com"
