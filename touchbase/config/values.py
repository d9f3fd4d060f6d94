"""What config.toml becomes: values only."""

from dataclasses import dataclass, field
from pathlib import Path

from touchbase.domain.owner import Owner, Rules


@dataclass(frozen=True, slots=True)
class Places:
    """Where things live: the config file, and the folders of what we remember (0700); all one with TOUCHBASE_HOME."""

    config: Path
    data: Path
    state: Path


@dataclass(frozen=True, slots=True)
class BusySource:
    """One calendar that counts as the owner's busy time: an .ics file or folder, or a provider's calendar."""

    ics: Path | None = None
    provider: str = ""
    calendar_id: str = ""


@dataclass(frozen=True, slots=True)
class Config:
    """All of config.toml with its defaults filled in, and relative paths made absolute against its folder."""

    path: Path
    owner: Owner
    rules: Rules
    stakeholders: Path
    provider: str
    busy_from: tuple[BusySource, ...]
    local_folder: Path
    google: dict[str, str | bool] = field(default_factory=dict)
    outlook: dict[str, str | bool] = field(default_factory=dict)
