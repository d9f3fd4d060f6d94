"""Which time zone this machine is in: a guess for `init` to offer and for `doctor` to compare."""

from collections.abc import Mapping
from pathlib import Path

from touchbase.domain.zone import zone

LOCALTIME = Path("/etc/localtime")
TIMEZONE = Path("/etc/timezone")


def host_zone(environ: Mapping[str, str], localtime: Path = LOCALTIME, timezone: Path = TIMEZONE) -> str:
    """The IANA name, "" when the machine does not say. TZ comes first, as it does for every program."""
    said = (environ.get("TZ", "").removeprefix(":"), _linked(localtime), _written(timezone))
    return next((name for name in said if _is_zone(name)), "")


def _linked(path: Path) -> str:
    """`Europe/London` of a link to .../zoneinfo/Europe/London."""
    try:
        return str(path.readlink()).partition("zoneinfo/")[2]
    except OSError:
        return ""


def _written(path: Path) -> str:
    try:
        return path.read_text("utf-8", "replace").strip()
    except OSError:
        return ""


def _is_zone(name: str) -> bool:
    """A zone with a place in its name, or UTC: abbreviations such as EST know no summer."""
    if "/" not in name and name != "UTC":
        return False
    try:
        return bool(zone(name))
    except ValueError:
        return False
