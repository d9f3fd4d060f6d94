"""The systemd user service and its timer, shut in as tightly as a run allows."""

from dataclasses import dataclass
from pathlib import Path

from touchbase.cli.scheduling.files import OURS, as_written, take_away, write
from touchbase.cli.scheduling.job import Job, Piece
from touchbase.cli.scheduling.programs import run, run_well

TEMPORARY = ("/tmp", "/var/tmp")  # noqa: S108  (recognised, never written)


def service_text(job: Job) -> str:
    """systemd.service(5): one run, that may write to its own folders only."""
    lines = [
        f"# {OURS}",
        "[Unit]",
        "Description=Keep the touchbases with my stakeholders booked and logged",
        "",
        "[Service]",
        "Type=oneshot",
        f"ExecStart={' '.join(_word(word) for word in job.command)}",
        *(f"Environment={_quoted(f'{name}={value}')}" for name, value in job.environment),
        "TimeoutStartSec=10min",
        "UMask=0077",
        "NoNewPrivileges=true",
        *([] if any(_temporary(folder) for folder in job.writes) else ["PrivateTmp=true"]),
        "ProtectSystem=strict",
        *(f"ReadWritePaths={_quoted(f'-{folder}')}" for folder in job.writes),
        "RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6",
        "SystemCallArchitectures=native",
        "SystemCallFilter=@system-service",
        "SystemCallErrorNumber=EPERM",
    ]
    return "\n".join(lines) + "\n"


def timer_text(job: Job) -> str:
    """systemd.timer(5): a run that was slept through is made up for."""
    lines = [
        f"# {OURS}",
        "[Unit]",
        f"Description=Run touchbase {job.every}",
        "",
        "[Timer]",
        f"OnCalendar={on_calendar(job)}",
        "RandomizedDelaySec=5min",
        "AccuracySec=1min",
        "Persistent=true",
        "",
        "[Install]",
        "WantedBy=timers.target",
    ]
    return "\n".join(lines) + "\n"


def on_calendar(job: Job) -> str:
    """systemd.time(7) calendar event."""
    hours = {1: "*", 24: "07"}.get(job.every.hours, f"00/{job.every.hours}")
    return f"*-*-* {hours}:{job.minute:02}:00"


def _temporary(folder: Path) -> bool:
    """What lives in /tmp would be out of sight with a private one."""
    return any(folder.is_relative_to(place) for place in TEMPORARY)


def _quoted(text: str) -> str:
    """One word for systemd.syntax(7); a percent sign would otherwise begin a specifier."""
    escaped = text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n").replace("%", "%%")
    return f'"{escaped}"'


def _word(text: str) -> str:
    return _quoted(text).replace("$", "$$")


@dataclass(frozen=True, slots=True)
class Systemd:
    """Units in `folder`, usually ~/.config/systemd/user."""

    folder: Path
    kind: str = "systemd"

    def pieces(self, job: Job) -> tuple[Piece, ...]:
        return (
            Piece(str(self.folder / f"{job.name}.service"), service_text(job)),
            Piece(str(self.folder / f"{job.name}.timer"), timer_text(job)),
        )

    def standing(self, job: Job) -> tuple[Piece, ...]:
        return as_written(self.pieces(job))

    def install(self, job: Job) -> None:
        write(self.pieces(job))
        run_well("systemctl", "--user", "daemon-reload")
        run_well("systemctl", "--user", "enable", "--now", f"{job.name}.timer")

    def remove(self, job: Job) -> None:
        run("systemctl", "--user", "disable", "--now", f"{job.name}.timer")
        take_away(self.pieces(job))
        run("systemctl", "--user", "daemon-reload")
