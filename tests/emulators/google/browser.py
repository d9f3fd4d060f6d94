"""The browser of a scripted user: opens the authorisation page and follows it to the program that waits.

In process: `Browser(...)(url)` for `webbrowser.register` and the like; it works in a thread of its own.
For a subprocess: BROWSER="PYTHON -m tests.emulators.google.browser %s &".
"""

import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass
class Browser:
    """`strays` are paths asked of the waiting program before the real answer comes, as browsers ask for icons."""

    ca_path: str
    strays: Sequence[str] = ()
    pages: list[tuple[int, str]] = field(default_factory=list)
    threads: list[threading.Thread] = field(default_factory=list)

    def __call__(self, url: str, *_: object, **__: object) -> bool:
        """Returns at once, as opening a browser does."""
        self.threads.append(threading.Thread(target=self.visit, args=(url,), daemon=True))
        self.threads[-1].start()
        return True

    def visit(self, url: str) -> None:
        """Both pages; what they said is in `pages`."""
        import requests

        with requests.Session() as session:
            session.trust_env, session.verify = False, self.ca_path
            page = session.get(url, allow_redirects=False, timeout=20)
            if page.status_code != 302:
                self.pages.append((page.status_code, page.text))
                return
            back = page.headers["Location"]
            home = urlsplit(back)
            for path in self.strays:
                self._ask(session, f"http://{home.netloc}{path}")
            self._ask(session, back)

    def _ask(self, session: object, url: str) -> None:
        import requests

        assert isinstance(session, requests.Session)
        try:
            page = session.get(url, timeout=20)
        except requests.ConnectionError as gone:
            self.pages.append((0, str(gone)))
        else:
            self.pages.append((page.status_code, page.text))

    def wait(self) -> None:
        for thread in self.threads:
            thread.join(20)


if __name__ == "__main__":
    import os

    Browser(os.environ["REQUESTS_CA_BUNDLE"]).visit(sys.argv[1])
