"""An organisation's application: its secret or certificate, read from a file only its owner can read."""

import os
import stat
from pathlib import Path

from touchbase.auth.outlook.settings import Settings
from touchbase.errors import BadInput

LARGEST = 100_000  # bytes
_PATH = "Correct its path in config.toml."
_KEY, _CERTIFICATE, _END = b"PRIVATE KEY-----", b"-----BEGIN CERTIFICATE-----", b"-----END CERTIFICATE-----"


def credential_of(settings: Settings) -> "str | dict[str, str | bool]":
    """As msal takes it: the secret's text, or the certificate. BadInput when the file cannot be trusted or read."""
    if settings.secret_file:
        return _secret(settings.secret_file)
    return _certificate(settings.certificate_file or Path())


def unusable(path: Path | None) -> BadInput:
    """A certificate file that msal cannot sign with."""
    sentence = f"{path} holds no certificate with its private key that can be used."
    return BadInput(sentence, remedy="It has to be an RSA one, PEM (both in one file) or .pfx, without a passphrase.")


def _secret(path: Path) -> str:
    try:
        secret = private_bytes(path).decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        secret = ""
    if not secret or "\n" in secret:
        raise BadInput(f"{path} does not hold one line with a secret.", remedy="Write the secret's Value into it.")
    return secret


def _certificate(path: Path) -> dict[str, str | bool]:
    raw = private_bytes(path)
    if _KEY not in raw:
        return {"private_key_pfx_path": str(path), "public_certificate": True}
    start = raw.find(_CERTIFICATE)
    if start < 0:
        raise unusable(path)
    end = raw.find(_END, start) + len(_END)
    return {"private_key": raw.decode("ascii", "replace"), "public_certificate": raw[start:end].decode("ascii")}


def private_bytes(path: Path, owners: frozenset[int] | None = None) -> bytes:
    """The file, looked at after it was opened: of `owners` (us and the system), and for nobody else's eyes.

    A link is followed: secrets are often mounted by one.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError as error:
        raise BadInput(
            f"{path} cannot be read: {error.strerror}.", remedy="Correct its path in config.toml."
        ) from error
    try:
        _look(os.fstat(descriptor), path, owners or frozenset({0, os.geteuid()}))
        return os.read(descriptor, LARGEST)
    finally:
        os.close(descriptor)


def _look(found: os.stat_result, path: Path, owners: frozenset[int]) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise BadInput(f"{path} is not a file.", remedy=_PATH)
    if found.st_uid not in owners:
        raise BadInput(f"{path} belongs to another user, so it is not used.", remedy="Make a copy of your own (0600).")
    if found.st_mode & 0o077:
        raise BadInput(
            f"Others on this machine may read {path} (mode {found.st_mode & 0o777:04o}).",
            remedy=f"chmod go-rwx '{path}'; if others could really read it, make a new secret.",
        )
