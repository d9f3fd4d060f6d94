"""What `[calendar.outlook]` says about signing in: which application, where, and allowed to do what."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from touchbase.auth.outlook.clouds import GLOBAL_GRAPH, cloud_of_graph, cloud_of_sign_in, resource
from touchbase.domain.problem import Problem
from touchbase.errors import BadInput

Given = Mapping[str, str | bool]

CALENDAR = ("User.Read", "Calendars.ReadWrite", "MailboxSettings.Read")
BUSY_ONLY = ("User.Read", "Calendars.Read")
ATTENDANCE = ("OnlineMeetings.Read", "OnlineMeetingArtifact.Read.All")
OPENID = ("openid", "profile", "email", "offline_access")
MANY_TENANTS = ("common", "organizations", "consumers")
WITHOUT = {
    "user.read": "seeing who you are",
    "calendars.readwrite": "keeping touchbases on your calendar",
    "calendars.read": "seeing when you are busy",
    "mailboxsettings.read": "seeing your working hours and time zone in Outlook",
    "onlinemeetings.read": "seeing who was in the Teams call",
    "onlinemeetingartifact.read.all": "seeing who was in the Teams call",
}


class Settings(NamedTuple):
    """One application at one authority. With a secret or a certificate the application acts for `user` by itself.

    `writes` is False when touchbases stand elsewhere and only busy times are read here.
    """

    client_id: str
    authority: str
    endpoint: str = f"https://{GLOBAL_GRAPH}/v1.0"
    attendance: bool = False
    writes: bool = True
    secret_file: Path | None = None
    certificate_file: Path | None = None
    user: str = ""

    @property
    def host(self) -> str:
        """The sign-in host without its port, as msal keys its cache by it."""
        return urlsplit(self.authority).hostname or ""

    @property
    def tenant(self) -> str:
        """An organisation's id or name, or one of `MANY_TENANTS`."""
        return urlsplit(self.authority).path.strip("/").split("/")[0]

    @property
    def graph_host(self) -> str:
        return urlsplit(self.endpoint).hostname or ""

    @property
    def as_application(self) -> bool:
        """Signs in with a secret or certificate of its own, and nobody at a browser."""
        return bool(self.secret_file or self.certificate_file)

    @property
    def scopes(self) -> list[str]:
        """The least that is enough; with the host of a national cloud, where short names mean the global one."""
        wanted = (*CALENDAR, *(ATTENDANCE if self.attendance else ())) if self.writes else BUSY_ONLY
        host = resource(self.graph_host)
        return list(wanted) if host == GLOBAL_GRAPH else [f"https://{host}/{scope}" for scope in wanted]

    @property
    def vital_scope(self) -> str:
        """Nothing works without it."""
        return self.scopes[1]

    @property
    def application_scopes(self) -> list[str]:
        """All that an administrator granted the application."""
        return [f"https://{resource(self.graph_host)}/.default"]


def settings_of(given: Given) -> Settings:
    """The section as checked by config, and `writes`; BadInput with every reason why nobody can sign in with it."""
    made = Settings(
        client_id=_text(given, "client_id"),
        authority=_text(given, "authority").rstrip("/"),
        endpoint=_text(given, "endpoint") or f"https://{GLOBAL_GRAPH}/v1.0",
        attendance=given.get("attendance") is True,
        writes=given.get("writes", True) is True,
        secret_file=_path(given, "client_secret_file"),
        certificate_file=_path(given, "certificate_file"),
        user=_text(given, "user"),
    )
    if problems := tuple(_problems(made)):
        raise BadInput("config.toml does not say how to sign in to Outlook.", problems, "docs/outlook.md leads there.")
    return made


def allowed(scope: str) -> tuple[str, ...]:
    """The permissions of an answer; the scopes of OpenID Connect, which are none, are left out."""
    return tuple(sorted(one for one in scope.split() if _short(one) not in OPENID))


def missing(asked: Iterable[str], granted: Iterable[str]) -> tuple[str, ...]:
    """What is off because it was not allowed, in plain words; scopes come back short or with their host."""
    given = {_short(scope) for scope in granted}
    off = [WITHOUT[_short(scope)] for scope in asked if _short(scope) not in given]
    return tuple(dict.fromkeys(off))


def _short(scope: str) -> str:
    return scope.rpartition("/")[2].casefold()


def _problems(made: Settings) -> Iterator[Problem]:
    if not made.client_id:
        yield _problem("client_id", "is missing.", "Write the id of the application you registered.")
    if not made.authority.startswith("https://") or not made.host or not made.tenant:
        cure = "Write one such as https://login.microsoftonline.com/organizations."
        yield _problem("authority", "names no tenant at an https address.", cure)
    yield from _of_clouds(made)
    if made.as_application:
        yield from _of_application(made)
    elif made.attendance and made.tenant == "consumers":
        cure = "Write attendance = false."
        yield _problem("attendance", "is not to be had for personal accounts.", cure)


def _of_clouds(made: Settings) -> Iterator[Problem]:
    """Tokens of one cloud are worth nothing in another."""
    signs, keeps = cloud_of_sign_in(made.host), cloud_of_graph(made.graph_host)
    if signs and keeps and signs != keeps:
        cure = f'Write endpoint = "https://{signs.graph[0]}/v1.0", or an authority of the cloud {keeps.name}.'
        yield _problem("endpoint", f"is of the cloud {keeps.name}, the authority of {signs.name}.", cure)


def _of_application(made: Settings) -> Iterator[Problem]:
    if made.secret_file and made.certificate_file:
        yield _problem("certificate_file", "stands beside client_secret_file.", "Keep one of the two.")
    if made.tenant in MANY_TENANTS:
        cure = "Write your organisation's tenant id in its place."
        yield _problem("authority", f"ends in {made.tenant}, where no application can sign in by itself.", cure)
    if not made.user:
        yield _problem("user", "is missing.", "Write the address of the person whose calendar it is.")


def _problem(key: str, what: str, cure: str) -> Problem:
    return Problem(f"config.toml: calendar.outlook.{key}", what, cure)


def _text(given: Given, key: str) -> str:
    value = given.get(key, "")
    return value if isinstance(value, str) else ""


def _path(given: Given, key: str) -> Path | None:
    return Path(_text(given, key)) if given.get(key) else None
