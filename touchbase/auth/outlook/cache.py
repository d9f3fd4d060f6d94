"""msal's cache beside what is kept: read, asked and written back by whoever holds the store's lock."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from touchbase.auth.outlook.settings import Settings

if TYPE_CHECKING:
    from msal import SerializableTokenCache  # type: ignore[import-untyped]

MARGIN = 300  # seconds an access token has to be good for, as msal itself keeps it


class Access(NamedTuple):
    """An access token and when it ends, in seconds since 1970 UTC."""

    token: str
    ends: int

    def __repr__(self) -> str:
        return f"Access(ends={self.ends})"

    def lasts(self, now: datetime) -> bool:
        return self.ends - now.timestamp() > MARGIN


def access_tokens(cache: "SerializableTokenCache", settings: Settings, home: str, now: datetime) -> Iterator[Access]:
    """Those that are good for a while, for this application, account, cloud and all that is asked for."""
    query = {"client_id": settings.client_id, "environment": settings.host, "home_account_id": home}
    for entry in list(cache.search("AccessToken", target=settings.scopes, query=query, now=int(now.timestamp()))):
        access = Access(entry["secret"], int(entry["expires_on"]))
        if access.lasts(now):
            yield access


def renewable(cache: "SerializableTokenCache", settings: Settings, home: str) -> dict[str, Any] | None:
    """msal's record of the person, when this application holds something of theirs to renew in this cloud."""
    query = {"environment": settings.host, "home_account_id": home}
    person = next(iter(list(cache.search("Account", query=query))), None)
    renewal = list(cache.search("RefreshToken", query={**query, "client_id": settings.client_id}))
    return person if renewal else None
