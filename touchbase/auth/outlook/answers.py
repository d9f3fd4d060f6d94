"""What comes back from msal: a token with its end, or one of our errors."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from touchbase.auth.outlook.cache import Access
from touchbase.auth.outlook.meanings import refusal
from touchbase.errors import ProviderDown


@contextmanager
def understood() -> Iterator[None]:
    """ProviderDown in the place of what msal raises, with the answer in its text, when it cannot read an answer."""
    try:
        yield
    except (ValueError, LookupError, RuntimeError) as error:
        raise _strange(type(error).__name__) from None


def access_in(answer: Mapping[str, Any], now: datetime) -> Access:
    """The token of an answer and when it ends."""
    if "error" in answer:
        raise refusal(answer)
    token = answer.get("access_token")
    if not isinstance(token, str):
        raise _strange("no token")
    with understood():
        return Access(token, int(now.timestamp()) + int(answer.get("expires_in", 0)))


def _strange(what: str) -> ProviderDown:
    return ProviderDown(f"Microsoft's answer cannot be understood ({what}).", "Run the same command again later.")
