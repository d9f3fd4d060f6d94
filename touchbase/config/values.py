"""What config.toml becomes: values only."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from touchbase.domain.owner import Owner, Rules

# Named tuples: `status` makes these classes in every process, and frozen dataclasses take six times as long.


class Places(NamedTuple):
    """Where things live: the config file, and the folders of what we remember (0700); all one with TOUCHBASE_HOME."""

    config: Path
    data: Path
    state: Path


class BusySource(NamedTuple):
    """One calendar that counts as the owner's busy time: an .ics file or folder, or a provider's calendar."""

    ics: Path | None = None
    provider: str = ""
    calendar_id: str = ""


class Config(NamedTuple):
    """All of config.toml with its defaults filled in, and relative paths made absolute against its folder."""

    path: Path
    owner: Owner
    rules: Rules
    stakeholders: Path
    provider: str
    busy_from: tuple[BusySource, ...]
    local_folder: Path
    google: dict[str, str | bool]
    outlook: dict[str, str | bool]
    tokens: str = "file"
    digest: Mapping[str, str | bool | int] = MappingProxyType({})
