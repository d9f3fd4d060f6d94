"""The one table config.toml is described by: validation, defaults and the reference page are all made from it."""

from typing import NamedTuple

from touchbase.config import parse
from touchbase.config.parse import Parse
from touchbase.domain.owner import POLICIES, Rules, Thresholds

PROVIDERS = ("local", "google", "outlook")
TOKENS = ("file", "keyring")
MAIL_SECURITY = ("tls", "starttls")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
REQUIRED = object()
"""The default of a key that has to be there."""


class Key(NamedTuple):
    """One key of one section; `default` is the value when it is left out, `REQUIRED` when it may not be."""

    section: str
    name: str
    parse: Parse
    default: object
    meaning: str


_RULES, _HEALTH = Rules(), Thresholds()


def _keys(section: str, *rows: tuple[str, Parse, object, str]) -> tuple[Key, ...]:
    return tuple(Key(section, *row) for row in rows)


KEYS: tuple[Key, ...] = (
    *_keys(
        "owner",
        ("name", parse.words, REQUIRED, "Your name, as guests read it in the invitation."),
        ("email", parse.email, REQUIRED, "Your own address; it is also the owner of everything remembered."),
        ("addresses", parse.emails, (), "Further addresses of yours."),
        ("time_zone", parse.zone_name, REQUIRED, "Your IANA time zone, such as Europe/London."),
        ("holidays", parse.country, "", "Country whose public holidays stay free: GB, or DE-BY with a region."),
    ),
    *_keys(
        "stakeholders",
        ("file", parse.path, REQUIRED, "The list of stakeholders, .toml or .csv, relative to config.toml."),
    ),
    *_keys(
        "working_hours", *((day, parse.hours, (), f"Your hours on {day}; a missing day is not worked.") for day in DAYS)
    ),
    *_keys(
        "touchbase",
        ("duration_minutes", parse.whole(5, 240), _RULES.minutes, "How long a touchbase is."),
        ("buffer_minutes", parse.whole(0, 120), _RULES.buffer_minutes, "Kept free on both sides of a touchbase."),
        ("notice_hours", parse.whole(0, 720), _RULES.notice_hours, "Nothing new starts sooner than this."),
        ("freeze_hours", parse.whole(0, 720), _RULES.freeze_hours, "Nothing moves that starts sooner than this."),
        ("max_per_day", parse.whole(1, 24), _RULES.max_per_day, "At most this many touchbases a day."),
        ("max_per_week", parse.whole(1, 100), _RULES.max_per_week, "At most this many touchbases a week."),
        ("preferred", parse.hours, _RULES.preferred, "Hours you would rather meet in; a wish, not a rule."),
        (
            "horizon_weeks",
            parse.whole(1, 53),
            _RULES.horizon_weeks,
            "How far ahead dates are tested against both calendars.",
        ),
        ("new_per_run", parse.whole(0, 1000), _RULES.new_per_run, "New series a run; 0 is no limit."),
        ("title", parse.template, _RULES.title, "The title guests read; {guest} and {owner} are filled in."),
        (
            "invitation",
            parse.template,
            _RULES.invitation,
            "The text guests read; {guest}, {owner}, {minutes} and {cadence} are filled in, and nothing else.",
        ),
        ("conference", parse.truth, _RULES.conference, "A Meet or Teams link where the provider has one."),
    ),
    *_keys(
        "capacity",
        ("hours_per_week", parse.number(0.25, 80), _RULES.hours_per_week, "The time you give to touchbases."),
    ),
    *_keys(
        "health",
        ("due", parse.number(0.1, 100), _HEALTH.due, "Due above this multiple of the cadence."),
        ("slipping", parse.number(0.1, 100), _HEALTH.slipping, "Slipping above this multiple."),
        ("lapsed", parse.number(0.1, 100), _HEALTH.lapsed, "Lapsed above this multiple."),
        ("dormant", parse.number(0.1, 100), _HEALTH.dormant, "Dormant above this multiple, or after a year."),
    ),
    *_keys(
        "planner",
        ("seconds", parse.number(0, 600), _RULES.planner_seconds, "How long to look for the best plan; 0: the first."),
        (
            "move_gain_dates",
            parse.whole(0, 53),
            _RULES.move_gain_dates,
            "A booked series moves only where that spares this many clashing dates.",
        ),
    ),
    *_keys(
        "calendar",
        ("provider", parse.one_of(PROVIDERS), "local", "Where the series stand: local, google or outlook."),
    ),
    *_keys(
        "calendar.busy_from",
        ("ics", parse.path, None, "An .ics file or folder that counts as your busy time."),
        (
            "provider",
            parse.one_of(PROVIDERS[1:]),
            "",
            "Or a provider's calendar: google or outlook, with its calendar_id.",
        ),
        ("calendar_id", parse.words, "", "The calendar at that provider."),
    ),
    *_keys("calendar.local", ("folder", parse.path, "calendar", "One .ics a series, and touchbase.ics with all.")),
    *_keys(
        "calendar.google",
        ("client_secrets", parse.path, None, "The client file of your own sign-in project."),
        ("calendar_id", parse.words, "primary", "The calendar the series stand in."),
        ("attendance", parse.truth, False, "Read who was in the Meet call."),
        ("api_endpoint", parse.url, None, "Another address of the Calendar service."),
        ("meet_endpoint", parse.url, None, "Another address of the Meet service."),
        ("service_account_file", parse.path, None, "A service account instead of a sign-in."),
        ("subject", parse.email, None, "The person the service account acts for."),
    ),
    *_keys(
        "calendar.outlook",
        ("client_id", parse.words, None, "The application you registered."),
        ("authority", parse.url, "https://login.microsoftonline.com/organizations", "Who signs you in."),
        ("endpoint", parse.url, "https://graph.microsoft.com/v1.0", "Another address of Microsoft Graph."),
        ("calendar_id", parse.words, None, "The calendar the series stand in; omitted is your default one."),
        ("attendance", parse.truth, False, "Read who was in the Teams call."),
        ("client_secret_file", parse.path, None, "A file with the application's secret, instead of a sign-in."),
        ("certificate_file", parse.path, None, "A certificate instead of a secret."),
        ("user", parse.email, None, "The person the application acts for."),
    ),
    *_keys(
        "auth",
        (
            "tokens",
            parse.one_of(TOKENS),
            "file",
            "Where sign-ins are kept: a file that only you can read, or the keyring, which cron may not reach.",
        ),
    ),
    *_keys(
        "digest",
        ("to", parse.email, None, "Where the digest goes; omitted is your own address."),
        ("smtp_host", parse.words, None, "The server that takes your mail; without it nothing is mailed."),
        ("smtp_port", parse.whole(1, 65535), 465, "Its port."),
        ("security", parse.one_of(MAIL_SECURITY), "tls", "tls from the first byte, or starttls (mostly port 587)."),
        ("smtp_user", parse.words, None, "Your name there; omitted is no sign-in."),
        ("smtp_password_file", parse.path, None, "A file with your password, that only you can read."),
    ),
    *_keys(
        "guard",
        ("policy", parse.one_of(POLICIES), _RULES.policy, "create-only, upsert-only, or full: only full cancels."),
        (
            "max_mails_per_run",
            parse.whole(0, 10_000),
            _RULES.max_mails_per_run,
            "A run that would mail more is refused.",
        ),
        (
            "minutes_per_run",
            parse.whole(1, 120),
            _RULES.minutes_per_run,
            "A run that takes longer stops between two writes; the next one goes on.",
        ),
    ),
)
SECTIONS = tuple(dict.fromkeys(key.section for key in KEYS))


def of(section: str) -> dict[str, Key]:
    """The keys of one section by name."""
    return {key.name: key for key in KEYS if key.section == section}


def reference() -> str:
    """The table of docs/config.md, in Markdown."""
    rows = (f"| `[{key.section}]` | `{key.name}` | {_default(key)} | {key.meaning} |" for key in KEYS)
    return "\n".join(("| section | key | default | meaning |", "|---|---|---|---|", *rows)) + "\n"


def _default(key: Key) -> str:
    if key.default is REQUIRED:
        return "required"
    if key.default in (None, "", ()):
        return "none"
    if "\n" in str(key.default):
        return "a short friendly text"
    return f"`{str(key.default).lower() if isinstance(key.default, bool) else key.default}`"
