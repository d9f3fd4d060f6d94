"""The receiver on 127.0.0.1: it takes the one answer that is ours, and outlives everything else."""

import http.client
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from touchbase.auth.loopback import Loopback

OURS = "/?state=our-state&code=the-code&scope=a%20b"


@pytest.fixture
def loop() -> Iterator[Loopback]:
    with Loopback() as opened, ThreadPoolExecutor(1) as pool:
        opened.answer = pool.submit(opened.wait, "our-state", 20)  # type: ignore[attr-defined]
        while not opened._server.expected:
            pass
        yield opened
        opened._server.answers.put({})  # lets one go who waits still


def get(loop: Loopback, target: str, host: str = "", method: str = "GET", body: str = "") -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", loop.port, timeout=5)
    connection.request(method, target, body, {"Host": host or f"127.0.0.1:{loop.port}"})
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text


def answer(loop: Loopback) -> dict[str, str]:
    found: dict[str, str] = loop.answer.result(5)  # type: ignore[attr-defined]
    return found


def test_our_answer_arrives_and_the_person_reads_thanks(loop: Loopback) -> None:
    status, page = get(loop, OURS)
    assert status == 200
    assert "You may close this window" in page
    assert "the-code" not in page
    assert answer(loop) == {"state": "our-state", "code": "the-code", "scope": "a b"}


def test_a_denial_arrives_too(loop: Loopback) -> None:
    status, page = get(loop, "/?error=access_denied&state=our-state")
    assert (status, "Nothing was allowed" in page) == (200, True)
    assert answer(loop)["error"] == "access_denied"


def test_a_form_that_is_posted_counts_as_well(loop: Loopback) -> None:
    assert get(loop, "/", method="POST", body="state=our-state&code=posted")[0] == 200
    assert answer(loop)["code"] == "posted"


def test_localhost_by_name_is_us_too(loop: Loopback) -> None:
    assert get(loop, OURS, host=f"localhost:{loop.port}")[0] == 200


@pytest.mark.parametrize(
    ("target", "status", "sentence"),
    [
        ("/favicon.ico", 404, "browsers ask for one"),
        ("/", 404, "somebody types the address"),
        ("/?state=other-state&code=theirs", 400, "another sign-in's answer"),
        ("/?code=theirs", 400, "an answer without a state"),
        ("/?state=&code=theirs", 400, "an empty state"),
        ("/?state=our-state", 400, "our state but no answer"),
        ("/?state=our-state&state=x&code=theirs", 404, "a parameter twice"),
        ("/?state=%C3%B6&code=theirs", 400, "letters that no state has"),
        ("/?" + "a=1&" * 200 + OURS[2:], 404, "more parameters than an answer has"),
    ],
)
def test_strays_are_sent_away_and_ours_still_comes(loop: Loopback, target: str, status: int, sentence: str) -> None:
    assert get(loop, target)[0] == status
    assert loop.strangers == ("code=theirs" in target and status == 400)
    assert get(loop, OURS)[0] == 200
    assert answer(loop)["code"] == "the-code"


def test_another_host_name_for_this_machine_is_not_believed(loop: Loopback) -> None:
    for host in ("evil.example.com", f"evil.example.com:{loop.port}", f"127.0.0.1.example.com:{loop.port}", "x"):
        assert get(loop, OURS, host=host)[0] == 400
    assert get(loop, OURS)[0] == 200


def test_silent_broken_and_rude_connections_hold_up_nobody(loop: Loopback) -> None:
    silent = socket.create_connection(("127.0.0.1", loop.port))
    rude = socket.create_connection(("127.0.0.1", loop.port))
    rude.sendall(b"\x16\x03\x01 not http\r\n\r\n")
    gone = socket.create_connection(("127.0.0.1", loop.port))
    gone.sendall(b"GET /?state=our-state&code=x HTTP/1.1\r\n")
    gone.close()
    assert get(loop, "/", method="POST", body="x" * 10)[0] == 404
    assert get(loop, OURS)[0] == 200
    assert answer(loop)["code"] == "the-code"
    silent.close()
    rude.close()


def test_the_page_can_load_nothing_and_is_not_kept() -> None:
    with Loopback() as loop:
        connection = http.client.HTTPConnection("127.0.0.1", loop.port, timeout=5)
        connection.request("GET", "/")
        headers = connection.getresponse().headers
        connection.close()
    assert headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert (headers["Cache-Control"], headers["Referrer-Policy"]) == ("no-store", "no-referrer")
    assert "Python" not in headers["Server"]


def test_it_listens_on_this_machine_alone_and_only_while_it_lasts() -> None:
    with Loopback() as loop:
        assert loop._server.server_address[0] == "127.0.0.1"
        assert loop.address == f"http://127.0.0.1:{loop.port}/"
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", loop.port), timeout=1)


def test_nobody_comes() -> None:
    with Loopback() as loop:
        assert loop.wait("our-state", 0.05) is None


def test_nothing_is_printed_about_who_knocked(loop: Loopback, capfd: pytest.CaptureFixture[str]) -> None:
    get(loop, "/favicon.ico")
    get(loop, OURS)
    answer(loop)
    assert capfd.readouterr() == ("", "")
