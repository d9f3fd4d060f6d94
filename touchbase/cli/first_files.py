"""The two files of a new set-up: as texts from the answers, then on the disk, over nothing that stands."""

import re
import shutil
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from touchbase.cli.private_file import write_over
from touchbase.errors import CannotWriteState, UsageError

_WORKDAY = re.compile(r"^(mon|tue|wed|thu|fri) = .*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Setup:
    """What was answered, checked. `hours` of a working day as "09:00-12:30, 13:30-17:30"; `calendar` is absolute."""

    name: str
    email: str
    time_zone: str
    hours: str = ""
    holidays: str = ""
    calendar: Path | None = None
    list_format: str = "toml"

    @property
    def list_file(self) -> str:
        return f"stakeholders.{self.list_format}"


def config_of(setup: Setup) -> str:
    """config.toml, with a comment for everything."""
    from touchbase.roster.template import Answers, config_text

    busy = (str(setup.calendar),) if setup.calendar else ()
    text = config_text(Answers(setup.name, setup.email, setup.time_zone, setup.holidays, setup.list_file, busy=busy))
    if not setup.hours:
        return text
    stretches = ", ".join(f'"{stretch}"' for stretch in stretches_of(setup.hours))
    return _WORKDAY.sub(rf"\1 = [{stretches}]", text)


def list_of(setup: Setup) -> str:
    """A list with nobody in it yet; a CSV says its columns."""
    from touchbase.roster.fields import NAMES
    from touchbase.roster.template import list_text

    return list_text() if setup.list_format == "toml" else ",".join(NAMES) + "\n"


def stretches_of(hours: str) -> tuple[str, ...]:
    """The stretches of a working day; ValueError for what is none, or none at all."""
    from touchbase.domain.hours import Hours

    found = tuple(Hours.parse(part) for part in hours.split(",") if part.strip())
    if not found or any(later.start < earlier.end for earlier, later in pairwise(found)):
        raise ValueError(f"{hours!r} is not a working day: write stretches in order, as 09:00-12:30, 13:30-17:30")
    return tuple(map(str, found))


def refuse_standing(path: Path) -> None:
    """UsageError when it stands."""
    if path.exists():
        raise UsageError(
            f"Nothing was written: {path} stands already.", "Add --force to write anew; the old file is kept beside it."
        )


def write_anew(path: Path, text: str) -> Path | None:
    """Write it (0600); what stood there is kept beside it, and its new place returned."""
    kept = _kept(path) if path.exists() else None
    write_over(path, text)
    return kept


def _kept(path: Path) -> Path:
    names = (path.with_name(f"{path.name}.bak{number or ''}") for number in range(1000))
    free = next(name for name in names if not name.exists())
    try:
        shutil.copy2(path, free)
        free.chmod(0o600)
    except OSError as why:
        raise CannotWriteState(f"{free} cannot be written: {why.strerror}.", "Nothing was changed.") from why
    return free
