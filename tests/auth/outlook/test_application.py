"""An organisation's application signs in by itself: secret or certificate from a file only its owner can read."""

import os
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509 import CertificateBuilder, Name, NameAttribute, random_serial_number
from cryptography.x509.oid import NameOID

from tests.auth.outlook.office import SAM, Given, Office
from tests.emulators.faults import Fault, answer
from tests.emulators.graph.graph import CLIENT
from touchbase.auth.outlook.credentials import private_bytes
from touchbase.errors import BadInput, Exit, ProviderDown, SignInAgain

TENANT = "7a1f5c2e-0d4b-4c6a-9b1e-2f3a4b5c6d7e"
SECRET = "kept-quiet-secret-1234"
NOBODY = serialization.NoEncryption()


@pytest.fixture(scope="module", name="pair")
def _pair() -> tuple[bytes, bytes, bytes]:
    """Key and certificate as PEM, and both as .pfx."""
    key = rsa.generate_private_key(65537, 2048)
    name = Name([NameAttribute(NameOID.COMMON_NAME, "touchbase")])
    start, end = datetime(2020, 1, 1, tzinfo=UTC), datetime(2040, 1, 1, tzinfo=UTC)
    builder = CertificateBuilder(name, name, key.public_key(), random_serial_number(), start, end)
    certificate = builder.sign(key, hashes.SHA256())
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, NOBODY)
    public = certificate.public_bytes(serialization.Encoding.PEM)
    return pem, public, pkcs12.serialize_key_and_certificates(b"touchbase", key, certificate, None, NOBODY)


def private(path: Path, raw: bytes) -> str:
    path.write_bytes(raw)
    path.chmod(0o600)
    return str(path)


def with_secret(office: Office, raw: bytes = SECRET.encode() + b"\n", **more: str) -> Given:
    office.graph.register(CLIENT, secret=SECRET)
    path = private(office.tokens.folder.parent / "secret.txt", raw)
    return office.given(TENANT, client_secret_file=path, user=SAM, **more)


def with_certificate(office: Office, raw: bytes, public: bytes) -> Given:
    office.graph.register(CLIENT, certificate=public)
    path = private(office.tokens.folder.parent / "certificate.pem", raw)
    return office.given(TENANT, certificate_file=path, user=SAM)


class TestGood:
    def test_a_secret(self, office: Office) -> None:
        held = office.session(with_secret(office))
        assert held() in office.graph.accounts.access
        assert held.mailbox == "/users/sam@example.com"

    def test_a_secret_saved_on_windows(self, office: Office) -> None:
        assert office.session(with_secret(office, b"\xef\xbb\xbf" + SECRET.encode() + b"\r\n"))()

    @pytest.mark.parametrize("order", ["key first", "certificate first", "pfx"])
    def test_a_certificate(self, office: Office, pair: tuple[bytes, bytes, bytes], order: str) -> None:
        pem, public, pfx = pair
        raw = {"key first": pem + public, "certificate first": public + pem, "pfx": pfx}[order]
        assert office.session(with_certificate(office, raw, public))()
        assert "client_secret" not in office.tokens_asked()[0]

    def test_it_acts_for_its_person(self, office: Office) -> None:
        import requests

        held = office.session(with_secret(office))
        headers = {"Authorization": f"Bearer {held()}"}
        url = f"{office.graph.endpoint}{held.mailbox}/mailboxSettings"
        assert requests.get(url, headers=headers, verify=office.graph.ca, timeout=10).status_code == 200

    def test_one_token_a_run_and_nothing_on_disk(self, office: Office) -> None:
        held = office.session(with_secret(office))
        assert held() == held()
        assert len(office.tokens_asked()) == 1
        assert not office.tokens.folder.exists()

    def test_a_new_one_when_refused_or_over(self, office: Office) -> None:
        held = office.session(with_secret(office))
        first = held()
        second = held.refused(first)
        office.later(hours=2)
        assert len({first, second, held()}) == 3

    def test_signing_in_tries_it_and_says_so(self, office: Office) -> None:
        found = office.sign_in(with_secret(office), browser=False)
        assert (found.signed_in, found.who) == (True, SAM)
        assert office.said == ["The application signs in by itself and acts for sam@example.com."]
        assert found == office.standing(with_secret(office))

    def test_the_name_of_the_person_is_no_path(self, office: Office) -> None:
        given = with_secret(office) | {"user": "a/../b?c@example.com"}
        assert office.session(given).mailbox == "/users/a%2F..%2Fb%3Fc@example.com"


