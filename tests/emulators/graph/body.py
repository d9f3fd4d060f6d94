"""Bodies as Exchange keeps them: text becomes HTML, a Teams meeting adds its blob, a body without the blob ends it."""

import html
import re
from functools import lru_cache

from tests.emulators.graph.mailbox import Json

WRAPPED = (
    '<html>\r\n<head>\r\n<meta http-equiv="Content-Type" content="text/html; charset=utf-8">\r\n'
    "{generator}</head>\r\n<body>\r\n{content}\r\n</body>\r\n</html>\r\n"
)
FROM_TEXT = (
    '<meta name="Generator" content="Microsoft Exchange Server">\r\n<!-- converted from text -->\r\n'
    "<style><!-- .EmailQuote { margin-left: 1pt; padding-left: 4pt; border-left: #800000 2px solid; } --></style>\r\n"
)
TEXT = '<font size="2"><span style="font-size:11pt;"><div class="PlainText">{text}</div></span></font>'
BLOB = (
    '<div id="teams-blob" style="font-family:\'Segoe UI\'"><hr>'
    '<a href="{url}" class="me-email-headline">Join the meeting now</a></div>'
)


def kept(body: Json | None) -> Json:
    """What is stored of a body that was sent: always HTML."""
    given = body or {}
    content = given.get("content") or ""
    if not content:
        return {"contentType": "html", "content": ""}
    if (given.get("contentType") or "text").lower() == "text":
        lines = html.escape(content, quote=False).replace("\r\n", "\n").replace("\n", "<br>\r\n")
        return _html(FROM_TEXT, TEXT.format(text=lines))
    inner = re.search(r"<body[^>]*>\s*(.*?)\s*</body>", content, re.DOTALL | re.IGNORECASE)
    generator = FROM_TEXT if "converted from text" in content else ""
    return _html(generator, inner[1] if inner else content)


def _html(generator: str, content: str) -> Json:
    return {"contentType": "html", "content": WRAPPED.format(generator=generator, content=content)}


def with_blob(body: Json, url: str) -> Json:
    """The body with the Teams part at its end."""
    if url in body["content"]:
        return body
    inner = re.search(r"<body>\r\n(.*)\r\n</body>", body["content"], re.DOTALL)
    return _html(
        FROM_TEXT if "converted" in body["content"] else "", (inner[1] if inner else "") + BLOB.format(url=url)
    )


def as_text(body: Json) -> str:
    """The words of a body, as the service makes them of HTML."""
    return _words(body["content"])


@lru_cache(maxsize=1000)
def _words(content: str) -> str:
    inner = re.search(r"<body[^>]*>\s*(.*?)\s*</body>", content, re.DOTALL)
    text = re.sub(r"<hr[^>]*>", f"\r\n{'_' * 80}\r\n", inner[1] if inner else content)
    text = re.sub(r"<(br|/div|/p)[^>]*>(\r\n)?", "\r\n", text)
    return html.unescape(re.sub(r"<[^>]+>", "", text)).strip()


def preview(body: Json) -> str:
    return as_text(body)[:255]
