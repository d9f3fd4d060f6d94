"""The composition root: one invocation's options, clock and places; the rest is built when first asked for."""

import os
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from touchbase.cli.render import Screen
from touchbase.domain.zone import local_date
from touchbase.errors import BadInput, SignInAgain

if TYPE_CHECKING:
    from touchbase.auth.account import Account
    from touchbase.auth.google import GoogleSession
    from touchbase.auth.outlook import OutlookSession
    from touchbase.auth.tokens import TokenStore
    from touchbase.calendars.port import Calendar
    from touchbase.config import Config, Places
    from touchbase.domain.owner import Owner
    from touchbase.roster.load import Roster
    from touchbase.store.glance import Glance
    from touchbase.store.port import Store
    from touchbase.sync import World


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


@dataclass
class Context:
    """What one command line asked for. The clock is read here, once; `now` is in UTC.

    `clock` is for what lasts beside a run: how long an access token is good. `began` counts the seconds of the run.
    """

    config_flag: Path | None = None
    as_json: bool = False
    quiet: bool = False
    verbose: int = 0
    no_color: bool = False
    no_input: bool = False
    debug: bool = False
    now: datetime = field(default_factory=_now)
    clock: Callable[[], datetime] = _now
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    sleep: Callable[[float], None] = time.sleep
    began: float = field(default_factory=time.monotonic)
    ended: list[SignInAgain] = field(default_factory=list)  # sign-ins of further calendars that are over
    at_end: ExitStack = field(default_factory=ExitStack)  # connections let go when the command line is done

    @cached_property
    def places(self) -> "Places":
        """Where config, data and state live."""
        from touchbase.config import locate

        return locate(self.config_flag, self.environ)

    @cached_property
    def config(self) -> "Config":
        """All of config.toml; BadInput with every problem when it is wrong."""
        from touchbase.config import load

        return load(self.places.config)

    @property
    def owner(self) -> "Owner":
        return self.config.owner

    @property
    def today(self) -> date:
        """The owner's local day."""
        return local_date(self.now, self.owner.zone)

    @property
    def database(self) -> Path:
        """The file that holds what we remember; it may not exist yet."""
        return self.places.data / "touchbase.db"

    @property
    def lock_file(self) -> Path:
        """Held while a sync runs."""
        return self.places.state / "sync.lock"

    @cached_property
    def store(self) -> "Store":
        """Our memory, made when it does not exist."""
        from touchbase.store.sqlite import open_store

        return open_store(self.database, self.owner.id)

    @cached_property
    def memory(self) -> "Store":
        """Our memory to read only, empty before there is any; nothing is written by asking."""
        from touchbase.store.sqlite import open_store

        return open_store(self.database, self.owner.id, read_only=True)

    @cached_property
    def glance(self) -> "Glance":
        """The part of our memory that is enough to say how everybody stands; to read only, and light to load."""
        from touchbase.store.glance import open_glance

        return open_glance(self.database, self.owner.id)

    def account(self, provider: str) -> "Account":
        """The owner's account at "google" or "outlook"."""
        from touchbase.auth.account import Account

        return Account(provider, self.owner.id)

    @cached_property
    def tokens(self) -> "TokenStore":
        """Where sign-ins are kept; making it asks and makes nothing."""
        from touchbase.auth.tokens import open_tokens

        return open_tokens(self.config.tokens, self.token_folder)

    @property
    def token_folder(self) -> Path:
        """The folder of sign-ins (0700): with the state, not beside the config, which people copy about."""
        return self.places.state / "tokens"

    @property
    def google_scopes(self) -> tuple[str, ...]:
        """What Google has to allow for what config.toml asks for, and no more."""
        from touchbase.auth.google_scopes import needed

        return needed(self.config.google, writes=self.config.provider == "google")

    @cached_property
    def google(self) -> "GoogleSession":
        """The signed-in session at Google; SignInAgain when there is none."""
        from touchbase.auth.google import session

        account, scopes = self.account("google"), self.google_scopes
        return session(self.config.google, self.tokens, account, scopes, self.clock, self.environ, self.sleep)

    @property
    def outlook_settings(self) -> "dict[str, str | bool]":
        """[calendar.outlook], and whether touchbases are written there."""
        return {**self.config.outlook, "writes": self.config.provider == "outlook"}

    @cached_property
    def outlook(self) -> "OutlookSession":
        """The session at Microsoft; it looks at the sign-in when it is first asked for a token."""
        from touchbase.auth.outlook import Outside, session

        account, outside = self.account("outlook"), Outside(self.environ, self.sleep)
        return session(self.outlook_settings, self.tokens, account, self.clock, outside)

    @cached_property
    def calendar(self) -> "Calendar":
        """The owner's calendar at the configured provider, and the further ones that count as busy."""
        from touchbase.cli.calendars import owners_calendar

        return owners_calendar(self)

    @cached_property
    def listed(self) -> "Roster":
        """The list as the file has it, with its problems."""
        from touchbase.roster.load import load

        return load(self.config.stakeholders, self.owner.zone, self.config.rules.minutes)

    @cached_property
    def roster(self) -> "Roster":
        """The list when it is right; BadInput with every problem when it is not."""
        if self.listed.errors:
            many = "a problem" if len(self.listed.errors) == 1 else f"{len(self.listed.errors)} problems"
            sentence = f"{self.config.stakeholders.name} has {many}; nothing was written."
            raise BadInput(sentence, self.listed.problems, "Correct the list, then `touchbase check`.")
        return self.listed

    def close(self) -> None:
        """Let go of connections, and of our memory: SQLite takes its side files away when nobody holds them."""
        self.at_end.close()
        for name in ("glance", "memory", "store"):
            if name in self.__dict__:
                self.__dict__.pop(name).close()

    def world(self, store: "Store") -> "World":
        """What a plan or a sync looks at; a plan gets `memory`, so that it cannot write."""
        from touchbase.calendars.holidays import public_holidays
        from touchbase.sync import World

        return World(self.owner, self.config.rules, store, self.calendar, self.now, public_holidays, self.elapsed)

    def elapsed(self) -> float:
        """Seconds since this command line began, whatever happens to the wall clock meanwhile."""
        return time.monotonic() - self.began

    @cached_property
    def screen(self) -> Screen:
        """What the person sees: stdout for results, stderr for the rest."""
        dumb = bool(self.environ.get("NO_COLOR")) or self.environ.get("TERM") == "dumb"
        return Screen(as_json=self.as_json, quiet=self.quiet, color=not (self.no_color or dumb))

    @property
    def interactive(self) -> bool:
        """True when somebody sits there who can answer."""
        return not self.no_input and not self.as_json and sys.stdin.isatty() and sys.stdout.isatty()
