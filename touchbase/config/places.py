"""Where config.toml, our memory and our state live: a flag, the environment, or the folders the system has for it."""

import os
from collections.abc import Mapping
from pathlib import Path

from touchbase.config.values import Places

FILE = "config.toml"


def locate(flag: Path | None, environ: Mapping[str, str]) -> Places:
    """--config, then TOUCHBASE_CONFIG, then TOUCHBASE_HOME, then the system's own folders. An empty variable is unset.

    With TOUCHBASE_HOME data and state are that folder; without it they are the system's user data and state folders.
    """
    home = _path(environ.get("TOUCHBASE_HOME"))
    config = _path(flag) or _path(environ.get("TOUCHBASE_CONFIG"))
    if home is not None:
        return Places(config or home / FILE, home, home)
    # Only now: with TOUCHBASE_HOME, as in the examples and in many crontabs, nobody pays for the import.
    from platformdirs import PlatformDirs

    dirs = PlatformDirs("touchbase", appauthor=False)
    return Places(config or dirs.user_config_path / FILE, dirs.user_data_path, dirs.user_state_path)


def _path(given: Path | str | None) -> Path | None:
    return Path(os.path.expanduser(given)).absolute() if given else None  # noqa: PTH111  (an unknown ~name stays as it is)
