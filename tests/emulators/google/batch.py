"""multipart/mixed batches: each part a request of its own with a status of its own."""

from collections.abc import Callable
from email import message_from_bytes
from email.message import Message

from tests.emulators.google.refusal import Refusal
from tests.emulators.serving import Answer, Request

BOUNDARY = "batch_emulated"
Part = tuple[str, Request]


def read_parts(request: Request) -> list[Part]:
    """Content-ID and inner request of each part; outer headers apply where a part has none. Raises `Refusal`."""
    kind = request.headers.get("content-type", "")
    whole = message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + request.body)
    if not kind.startswith("multipart/mixed") or not whole.is_multipart():
        raise Refusal("parseError", "Failed to parse batch request, error: not multipart/mixed")
    return [_part(request, one) for one in whole.get_payload() if isinstance(one, Message)]


def _part(request: Request, part: Message) -> Part:
    if part.get_content_type() != "application/http":
        raise Refusal("parseError", "Failed to parse batch request, error: part is not application/http")
    payload = part.get_payload(decode=True)
    text = (payload if isinstance(payload, bytes) else b"").replace(b"\r\n", b"\n").lstrip(b"\n")
    line, _, rest = text.partition(b"\n")
    head, _, body = rest.partition(b"\n\n")
    verb, target, _ = line.decode().split(" ")
    if not target.startswith("/"):
        raise Refusal("parseError", "Failed to parse batch request, error: only paths are allowed")
    own = message_from_bytes(head + b"\n\n")
    length = int(own.get("Content-Length") or len(body.rstrip(b"\n")))
    headers = dict(request.headers) | {name.lower(): value for name, value in own.items()}
    return part["Content-ID"] or "", Request.of(verb, target, headers, body[:length], request.number)


def answer(parts: list[Part], serve: Callable[[Request], Answer], *, backwards: bool) -> Answer:
    """All parts' answers, under `response-` and their own Content-ID, in the order they were asked."""
    order = list(enumerate(parts))
    done = {n: serve(inner) for n, (_, inner) in (reversed(order) if backwards else order)}
    lines = [_written(id, done[n]) for n, (id, _) in order]
    body = b"".join(lines) + f"--{BOUNDARY}--\r\n".encode()
    return Answer(200, body, {"Content-Type": f"multipart/mixed; boundary={BOUNDARY}"})


def _written(id: str, answer: Answer) -> bytes:
    headers = {"Content-Length": str(len(answer.body)), **answer.headers}
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    content_id = id.replace("<", "<response-", 1)
    start = f"--{BOUNDARY}\r\nContent-Type: application/http\r\nContent-ID: {content_id}\r\n\r\n"
    return f"{start}HTTP/1.1 {answer.status} Said\r\n{head}\r\n".encode() + answer.body + b"\r\n"
