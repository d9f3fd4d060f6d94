"""The msal application: built when first needed, with our wire, quiet, and at the given host only."""

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from touchbase.auth.outlook.credentials import credential_of, unusable
from touchbase.auth.outlook.entra import Wire
from touchbase.auth.outlook.settings import Settings
from touchbase.errors import TouchbaseError

if TYPE_CHECKING:
    from msal import (  # type: ignore[import-untyped]
        ConfidentialClientApplication,
        PublicClientApplication,
        SerializableTokenCache,
    )


class Outside(NamedTuple):
    """The environment that names certificate authorities (None: the process's own), and how to wait."""

    environ: Mapping[str, str] | None = None
    sleep: Callable[[float], None] = time.sleep


def public(settings: Settings, cache: "SerializableTokenCache", outside: Outside) -> "PublicClientApplication":
    """For a person who signs in; fetches the authority's discovery document, so ProviderDown and BadInput may come."""
    from msal import PublicClientApplication

    return _built(PublicClientApplication, settings, outside, token_cache=cache)


def confidential(settings: Settings, outside: Outside) -> "ConfidentialClientApplication":
    """For an application with a secret or certificate of its own; its tokens live in this process only."""
    from msal import ConfidentialClientApplication

    credential = credential_of(settings)
    with certified(settings):
        return _built(ConfidentialClientApplication, settings, outside, client_credential=credential)


@contextmanager
def certified(settings: Settings) -> Iterator[None]:
    """BadInput when msal cannot sign with the certificate, whatever jwt and cryptography raise.

    Their texts may show a part of the key. It is first used when a token is asked for.
    """
    try:
        yield
    except TouchbaseError:
        raise
    except Exception:
        if settings.certificate_file is None:
            raise
        raise unusable(settings.certificate_file) from None


def empty_cache() -> "SerializableTokenCache":
    from msal import SerializableTokenCache

    return SerializableTokenCache()


def _built(kind: Any, settings: Settings, outside: Outside, **more: Any) -> Any:
    """Instance discovery is off for every host, ours and Microsoft's, so no other host ever hears of the sign-in.

    For Microsoft's own hosts msal would only look for other names of the same host, and for a host it does not know
    it would ask Microsoft's global one, which in a closed network is neither there nor to be told.
    """
    from touchbase.auth.wire import session

    hush()
    wire = Wire(session(outside.environ), settings.authority, outside.sleep)
    return kind(settings.client_id, authority=settings.authority, http_client=wire, instance_discovery=False, **more)


def hush() -> None:
    """msal logs answers it does not understand, and codes and accounts at debug level: none of it leaves msal."""
    logging.getLogger("msal").setLevel(logging.CRITICAL + 1)
