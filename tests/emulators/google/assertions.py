"""Service accounts: JWT assertions checked against the robot's own key (RFC 7523), and what was delegated to it."""

import base64
import json
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

GRANT_TYPE = "urn:ietf:params:oauth:grant-type:jwt-bearer"
AUDIENCE = "https://oauth2.googleapis.com/token"


@dataclass(frozen=True)
class Robot:
    """`delegated`: the scopes an administrator let it use for other people."""

    email: str
    key: rsa.RSAPublicKey
    delegated: frozenset[str]


class Unsigned(Exception):
    def __init__(self, error: str, said: str, status: int = 400) -> None:
        self.error, self.status = error, status
        super().__init__(said)


def new_robot(email: str, delegated: frozenset[str]) -> tuple[Robot, str]:
    """With its private key as PEM."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    return Robot(email, key.public_key(), delegated), pem


def check(assertion: str, robots: dict[str, Robot]) -> tuple[str, frozenset[str], bool]:
    """For whom, with which scopes, and whether it acts for itself alone. Raises `Unsigned`."""
    signed, _, signature = assertion.rpartition(".")
    claims = json.loads(_decoded(signed.partition(".")[2]) or b"{}")
    robot = robots.get(claims.get("iss", ""))
    if robot is None or claims.get("aud") != AUDIENCE:
        raise Unsigned("invalid_grant", "Invalid grant: account not found")
    try:
        robot.key.verify(_decoded(signature), signed.encode(), padding.PKCS1v15(), hashes.SHA256())
    except InvalidSignature:
        raise Unsigned("invalid_grant", "Invalid JWT Signature.") from None
    scopes = frozenset(claims.get("scope", "").split())
    if "sub" not in claims:
        return robot.email, scopes, True
    if not scopes <= robot.delegated:
        said = "Client is unauthorized to retrieve access tokens using this method, or client not authorized"
        raise Unsigned("unauthorized_client", said, 401)
    return claims["sub"], scopes, False


def _decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
