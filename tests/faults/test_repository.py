"""S6, S9 and S32: no secret in the repository, no ciphertext beside its key, no package that another one changed."""

import base64
import hashlib
import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest

from tests.pages import ROOT
from tests.test_house import texts
from touchbase.config.spec import KEYS

# Assembled, so that this file does not hold what it looks for.
SECRETS = re.compile(
    "|".join(
        (
            "GOCSPX" + "-[A-Za-z0-9_-]{20,}",
            "ya29" + r"\.[A-Za-z0-9_-]{30,}",
            "AIza" + "[A-Za-z0-9_-]{35}",
            "1//0" + "[A-Za-z0-9_-]{30,}",
            "-----BEGIN (?:RSA |EC )?PRIVATE" + " KEY-----\n[A-Za-z0-9+/=\n]{200,}",
        )
    )
)
PINS = sorted(set(re.findall(r"^([a-z0-9._-]+)==", (ROOT / "requirements.txt").read_text("utf-8"), re.MULTILINE)))


def test_s6_no_tracked_file_holds_a_client_secret_a_token_or_a_key() -> None:
    assert [f"{path.name}: {found.group()[:8]}" for path, text in texts() for found in SECRETS.finditer(text)] == []
    assert SECRETS.search("GOCSPX" + "-" + "a1" * 12)


def test_s9_no_encrypted_file_with_its_key_beside_it_is_offered() -> None:
    [key] = [key for key in KEYS if (key.section, key.name) == ("auth", "tokens")]
    assert [key.parse(word) for word in ("file", "keyring")] == ["file", "keyring"]
    with pytest.raises(ValueError, match="file"):
        key.parse("encrypted")


@pytest.mark.parametrize("name", PINS)
def test_s32_an_installed_package_is_as_it_was_packed(name: str) -> None:
    """Every file against the package's own list: another package that wrote over it would show."""
    try:
        packed = distribution(name)
    except PackageNotFoundError:
        pytest.skip("for another system")
    for file in packed.files or ():
        if file.hash is not None and file.suffix == ".py":
            raw = Path(str(file.locate())).read_bytes()
            digest = base64.urlsafe_b64encode(hashlib.new(file.hash.mode, raw).digest()).rstrip(b"=").decode()
            assert digest == file.hash.value, file
