"""Who asks Google: the client file from the Google console, read and checked."""

import json
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit, urlunsplit

from touchbase.errors import BadInput

AUTH_URI = "https://accounts.google.com/o/oauth2/v2/auth"
TOKEN_URI = "https://oauth2.googleapis.com/token"  # noqa: S105  (an address)
REVOKE_URI = "https://oauth2.googleapis.com/revoke"
LARGEST = 100_000  # bytes
_CURE = "Download the file of a desktop client again; docs/google.md shows where."


class Client(NamedTuple):
    """A desktop client. Its secret is none (RFC 8252 8.5): whoever has the program has it."""

    id: str
    secret: str
    auth_uri: str = AUTH_URI
    token_uri: str = TOKEN_URI
    revoke_uri: str = REVOKE_URI

    def __repr__(self) -> str:
        return f"Client({self.id!r})"

    def installed(self) -> dict[str, dict[str, str]]:
        """As google-auth-oauthlib takes it."""
        uris = {"auth_uri": self.auth_uri, "token_uri": self.token_uri}
        return {"installed": {"client_id": self.id, "client_secret": self.secret, **uris}}


def read_client(path: Path) -> Client:
    """BadInput says what is wrong with the file and where to get a right one."""
    found = read_json(path, "client file", _CURE)
    table = found.get("installed")
    if not isinstance(table, dict):
        what = "is of a web application" if "web" in found else "is of no desktop client"
        what = "is a service account's key" if found.get("type") == "service_account" else what
        cure = "Name it as service_account_file." if found.get("type") == "service_account" else _CURE
        raise BadInput(f"The client file {path} {what}.", remedy=cure)
    texts = {name: value for name, value in table.items() if isinstance(value, str) and value}
    if "client_id" not in texts:
        raise BadInput(f"The client file {path} has no client_id.", remedy=_CURE)
    token_uri = texts.get("token_uri", TOKEN_URI)
    client = Client(
        texts["client_id"],
        texts.get("client_secret", ""),
        texts.get("auth_uri", AUTH_URI),
        token_uri,
        texts.get("revoke_uri") or revoke_uri(token_uri),
    )
    require_https(path, client.auth_uri, client.token_uri, client.revoke_uri)
    return client


def revoke_uri(token_uri: str) -> str:
    """Google's own for Google's own; behind another endpoint the path beside it. Client files do not name one."""
    parts = urlsplit(token_uri)
    if parts.hostname in ("oauth2.googleapis.com", "accounts.google.com", "www.googleapis.com"):
        return REVOKE_URI
    return urlunsplit(parts._replace(path=f"{parts.path.rpartition('/')[0]}/revoke", query="", fragment=""))


def require_https(path: Path, *addresses: str) -> None:
    """No secret travels in the clear."""
    for address in addresses:
        if urlsplit(address).scheme != "https" or not urlsplit(address).hostname:
            raise BadInput(f"{path} names {address!r}, which is not an https address.", remedy=_CURE)


def read_json(path: Path, what: str, cure: str) -> dict[str, object]:
    """A small JSON object from a file; BadInput when it is none."""
    try:
        with path.open("rb") as file:
            found = json.loads(file.read(LARGEST))
    except FileNotFoundError:
        raise BadInput(f"There is no {what} {path}.", remedy=cure) from None
    except OSError as error:
        raise BadInput(f"The {what} {path} cannot be read: {error.strerror}.", remedy=cure) from None
    except (ValueError, RecursionError):
        raise BadInput(f"The {what} {path} is not whole.", remedy=cure) from None
    if not isinstance(found, dict):
        raise BadInput(f"The {what} {path} is of another kind.", remedy=cure)
    return found
