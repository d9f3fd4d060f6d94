"""The Entra emulator and an organisation's own application: the real msal with a secret or a certificate."""

from typing import Any

import msal  # type: ignore[import-untyped]
import pytest
import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes

from tests.emulators.graph.client import Client
from tests.emulators.graph.graph import Graph
from tests.emulators.graph_office import SAM, trust


@pytest.fixture(autouse=True)
def _trusting(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    trust(graph, monkeypatch)


def key_pair() -> tuple[bytes, bytes, str]:
    """Private key, certificate and SHA-1 thumbprint of an invented app."""
    made = trustme.CA().issue_cert("app.example.com", key_type=trustme.KeyType.RSA)
    certificate = made.cert_chain_pems[0].bytes()
    thumbprint = x509.load_pem_x509_certificate(certificate).fingerprint(hashes.SHA1()).hex()  # noqa: S303
    return made.private_key_pem.bytes(), certificate, thumbprint


@pytest.mark.parametrize("kind", ["secret", "certificate"])
def test_an_organisation_s_app_by_secret_or_certificate(graph: Graph, kind: str) -> None:
    private, certificate, thumbprint = key_pair()
    graph.register("app", secret="s3", certificate=certificate)
    credential: Any = "s3" if kind == "secret" else {"private_key": private.decode(), "thumbprint": thumbprint}
    app = msal.ConfidentialClientApplication(
        "app", client_credential=credential, authority=graph.authority(graph.world.tenant), verify=graph.ca,
        instance_discovery=False,
    )  # fmt: skip
    found = app.acquire_token_for_client(["https://graph.microsoft.com/.default"])
    client = Client(graph, found["access_token"])
    assert client.get(f"/users/{SAM}/events")["value"] == []
    assert client.refused("GET", "/me/events") == (400, "BadRequest")
    graph.world.out_of_reach.add(SAM)
    assert client.refused("GET", f"/users/{SAM}/events") == (403, "ErrorAccessDenied")


def test_a_wrong_secret_or_certificate_is_invalid_client(graph: Graph) -> None:
    private, _, thumbprint = key_pair()
    graph.register("app", secret="s3", certificate=key_pair()[1])
    for credential in ("other", {"private_key": private.decode(), "thumbprint": thumbprint}):
        app = msal.ConfidentialClientApplication(
            "app", client_credential=credential, authority=graph.authority(graph.world.tenant), verify=graph.ca,
            instance_discovery=False,
        )  # fmt: skip
        found = app.acquire_token_for_client([f"{graph.url}/.default"])
        assert found["error"] == "invalid_client"
