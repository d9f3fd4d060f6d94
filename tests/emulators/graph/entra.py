"""The endpoints of Entra under one authority: discovery, authorise, device code, token."""

import re

from tests.emulators.graph import sign_in, tokens
from tests.emulators.graph.accounts import Accounts, Declined
from tests.emulators.graph.mailbox import Json
from tests.emulators.graph.world import CONSUMERS
from tests.emulators.serving import Answer, Request

PATH = re.compile(r"/([^/]+)/(v2\.0/\.well-known/openid-configuration|oauth2/v2\.0/(?:authorize|token|devicecode))")
INSTANCE = "/common/discovery/instance"


def is_entra(request: Request) -> bool:
    return bool(PATH.fullmatch(request.path)) or request.path == INSTANCE


def answer(accounts: Accounts, request: Request, url: str) -> Answer:
    """`url` is where this server stands, for Entra and Graph alike."""
    match = PATH.fullmatch(request.path)
    if match is None:
        return Answer.of_json(_instance(url))
    tenant, what = match.groups()
    try:
        _tenant(accounts, tenant)
        if what.endswith("authorize"):
            return sign_in.authorise(accounts, request, tenant, url)
        if what.endswith("openid-configuration"):
            return Answer.of_json(_configuration(accounts, tenant, url))
        if request.method != "POST":
            raise Declined("invalid_request", 900561, "The endpoint only accepts POST requests.")
        if what.endswith("devicecode"):
            return Answer.of_json(sign_in.device(accounts, request.form, url))
        return Answer.of_json(tokens.answer(accounts, request.form, f"{url}{request.path}", url))
    except Declined as refused:
        return refused.answer(accounts.world.now)


def _tenant(accounts: Accounts, tenant: str) -> None:
    if tenant not in ("common", "organizations", "consumers", CONSUMERS, accounts.world.tenant):
        raise Declined("invalid_tenant", 90002, f"Tenant '{tenant}' not found.")


def _instance(url: str) -> Json:
    host = url.removeprefix("https://")
    return {
        "tenant_discovery_endpoint": f"{url}/common/v2.0/.well-known/openid-configuration",
        "api-version": "1.1",
        "metadata": [{"preferred_network": host, "preferred_cache": host, "aliases": [host]}],
    }


def _configuration(accounts: Accounts, tenant: str, url: str) -> Json:
    issuer = tenant if tenant in (CONSUMERS, accounts.world.tenant) else "{tenantid}"
    return {
        "authorization_endpoint": f"{url}/{tenant}/oauth2/v2.0/authorize",
        "token_endpoint": f"{url}/{tenant}/oauth2/v2.0/token",
        "device_authorization_endpoint": f"{url}/{tenant}/oauth2/v2.0/devicecode",
        "issuer": f"{url}/{issuer}/v2.0",
        "jwks_uri": f"{url}/{tenant}/discovery/v2.0/keys",
        "response_modes_supported": ["query", "fragment", "form_post"],
        "response_types_supported": ["code"],
        "scopes_supported": ["openid", "profile", "email", "offline_access"],
        "msgraph_host": url.removeprefix("https://"),
    }
