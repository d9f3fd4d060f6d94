"""`doctor`: look for trouble, and say how to cure it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from touchbase.cli.accounts import in_use
from touchbase.cli.checks import calendar, clock, disk, memory, setup, signing
from touchbase.cli.checks.check import Check
from touchbase.cli.command import command as make_command
from touchbase.cli.command import pass_context
from touchbase.cli.context import Context
from touchbase.cli.host_zone import host_zone
from touchbase.cli.scheduling.choose import job_of, schedulers
from touchbase.cli.scheduling.every import Every
from touchbase.domain.period import Period
from touchbase.errors import Exit, TouchbaseError

SECRET_FILES = ("client_secrets", "service_account_file", "client_secret_file", "certificate_file")
BACK, AHEAD = timedelta(days=28), timedelta(days=28)

Look = Callable[[Context], Check]


@make_command("doctor", "touchbase doctor", "touchbase doctor --json")
@pass_context
def command(context: Context) -> int:
    """Look over settings, memory, disk, clock and schedule; change nothing. Exit code 1 when something is wrong."""
    found = examine(context)
    ok = all(check.ok for check in found)
    if context.as_json:
        context.screen.json({"ok": ok, "checks": [_plain(check) for check in found]})
    else:
        context.screen.say(*(line for check in found for line in _lines(check)))
    return Exit.OK if ok else Exit.SOME_FAILED


def examine(context: Context) -> list[Check]:
    """Every check; when the config cannot be read, those that need none."""
    config = _looked("config", _config, context)
    looks = {**(LOOKS if config.ok else {}), **LOOKS_WITHOUT_CONFIG}
    return [config, *(_looked(name, look, context) for name, look in looks.items())]


def _looked(name: str, look: Look, context: Context) -> Check:
    """One check whose own failure is its answer, and stops no other."""
    try:
        return look(context)
    except TouchbaseError as error:
        return setup.failed(name, error)


def _config(context: Context) -> Check:
    return Check("config", True, str(context.config.path))


def _list(context: Context) -> Check:
    return setup.listed(len(context.listed.stakeholders), context.listed.problems)


def _calendar_folder(context: Context) -> Check:
    if context.config.provider != "local":
        return Check("calendar folder", True, f"not used: your calendar is at {context.config.provider}")
    return disk.writable("calendar folder", context.config.local_folder)


def _calendar(context: Context) -> Check:
    """A look at the files of the local provider; what stands behind a network is `sync`'s to tell."""
    if context.config.provider != "local":
        return Check("calendar", True, f"at {context.config.provider}; `touchbase plan` reads it")
    return calendar.readable(context.calendar.read(Period(context.now - BACK, context.now + AHEAD)).warnings)


def _sign_in(context: Context) -> Check:
    from touchbase.cli.auth import standing_of

    return signing.standings([standing_of(context, one) for one in in_use(context.config)], context.now)


def _client_files(context: Context) -> Check:
    google = context.config.google if "google" in in_use(context.config) else {}
    outlook = context.config.outlook if "outlook" in in_use(context.config) else {}
    named = [{**google, **outlook}.get(name) for name in SECRET_FILES]
    return signing.files([Path(str(one)) for one in named if one])


def _database(context: Context) -> Check:
    from touchbase.store.backup import newest_good_backup

    if not context.database.exists():
        return Check("database", True, "none yet; the first sync makes it")
    problems = context.memory.check()
    return memory.integrity(problems, newest_good_backup(context.database) if problems else None)


def _backup(context: Context) -> Check:
    from touchbase.store.backup import newest_good_backup

    newest = newest_good_backup(context.database)
    made = datetime.fromtimestamp(newest.stat().st_mtime, UTC) if newest else None
    return memory.backups(made, context.now)


def _lock(context: Context) -> Check:
    from touchbase.store.lock import run_lock

    if not context.lock_file.exists():
        return memory.lock(True)
    with run_lock(context.lock_file) as free:
        return memory.lock(free)


def _clock(context: Context) -> Check:
    return clock.clock(context.now, _synced(context))


def _last_sync(context: Context) -> Check:
    return clock.last_sync(context.now, _synced(context))


def _time_zone(context: Context) -> Check:
    return clock.zones_agree(context.owner.zone, host_zone(context.environ))


def _schedule(context: Context) -> Check:
    job = job_of(context, Every())
    found = schedulers(context.environ).items()
    return setup.schedule([kind for kind, scheduler in found if scheduler.standing(job)])


def _list_modes(context: Context) -> Check:
    return disk.modes("list file", [context.config.stakeholders])


def _modes(context: Context) -> Check:
    places = context.places
    ours = (places.config, places.data, places.state, context.database, context.database.parent / "backups")
    return disk.modes("file modes", dict.fromkeys(ours))


def _file_system(context: Context) -> Check:
    return disk.file_system(context.places.data, disk.read_mounts())


def _zone_data(context: Context) -> Check:
    return clock.zone_data(context.now, clock.zone_version())


def _synced(context: Context) -> datetime | None:
    """When the last run went through, whether or not it had anything to do."""
    from touchbase.sync import LAST_SYNC

    said = context.memory.get(LAST_SYNC)
    return None if said is None else datetime.fromisoformat(said)


LOOKS: dict[str, Look] = {
    "list": _list,
    "list file": _list_modes,
    "calendar folder": _calendar_folder,
    "calendar": _calendar,
    "sign-in": _sign_in,
    "client files": _client_files,
    "database": _database,
    "clock": _clock,
    "last sync": _last_sync,
    "time zone": _time_zone,
    "schedule": _schedule,
}
LOOKS_WITHOUT_CONFIG: dict[str, Look] = {
    "backup": _backup,
    "lock": _lock,
    "file system": _file_system,
    "file modes": _modes,
    "zone data": _zone_data,
}


def _plain(check: Check) -> dict[str, object]:
    return {"name": check.name, "ok": check.ok, "detail": check.detail, "remedy": check.remedy}


def _lines(check: Check) -> list[str]:
    head = f"{'ok' if check.ok else 'WRONG':<6}{check.name:<16}{check.detail}"
    return [head, f"{'':<22}-> {check.remedy}"] if check.remedy else [head]
