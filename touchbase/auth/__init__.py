"""The one-time sign-in, the token store, refresh; hands a signed-in session to whoever works with a calendar."""
