"""What somebody could write into a field to be obeyed somewhere else, and how to look for those who obeyed."""

import re
from html.parser import HTMLParser

# Refused wherever a plain line is asked for, or cleaned away where it comes from a provider.
HIDDEN = (
    "Ana\r\nATTENDEE:mailto:evil@example.net",
    "Ana\nBcc: evil@example.net",
    "Ana\rX-EVIL:1",
    "Ana\0Ruiz",
    "\x1b[2J\x1b[31mAna",
    "\x1b]8;;https://evil.example\x1b\\Ana\x1b]8;;\x1b\\",
    "\x1b]52;c;ZXZpbA==\x07Ana",
    "\x9b31mAna\x9c",
    "\x85END:VEVENT\x85",
    "\u2028END:VEVENT\u2029BEGIN:VEVENT",
    "Ana \u202egpj.exe",
    "\u2066Ana\u2069",
    "A\u200bna",
    "\ufeffAna",
    "Ana\x07\x08\x7f",
    "Ana\tRuiz",
    "Ana\vRuiz\fx",
    "END:VCALENDAR\r\nBEGIN:VCALENDAR",
)
# Plain lines that mean something to a spreadsheet, a page, a template, a shell or a file system.
PLAIN = (
    "BEGIN:VEVENT",
    "ATTENDEE:mailto:evil@example.net",
    "Ana;CN=x:mailto:evil@example.net",
    'Ana"; X-EVIL="1',
    "Ana, Ruiz\\n;",
    '=HYPERLINK("https://evil.example","x")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "'=1+1",
    "''@x",
    "=cmd|'/c calc'!A1",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "</style><script>x</script>",
    "javascript:alert(1)",
    "<a href=javascript:alert(1)>x</a>",
    "{{7*7}}",
    "{% raw %}",
    "{owner.__class__}",
    "{guest}",
    "%s%n{}",
    "${HOME}`id`$(id)",
    "; rm -rf ~",
    "../../etc/passwd",
    "..\\..\\x",
    "/etc/passwd",
    "CON",
    "~root",
    "a/b",
    ".",
    "..",
    "Zo\u00eb \U0001f600\u200d\U0001f525",
    "\u05e9\u05dc\u05d5\u05dd",
    "A\u0301\u0300\u0302",
    "Bcc: evil@example.net",
    "[[stakeholder]]",
    '"""',
    "'''",
    "\\u0000",
    "[bold red]Ana[/]",
    "[link=https://evil.example]x[/link]",
    "<!--",
    "&lt;b&gt;",
    "|safe",
)

_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\u200b\ufeff\ud800-\udfff]")
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")  # SGR, which our own colours are


def obeyed(text: str, *, colour: bool = False) -> list[str]:
    """What a terminal would obey in it, line ends and (on a terminal) our own colours left out."""
    return _CONTROL.findall(_COLOUR.sub("", text) if colour else text)


class Page(HTMLParser):
    """Collects what of a page runs, loads or leads somewhere."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.active: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "iframe", "object", "embed", "base", "form", "img", "audio", "video", "foreignobject"):
            self.active.append(tag)
        for name, value in attrs:
            if name.startswith("on") or name in ("src", "srcset", "action", "formaction", "xlink:href"):
                self.active.append(f"{tag} {name}={value}")
            if name == "style" and re.search(r"url\(|expression|import", value or ""):
                self.active.append(f"{tag} style={value}")
            if name == "href" and not re.match("#|https://|mailto:", value or ""):
                self.active.append(f"{tag} href={value}")
