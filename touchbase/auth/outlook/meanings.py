"""What Entra's error codes mean to a person (learn.microsoft.com/entra/identity-platform/reference-error-codes)."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from touchbase.auth.cures import cure
from touchbase.errors import BadInput, SignInAgain, TouchbaseError, TryLater

Answer = Mapping[str, object]
"""What a token endpoint said, as parsed JSON. Its description may repeat what we sent, so it is never shown."""

AGAIN = cure("outlook")
GUIDE = "docs/outlook.md shows the registration step by step."
ADMIN = (
    "Ask an administrator of your organisation to grant consent: Entra admin center, App registrations, "
    "your application, API permissions, Grant admin consent. Then run `touchbase auth outlook`."
)


class Meaning(NamedTuple):
    """What an answer says and what to do; `kind` is the error it becomes."""

    kind: type[TouchbaseError]
    sentence: str
    remedy: str


def _again(sentence: str, remedy: str = AGAIN) -> Meaning:
    return Meaning(SignInAgain, sentence, remedy)


def _setup(sentence: str, remedy: str) -> Meaning:
    return Meaning(BadInput, sentence, f"{remedy} {GUIDE}")


_CONSENT = _again("Your organisation wants an administrator to approve touchbase first.", ADMIN)
_PROOF = _again("Microsoft wants to see you at the sign-in again (a second factor, or a device it knows).")
_REVOKED = _again("Microsoft ended your sign-in: a password was changed, or somebody signed you out everywhere.")
_IDLE = _again("Your sign-in was not used for 90 days, so Microsoft ended it.")
_DENIED = _again("You did not allow touchbase at the sign-in; nothing was changed.")
_UNKNOWN_TENANT = _setup("Microsoft knows no such tenant.", "Correct calendar.outlook.authority in config.toml.")

_BY_NUMBER: Mapping[int, Meaning] = {
    65001: _again(
        "Microsoft has no consent of yours for all that touchbase needs.",
        "Run `touchbase auth outlook` once at a terminal. " + ADMIN.replace("Ask", "If that says so, ask", 1),
    ),
    65004: _DENIED,
    90008: _CONSENT,
    90093: _CONSENT,
    90094: _CONSENT,
    90095: _CONSENT,
    50020: _again(
        "That account does not belong to the tenant in calendar.outlook.authority.",
        "Sign in with one that does, or correct the authority in config.toml.",
    ),
    50053: _again("Microsoft has locked that account for a while.", "Wait, then run `touchbase auth outlook`."),
    50057: _again("That account is disabled.", "Ask your administrator."),
    50034: _again("Microsoft does not know that account here.", AGAIN),
    50072: _PROOF,
    50074: _PROOF,
    50076: _PROOF,
    50079: _PROOF,
    50078: _PROOF,
    53000: _again("Your organisation allows this only from a device it manages.", "Ask your administrator."),
    53001: _again("Your organisation allows this only from a device it manages.", "Ask your administrator."),
    50105: _again("Your organisation has not assigned the application to you.", "Ask your administrator."),
    530033: _again("Your organisation does not allow device codes.", "Sign in where a browser is."),
    53003: _again("A rule of your organisation (Conditional Access) does not allow this.", "Ask your administrator."),
    50089: _IDLE,
    70008: _IDLE,
    700082: _IDLE,
    50132: _REVOKED,
    50133: _REVOKED,
    50173: _REVOKED,
    70043: _again("Your organisation lets sign-ins last only for a while, and yours is over."),
    50011: _setup(
        "The application has no redirect address http://localhost.",
        "Add it under Authentication, Mobile and desktop applications.",
    ),
    50194: _setup(
        "The application is for one organisation only, but calendar.outlook.authority is for any.",
        "Write https://login.microsoftonline.com/YOUR-TENANT as the authority in config.toml.",
    ),
    70001: _setup("Microsoft knows no application of that client_id.", "Correct calendar.outlook.client_id."),
    700016: _setup(
        "Microsoft knows no application of that client_id in this tenant.",
        "Correct calendar.outlook.client_id or calendar.outlook.authority.",
    ),
    90002: _UNKNOWN_TENANT,
    900023: _UNKNOWN_TENANT,
    7000218: _setup(
        "The application is not registered as a public client.",
        "Set `Allow public client flows` to Yes under Authentication.",
    ),
    700027: _again("Microsoft does not know the certificate.", "Upload it under Certificates & secrets."),
    7000215: _again(
        "Microsoft does not accept the client secret.",
        "Write the secret's Value, not its ID, into client_secret_file; or make a new one.",
    ),
    7000222: _again("The client secret has expired.", "Make a new one under Certificates & secrets."),
}

_BY_ERROR: Mapping[str, Meaning] = {
    "access_denied": _DENIED,
    "authorization_declined": _DENIED,
    "consent_required": _BY_NUMBER[65001],
    "expired_token": _again("The code was not used in time; nothing was changed."),
    "code_expired": _again("The code was not used in time; nothing was changed."),
    "interaction_required": _PROOF,
    "login_required": _PROOF,
    "invalid_grant": _again("Microsoft no longer accepts your sign-in."),
    "invalid_client": _again("Microsoft does not accept the application's secret or certificate.", GUIDE),
    "invalid_scope": _setup("Microsoft does not know a permission touchbase asks for.", "Is `endpoint` of this cloud?"),
    "unauthorized_client": _setup("The application may not sign in like this.", "Look over its registration."),
    "invalid_tenant": _UNKNOWN_TENANT,
    "temporarily_unavailable": Meaning(TryLater, "Microsoft's sign-in is busy.", "Run the same command again later."),
    "server_error": Meaning(TryLater, "Microsoft's sign-in failed.", "Run the same command again later."),
    "slow_down": Meaning(TryLater, "Microsoft's sign-in is busy.", "Run the same command again later."),
}


def refusal(answer: Answer) -> TouchbaseError:
    """Our error for an answer that holds no token: by its AADSTS number where known, else by its name."""
    numbers = _numbers(answer)
    name = _name(answer)
    known = (_BY_NUMBER[number] for number in numbers if number in _BY_NUMBER)
    meaning = next(known, None) or _BY_ERROR.get(name) or _again("Microsoft did not let touchbase sign in.")
    told = ", ".join([name, *(f"AADSTS{number}" for number in numbers)])
    return _error(meaning, f"{meaning.sentence.removesuffix('.')} ({told}).")


def _error(meaning: Meaning, sentence: str) -> TouchbaseError:
    if meaning.kind is SignInAgain:
        return SignInAgain(sentence, meaning.remedy, "outlook")
    if meaning.kind is BadInput:
        return BadInput(sentence, remedy=meaning.remedy)
    return meaning.kind(sentence, meaning.remedy)


def _numbers(answer: Answer) -> tuple[int, ...]:
    """The AADSTS numbers, from their own field or out of the description."""
    codes = answer.get("error_codes")
    listed = [code for code in codes if isinstance(code, int)] if isinstance(codes, list) else []
    said = re.findall(r"AADSTS(\d{4,9})\b", str(answer.get("error_description", "")))
    return tuple(dict.fromkeys([*listed, *map(int, said)]))[:3]


def _name(answer: Answer) -> str:
    """The error's name when it looks like one; whatever else stands there is not shown."""
    name = str(answer.get("error", ""))
    return name if re.fullmatch(r"[a-z_]{1,40}", name) else "no reason given"
