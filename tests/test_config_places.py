"""Where things live: what beats what."""

import subprocess
import sys
from pathlib import Path

import pytest

from touchbase.config import Places, locate

FLAG, ENV, HOME = Path("/flag/config.toml"), "/env/own.toml", "/home-of-it"
ROWS = [
    (FLAG, ENV, HOME, "/flag/config.toml", "the flag beats all"),
    (None, ENV, HOME, "/env/own.toml", "TOUCHBASE_CONFIG beats TOUCHBASE_HOME"),
    (None, "", HOME, "/home-of-it/config.toml", "TOUCHBASE_HOME holds the config"),
    (FLAG, "", "", "/flag/config.toml", "the flag beats the system's folders"),
    (None, ENV, "", "/env/own.toml", "TOUCHBASE_CONFIG beats the system's folders"),
]


@pytest.mark.parametrize(("flag", "config", "home", "expected", "why"), ROWS, ids=[row[-1] for row in ROWS])
def test_the_config_is_found(flag: Path | None, config: str, home: str, expected: str, why: str) -> None:
    places = locate(flag, {"TOUCHBASE_CONFIG": config, "TOUCHBASE_HOME": home})
    assert places.config == Path(expected), why
    if home:
        assert (places.data, places.state) == (Path(home), Path(home))


@pytest.mark.skipif(sys.platform != "linux", reason="the XDG folders")
def test_without_any_the_systems_folders_are_taken() -> None:
    home = Path.home()
    assert locate(None, {}) == Places(
        home / ".config" / "touchbase" / "config.toml",
        home / ".local" / "share" / "touchbase",
        home / ".local" / "state" / "touchbase",
    )


def test_relative_and_tilde_paths_become_absolute() -> None:
    assert locate(Path("here.toml"), {"TOUCHBASE_HOME": "~/tb"}) == Places(
        Path.cwd() / "here.toml", Path.home() / "tb", Path.home() / "tb"
    )


def test_an_unknown_home_stays_as_it_is_written() -> None:
    assert locate(Path("~nobody-at-all/c.toml"), {"TOUCHBASE_HOME": "/x"}).config.name == "c.toml"


@pytest.mark.parametrize(("home", "loaded"), [("/x", []), ("", ["platformdirs"])])
def test_only_those_who_need_the_systems_folders_pay_for_them(home: str, loaded: list[str]) -> None:
    ask = f"import sys; from touchbase.config import locate; locate(None, {{'TOUCHBASE_HOME': {home!r}}});"
    ask += "print(*{'platformdirs'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert run.stdout.split() == loaded
