"""Outlook (Microsoft 365 and outlook.com): sign in, how it stands, sign out, and a session for the calendar."""

from touchbase.auth.outlook.application import Outside
from touchbase.auth.outlook.session import OutlookSession, session
from touchbase.auth.outlook.sign_in import sign_in
from touchbase.auth.outlook.sign_out import sign_out
from touchbase.auth.outlook.standing import standing

__all__ = ["OutlookSession", "Outside", "session", "sign_in", "sign_out", "standing"]
