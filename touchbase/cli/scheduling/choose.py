"""Which scheduler this machine has, and the job that this invocation stands for."""

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from touchbase.cli.context import Context
from touchbase.cli.scheduling.cron import Cron
from touchbase.cli.scheduling.every import Every, minute_of
from touchbase.cli.scheduling.job import Job, Scheduler, job_name
from touchbase.cli.scheduling.launchd import Launchd
from touchbase.cli.scheduling.systemd import Systemd

Kind = Literal["cron", "systemd", "launchd"]

# A scheduler starts with a bare environment, so what says where our files are goes with the command.
PLACES = ("TOUCHBASE_HOME", "TOUCHBASE_CONFIG")
XDG = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")
SYSTEMD_RUNS = Path("/run/systemd/system")


def schedulers(environ: Mapping[str, str]) -> dict[Kind, Scheduler]:
    """All we know, by name."""
    home = Path.home()
    units = Path(environ.get("XDG_CONFIG_HOME") or home / ".config") / "systemd" / "user"
    return {"cron": Cron(), "systemd": Systemd(units), "launchd": Launchd(home / "Library" / "LaunchAgents")}


def usual_kind(platform: str, systemd_runs: bool) -> Kind:
    """launchd on a Mac, systemd where it runs, else cron."""
    if platform == "darwin":
        return "launchd"
    return "systemd" if systemd_runs else "cron"


def kind_here() -> Kind:
    return usual_kind(sys.platform, SYSTEMD_RUNS.is_dir() and shutil.which("systemctl") is not None)


def job_of(context: Context, every: Every) -> Job:
    """`sync` of this configuration, with absolute paths and nothing to ask."""
    elsewhere = context.config_flag is not None or any(context.environ.get(name) for name in PLACES)
    flag = ("--config", str(context.places.config.absolute())) if context.config_flag else ()
    return Job(
        name=job_name(context.places.config.absolute() if elsewhere else None),
        command=(*executable(sys.argv[0]), *flag, "--no-input", "--quiet", "sync"),
        every=every,
        minute=minute_of(context.owner.email),
        environment=tuple(
            (name, str(Path(context.environ[name]).absolute())) for name in (*PLACES, *XDG) if context.environ.get(name)
        ),
        writes=tuple(dict.fromkeys((context.places.data, context.places.state, context.config.local_folder))),
    )


def executable(invoked: str) -> tuple[str, ...]:
    """How this very program is started from anywhere: its script, or this Python with -m."""
    script = Path(shutil.which(invoked) or invoked).absolute()
    if script.name == "touchbase" and os.access(script, os.X_OK):
        return (str(script),)
    return (sys.executable, "-m", "touchbase")
