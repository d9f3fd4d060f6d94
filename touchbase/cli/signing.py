"""The desk at which a person signs in: what is said to them, and their browser."""

import sys
import webbrowser
from collections.abc import Mapping
from threading import Thread

from touchbase.auth.account import Desk
from touchbase.cli.context import Context
from touchbase.cli.table_text import clean
from touchbase.errors import SignInAgain

GRAPHICAL = ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")


def desk(context: Context, *, elsewhere: bool) -> Desk:
    """SignInAgain when nobody sits there; `elsewhere`: their browser is not to be opened from here."""
    seated = sys.stdin.isatty() and sys.stderr.isatty()
    if context.no_input or not (seated or elsewhere):
        raise SignInAgain("Signing in takes a person with a browser.", "Run the same command at a terminal.")
    opens = not elsewhere and has_browser(context.environ)
    return Desk(_say, context.now, _open if opens else None, environ=context.environ, sleep=context.sleep)


def has_browser(environ: Mapping[str, str], platform: str = sys.platform) -> bool:
    """A window can be opened; text browsers would fight with us for the terminal."""
    return platform == "darwin" or any(environ.get(name) for name in GRAPHICAL)


def _say(line: str) -> None:
    """To stderr: stdout is for the result."""
    sys.stderr.write(f"{clean(line)}\n")
    sys.stderr.flush()


def _open(url: str) -> None:
    """Beside us: some browsers come back only when they are closed."""
    Thread(target=webbrowser.open, args=(url,), daemon=True).start()
