"""A signed-in session: a fresh access token whenever one is asked for, renewed once among all runs."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import quote

from touchbase.auth.account import Account
from touchbase.auth.cures import cure, not_signed_in
from touchbase.auth.outlook import application
from touchbase.auth.outlook.answers import access_in, understood
from touchbase.auth.outlook.application import Outside
from touchbase.auth.outlook.cache import Access, access_tokens, renewable
from touchbase.auth.outlook.kept import Kept, from_text, to_text
from touchbase.auth.outlook.settings import Given, Settings, settings_of
from touchbase.auth.tokens import TokenStore
from touchbase.errors import SignInAgain

if TYPE_CHECKING:
    from msal import SerializableTokenCache  # type: ignore[import-untyped]

Clock = Callable[[], datetime]


class OutlookSession(Protocol):
    """What a calendar is given; threads may share it. Fails as SignInAgain, ProviderDown, TryLater or BadInput."""

    @property
    def mailbox(self) -> str:
        """The path of the mailbox below the endpoint: `/me`, or `/users/...` when an application acts for somebody."""
        ...

    def __call__(self) -> str:
        """An access token that is good for five minutes or more."""
        ...

    def refused(self, token: str) -> str:
        """Another one, after `token` was answered 401. Ask once a request: a second 401 means to sign in again."""
        ...


def session(
    given: Given,
    tokens: TokenStore,
    account: Account,
    clock: Clock,
    outside: Outside = Outside(),  # noqa: B008  (a value)
) -> OutlookSession:
    """Nothing is sent or read by making it; BadInput when config.toml is not enough."""
    settings = settings_of(given)
    if settings.as_application:
        return ApplicationSession(settings, clock, outside)
    return PersonSession(settings, tokens, account, clock, outside)


class _Remembering(ABC):
    """One token for all threads of a run, and one answer once the sign-in turned out to be over."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = Lock()
        self._access: Access | None = None
        self._over: SignInAgain | None = None

    def __call__(self) -> str:
        return self._fresh(None)

    def refused(self, token: str) -> str:
        return self._fresh(token)

    def _fresh(self, refused: str | None) -> str:
        with self._lock:
            if self._over:
                raise self._over
            access = self._access
            if access is None or access.token == refused or not access.lasts(self._clock()):
                access = self._access = self._renewed(refused)
            return access.token

    def _renewed(self, refused: str | None) -> Access:
        try:
            return self._obtain(refused)
        except SignInAgain as over:
            self._over = over
            raise

    @abstractmethod
    def _obtain(self, refused: str | None, /) -> Access:
        """A token that is not the refused one."""


class PersonSession(_Remembering):
    """Somebody signed in once; what is kept is renewed under the store's lock and written back each time."""

    mailbox = "/me"

    def __init__(
        self, settings: Settings, tokens: TokenStore, account: Account, clock: Clock, outside: Outside
    ) -> None:
        super().__init__(clock)
        self._settings = settings
        self._tokens = tokens
        self._account = account
        self._outside = outside

    @cached_property
    def _cache(self) -> "SerializableTokenCache":
        return application.empty_cache()

    @cached_property
    def _app(self) -> Any:
        """One for the whole run, so that the authority is asked about itself once; it works on our cache."""
        return application.public(self._settings, self._cache, self._outside)

    def _obtain(self, refused: str | None, /) -> Access:
        with self._tokens.lock(self._account):
            kept = self._kept()
            self._cache.deserialize(kept.cache)
            standing = access_tokens(self._cache, self._settings, kept.home, self._clock())
            found = next((access for access in standing if access.token != refused), None)
            return found or self._refreshed(kept)

    def _kept(self) -> Kept:
        """Read anew inside the lock: another run may have renewed it."""
        text = self._tokens.load(self._account)
        if text is None:
            raise not_signed_in("outlook")
        return from_text(text)

    def _refreshed(self, kept: Kept) -> Access:
        person = renewable(self._cache, self._settings, kept.home)
        if person is None:
            raise _elsewhere(self._settings)
        app = self._app
        with understood():
            answer = app.acquire_token_silent_with_error(self._settings.scopes, person, force_refresh=True)
        access = access_in(answer or {}, self._clock())
        renewed = kept._replace(cache=self._cache.serialize(), refreshed=self._clock())
        self._tokens.save(self._account, to_text(renewed))
        return access


class ApplicationSession(_Remembering):
    """An organisation's application acts for one person; a token lives as long as the run."""

    def __init__(self, settings: Settings, clock: Clock, outside: Outside) -> None:
        super().__init__(clock)
        self._settings = settings
        self._outside = outside

    @cached_property
    def _app(self) -> Any:
        return application.confidential(self._settings, self._outside)

    @property
    def mailbox(self) -> str:
        return f"/users/{quote(self._settings.user, safe='@')}"

    def _obtain(self, _refused: str | None, /) -> Access:
        app = self._app
        app.remove_tokens_for_client()  # else msal would give the refused one again
        with understood(), application.certified(self._settings):
            answer = app.acquire_token_for_client(self._settings.application_scopes)
        return access_in(answer, self._clock())


def _elsewhere(settings: Settings) -> SignInAgain:
    sentence = f"Your sign-in was made with another application or another cloud than {settings.host}."
    return SignInAgain(sentence, cure("outlook"), "outlook")
