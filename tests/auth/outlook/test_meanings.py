"""What Entra's errors mean: each with a sentence, a cure and the right exit code, and nothing of what was sent."""

import pytest

from touchbase.auth.outlook.meanings import _BY_ERROR, _BY_NUMBER, refusal
from touchbase.errors import Exit, SignInAgain

CANARY = "0.AXoAcanary-refresh-token"


@pytest.mark.parametrize(
    ("answer", "code", "says"),
    [
        ({"error": "invalid_grant"}, Exit.SIGN_IN, "no longer accepts your sign-in (invalid_grant)"),
        ({"error": "invalid_grant", "error_codes": [50173]}, Exit.SIGN_IN, "(invalid_grant, AADSTS50173)"),
        ({"error": "invalid_grant", "error_description": "AADSTS700082: The"}, Exit.SIGN_IN, "not used for 90 days"),
        ({"error": "interaction_required", "error_codes": ["x", 50079]}, Exit.SIGN_IN, "a second factor"),
        ({"error": "access_denied", "error_codes": 7}, Exit.SIGN_IN, "did not allow"),
        ({"error": "unauthorized_client", "error_codes": [700016]}, Exit.CONFIG, "no application of that client_id"),
        ({"error": "invalid_client", "error_codes": [7000218]}, Exit.CONFIG, "not registered as a public client"),
        ({"error": "invalid_request", "error_codes": [50194]}, Exit.CONFIG, "for one organisation only"),
        ({"error": "invalid_request", "error_codes": [50011]}, Exit.CONFIG, "http://localhost"),
        ({"error": "temporarily_unavailable"}, Exit.TRY_LATER, "is busy"),
        ({"error": "server_error"}, Exit.TRY_LATER, "failed"),
        ({"error": "something_new"}, Exit.SIGN_IN, "did not let touchbase sign in (something_new)"),
        ({"error": CANARY}, Exit.SIGN_IN, "(no reason given)"),
        ({"error": 7}, Exit.SIGN_IN, "(no reason given)"),
    ],
)  # fmt: skip
def test_each_answer(answer: dict[str, object], code: Exit, says: str) -> None:
    error = refusal(answer)
    assert error.exit_code == code
    assert says in error.sentence
    assert error.remedy


def test_the_description_is_never_shown() -> None:
    for name in _BY_ERROR:
        error = refusal({"error": name, "error_description": f"AADSTS65001: {CANARY}", "suberror": CANARY})
        assert CANARY not in f"{error!r} {error}"


def test_every_meaning_is_a_sentence_with_a_cure() -> None:
    for meaning in (*_BY_NUMBER.values(), *_BY_ERROR.values()):
        assert meaning.sentence[0].isupper()
        assert meaning.sentence.endswith(".")
        assert meaning.remedy.endswith((".", ")"))


def test_whose_account_it_is_goes_along() -> None:
    errors = [refusal({"error": "x", "error_codes": [number]}) for number in _BY_NUMBER]
    assert {error.provider for error in errors if isinstance(error, SignInAgain)} == {"outlook"}
