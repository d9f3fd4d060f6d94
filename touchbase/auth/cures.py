"""The sentences about a sign-in that is missing, damaged or over, each with its cure."""

from touchbase.errors import SignInAgain

NAMES = {"google": "Google", "outlook": "Outlook"}


def cure(provider: str) -> str:
    """What to type."""
    return f"Run `touchbase auth {provider}` once at a terminal."


def not_signed_in(provider: str) -> SignInAgain:
    return SignInAgain(f"You are not signed in to {NAMES[provider]} yet.", cure(provider), provider)


def damaged(provider: str) -> SignInAgain:
    """What is kept of a sign-in cannot be understood; it stays where it is until the next sign-in replaces it."""
    sentence = f"What is kept of your sign-in to {NAMES[provider]} is damaged; nothing was deleted."
    return SignInAgain(sentence, cure(provider), provider)