class TestNotAccepted:
    def test_a_wrong_secret(self, office: Office) -> None:
        with pytest.raises(SignInAgain, match="does not accept the client secret") as refused:
            office.session(with_secret(office, b"something-else"))()
        assert "something-else" not in str(refused.value)

    def test_a_secret_that_has_expired(self, office: Office) -> None:
        expired = answer(401, {"error": "invalid_client", "error_codes": [7000222]})
        office.graph.faults.add(Fault(expired, path="/token"))
        with pytest.raises(SignInAgain, match="has expired") as over:
            office.session(with_secret(office))()
        assert "new one" in over.value.remedy

    def test_a_certificate_nobody_uploaded(self, office: Office, pair: tuple[bytes, bytes, bytes]) -> None:
        refused = answer(401, {"error": "invalid_client", "error_codes": [700027]})
        office.graph.faults.add(Fault(refused, path="/token"))
        with pytest.raises(SignInAgain, match="does not know the certificate"):
            office.session(with_certificate(office, pair[0] + pair[1], pair[1]))()

    def test_the_network_is_down(self, office: Office) -> None:
        office.graph.faults.add(Fault(answer(502), path="/token", times=3))
        with pytest.raises(ProviderDown):
            office.session(with_secret(office))()


class TestFiles:
    @pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o610, 0o644])
    def test_others_could_read_it(self, office: Office, mode: int) -> None:
        given = with_secret(office)
        Path(str(given["client_secret_file"])).chmod(mode)
        with pytest.raises(BadInput, match=rf"Others on this machine may read .* \(mode {mode:04o}\)") as wide:
            office.session(given)()
        assert "chmod go-rwx" in wide.value.remedy
        assert wide.value.exit_code == Exit.CONFIG
        assert not office.standing(given).signed_in
        assert office.graph.server.history == []

    def test_a_certificate_is_looked_at_as_well(self, office: Office, pair: tuple[bytes, bytes, bytes]) -> None:
        given = with_certificate(office, pair[2], pair[1])
        Path(str(given["certificate_file"])).chmod(0o644)
        with pytest.raises(BadInput, match="Others on this machine"):
            office.session(given)()

    def test_somebody_elses(self, tmp_path: Path) -> None:
        path = Path(private(tmp_path / "secret", b"s"))
        with pytest.raises(BadInput, match="belongs to another user"):
            private_bytes(path, frozenset({os.geteuid() + 1}))

    def test_a_link_is_followed_as_secrets_are_mounted(self, tmp_path: Path) -> None:
        private(tmp_path / "real", b"s")
        (tmp_path / "link").symlink_to("real")
        assert private_bytes(tmp_path / "link") == b"s"

    def test_a_folder_and_a_pipe_are_no_files(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe", 0o600)
        started = time.monotonic()
        for path in (tmp_path, tmp_path / "pipe"):
            with pytest.raises(BadInput, match="is not a file"):
                private_bytes(path)
        assert time.monotonic() - started < 5

    def test_nothing_there(self, office: Office) -> None:
        given = office.given(TENANT, client_secret_file="/nowhere/secret", user=SAM)
        with pytest.raises(BadInput, match="/nowhere/secret cannot be read: No such file"):
            office.session(given)()

    @pytest.mark.parametrize("raw", [b"", b" \n", b"one\ntwo\n", b"\xff\xfe\x00"])
    def test_no_secret_in_it(self, office: Office, raw: bytes) -> None:
        with pytest.raises(BadInput, match="does not hold one line with a secret"):
            office.session(with_secret(office, raw))()

    @pytest.mark.parametrize(
        "how", ["cut", "no certificate", "no key", "other text", "encrypted", "half a certificate"]
    )
    def test_no_certificate_in_it(self, office: Office, pair: tuple[bytes, bytes, bytes], how: str) -> None:
        pem, public, pfx = pair
        key = serialization.load_pem_private_key(pem, None)
        locked = serialization.BestAvailableEncryption(b"passphrase")
        encrypted = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, locked)
        raw = {
            "cut": pfx[:100], "no certificate": pem, "no key": public, "other text": b"hello",
            "encrypted": encrypted + public, "half a key": pem[:200] + public, "half a certificate": pem + public[:80],
        }[how]  # fmt: skip
        with pytest.raises(BadInput, match=r"certificate") as wrong:
            office.session(with_certificate(office, raw, public))()
        assert "PEM" in wrong.value.remedy
        assert "MII" not in str(wrong.value)
