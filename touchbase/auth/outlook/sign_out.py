"""Ending a sign-in to Outlook: what is kept is deleted; the rest only its owner can do."""

from collections.abc import Iterator

from touchbase.auth.account import Account, Desk
from touchbase.auth.outlook.settings import Given
from touchbase.auth.tokens import TokenStore
from touchbase.errors import TouchbaseError

NO_REVOCATION = "Microsoft lets no program take back a sign-in: a copy of it would work for up to 90 days."
WORK = "To end it there too, remove the application at https://myapps.microsoft.com."
PERSONAL = "To end it there too, remove the application at https://account.live.com/consent/Manage."
EITHER = f"{WORK[:-1]} (work or school) or https://account.live.com/consent/Manage (personal)."


def sign_out(given: Given, tokens: TokenStore, account: Account, desk: Desk) -> str:
    """Delete what is kept. Always "": there is no revocation at Microsoft that could fail, which is said instead.

    msal's own `remove_account` only takes entries out of its cache; here the whole cache goes, and without a network.
    """
    with tokens.lock(account):
        there = _kept(tokens, account)
        tokens.delete(account)
    for line in _by_hand(str(given.get("authority", ""))) if there else ():
        desk.say(line)
    return ""


def _kept(tokens: TokenStore, account: Account) -> bool:
    try:
        return tokens.load(account) is not None
    except TouchbaseError:  # damaged, or open to others: all the more reason to delete it
        return True


def _by_hand(authority: str) -> Iterator[str]:
    yield NO_REVOCATION
    ends = {"common": EITHER, "consumers": PERSONAL}
    yield ends.get(authority.rstrip("/").rpartition("/")[2], WORK)
