"""The server under the emulators."""

import threading
from collections.abc import Iterator

import pytest
import requests

from tests.emulators.faults import Fault, Paged, answer, drop, half_body
from tests.emulators.serving import Answer, Request, Server


def echo(request: Request) -> Answer:
    if request.path == "/broken":
        raise KeyError("missing")
    return Answer.of_json({"path": request.path, "query": dict(request.query), "body": request.body.decode()})


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    with Server(echo) as running:
        for name, value in running.environment.items():
            monkeypatch.setenv(name, value)
        yield running


def test_one_connection_is_kept_and_everything_is_written_down(server: Server) -> None:
    with requests.Session() as session:
        for n in range(3):
            assert session.post(f"{server.url}/a%20b?n={n}", data="x").json()["query"] == {"n": [str(n)]}
    assert (server.connections, len(server.history)) == (1, 3)
    last = server.wire(since=2)[0]
    assert (last.request.method, last.request.parts, last.request.first("n")) == ("POST", ["a b"], "2")
    assert last.writes
    assert last.answer is not None
    assert last.answer.json["body"] == "x"


def test_nobody_is_served_who_does_not_trust_it(server: Server) -> None:
    with requests.Session() as session:
        session.trust_env = False
        with pytest.raises(requests.exceptions.SSLError):
            session.get(server.url)
    assert server.history == []


def test_many_at_once_come_one_after_the_other() -> None:
    inside, most = 0, 0

    def slow(request: Request) -> Answer:
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        inside -= 1
        return Answer()

    def ask(url: str, ca_path: str) -> None:
        with requests.Session() as session:
            session.trust_env, session.verify = False, ca_path
            session.get(url)

    with Server(slow) as server:
        threads = [threading.Thread(target=ask, args=(server.url, server.ca_path)) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert (most, server.connections) == (1, 6)


def test_what_breaks_inside_is_told_at_the_end() -> None:
    running = Server(echo)
    with requests.Session() as session:
        session.trust_env, session.verify = False, running.ca_path
        assert session.get(running.url + "/broken").status_code == 500
    with pytest.raises(KeyError, match="missing"):
        running.close()


def test_faults_meet_their_requests(server: Server) -> None:
    server.faults.add(Fault(answer(429, {"a": 1}, retry_after=7), method="GET", path=r"/x\?n=1", nth=2, times=2))
    server.faults.add(Fault(answer(500, "never"), where=lambda request: request.body == b"no"))
    said = [requests.get(f"{server.url}/x?n=1", timeout=9) for _ in range(4)]
    assert [one.status_code for one in said] == [200, 429, 429, 200]
    assert (said[1].headers["Retry-After"], said[1].json()) == ("7", {"a": 1})
    assert requests.post(f"{server.url}/x?n=1", timeout=9).status_code == 200
    assert server.faults.met == 2


def test_drops_and_halves(server: Server) -> None:
    server.faults.add(Fault(drop()))
    server.faults.add(Fault(half_body(), nth=2))
    with pytest.raises(requests.ConnectionError):
        requests.get(server.url, timeout=9)
    with pytest.raises(requests.exceptions.ChunkedEncodingError):
        requests.get(server.url, timeout=9)
    assert [one.answer is None for one in server.history] == [True, False]
    server.faults.clear()
    assert requests.get(server.url, timeout=9).status_code == 200


def test_pages(server: Server) -> None:
    for how in ("short", "empty", "lost", "half"):
        server.faults.add(Paged(how, nth=len(server.faults.pages) + 1))
    items, request = [1, 2, 3, 4], Request("GET", "/")
    pages = [server.faults.page(request, items, 3) for _ in range(6)]
    assert pages == [([1], 1), ([], 0), ([], None), ([1, 2], None), ([1, 2, 3], 3), ([1, 2, 3], 3)]
    assert server.faults.page(request, items, 4) == (items, None)
