"""A peer to stand beside: khal, in an environment of its own so that nothing of it mixes with ours."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.measure import Command, spent

ROOT = Path(__file__).parent.parent
VENV = ROOT / ".venv-khal"
PINS = Path(__file__).with_name("requirements-khal.txt")
INSTALL = (
    "-m",
    "pip",
    "--quiet",
    "--disable-pip-version-check",
    "install",
    "--require-hashes",
    "--only-binary",
    ":all:",
)
CONFIG = """\
[calendars]
[[mine]]
path = {folder}/events
type = calendar
[sqlite]
path = {folder}/khal.db
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = Europe/London
default_timezone = Europe/London
"""
EVENT = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//example.com//benchmark//EN
BEGIN:VEVENT
UID:event-{n}@example.com
DTSTAMP:20260101T000000Z
DTSTART:{start:%Y%m%dT%H%M%SZ}
DTEND:{end:%Y%m%dT%H%M%SZ}
SUMMARY:Event {n}
END:VEVENT
END:VCALENDAR
"""


def list_of(folder: Path, events: int) -> Command | None:
    """`khal list` of a week with its index warm; None when khal cannot be installed here."""
    if not _installed():
        return None
    (folder / "events").mkdir(parents=True)
    midnight = datetime.now(UTC).replace(hour=9, minute=0, second=0, microsecond=0)
    for n in range(events):  # over two years, so that a week holds about ten
        start = midnight + timedelta(days=n * 730 / events - 365)
        text = EVENT.format(n=n, start=start, end=start + timedelta(minutes=30))
        (folder / "events" / f"{n}.ics").write_text(text.replace("\n", "\r\n"), "utf-8", newline="")
    config = folder / "config"
    config.write_text(CONFIG.format(folder=folder), "utf-8")
    command = Command((str(VENV / "bin" / "khal"), "-c", str(config), "list", "today", "7d"), {"HOME": str(folder)})
    spent(command)  # makes the index
    return command


def _installed() -> bool:
    if (VENV / "bin" / "khal").exists():
        return True
    try:
        subprocess.run([sys.executable, "-m", "venv", VENV], check=True, capture_output=True)
        subprocess.run([VENV / "bin" / "python", *INSTALL, "-r", PINS], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        return False
    return (VENV / "bin" / "khal").exists()
