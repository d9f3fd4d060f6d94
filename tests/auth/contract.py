"""What every token store keeps; each of them runs this suite."""

from touchbase.auth.account import Account
from touchbase.auth.tokens import TokenStore

SAM = Account("google", "sam@example.com")
OTHERS = (Account("outlook", "sam@example.com"), Account("google", "kim@example.com"))
TEXT = '{"words": "größer als ☕"}'


class TokenStoreContract:
    """A subclass gives `tokens`, an empty store."""

    def test_nothing_is_kept_before_anything_is_saved(self, tokens: TokenStore) -> None:
        assert tokens.load(SAM) is None

    def test_what_is_saved_is_loaded(self, tokens: TokenStore) -> None:
        tokens.save(SAM, TEXT)
        assert tokens.load(SAM) == TEXT

    def test_saving_again_replaces(self, tokens: TokenStore) -> None:
        tokens.save(SAM, TEXT)
        tokens.save(SAM, "newer")
        assert tokens.load(SAM) == "newer"

    def test_accounts_do_not_see_each_other(self, tokens: TokenStore) -> None:
        tokens.save(SAM, TEXT)
        assert [tokens.load(other) for other in OTHERS] == [None, None]
        tokens.delete(OTHERS[0])
        assert tokens.load(SAM) == TEXT

    def test_deleted_is_gone_and_may_be_deleted_again(self, tokens: TokenStore) -> None:
        tokens.save(SAM, TEXT)
        tokens.delete(SAM)
        tokens.delete(SAM)
        assert tokens.load(SAM) is None

    def test_all_of_it_works_under_the_lock(self, tokens: TokenStore) -> None:
        with tokens.lock(SAM):
            tokens.save(SAM, TEXT)
            assert tokens.load(SAM) == TEXT
        with tokens.lock(SAM), tokens.lock(OTHERS[0]):
            tokens.delete(SAM)
