"""The two files `init` writes, with a comment for everything; the example files are made from the same words."""

from dataclasses import dataclass

from touchbase.roster.edit_toml import literal


@dataclass(frozen=True, slots=True)
class Answers:
    """What `init` asks; the defaults are what most people want. `busy` are .ics files or folders of the owner's own."""

    name: str
    email: str
    time_zone: str
    holidays: str = ""
    list_file: str = "stakeholders.toml"
    provider: str = "local"
    folder: str = "calendar"
    busy: tuple[str, ...] = ()
    hours_per_week: float = 3.0


EXAMPLE = Answers(
    name="Sam Okafor",
    email="sam@example.com",
    time_zone="Europe/London",
    holidays="GB",
    list_file="stakeholders.example.toml",
    busy=("examples/my-calendar.ics",),
)


def config_text(answers: Answers) -> str:
    """config.toml for these answers; every key is named, the optional ones in comments."""
    holidays = f"holidays = {literal(answers.holidays)}" if answers.holidays else '# holidays = "GB"'
    return _CONFIG.format(
        name=literal(answers.name),
        email=literal(answers.email),
        time_zone=literal(answers.time_zone),
        holidays=f"{holidays:<36}",
        list_file=literal(answers.list_file),
        provider=f"provider = {literal(answers.provider)}",
        busy=_busy(answers.busy),
        folder=f"folder = {literal(answers.folder)}",
        hours_per_week=f"hours_per_week = {float(answers.hours_per_week)}",
    )


def list_text() -> str:
    """A first stakeholders.toml: what can be said of a person, and nobody in it yet."""
    return _LIST


def _busy(sources: tuple[str, ...]) -> str:
    if not sources:
        return '# [[calendar.busy_from]]\n# ics = "my-calendar.ics"'
    return "\n".join(f"[[calendar.busy_from]]\nics = {literal(source)}" for source in sources)


_CONFIG = """\
# touchbase reads this file and never writes it. Lines that begin with # are comments; what they hold
# is optional. `touchbase check` says whether all is well. Relative paths are relative to this file.

[owner]
name = {name}
email = {email}
# addresses = ["sam@example.org"]    # further addresses of yours
time_zone = {time_zone}
{holidays} # public holidays stay free; "DE-BY" with a region; leave out for none

[stakeholders]
file = {list_file}

[working_hours]                      # in your time; a day that is missing is not worked (sat and sun too)
mon = ["09:00-12:30", "13:30-17:30"]
tue = ["09:00-12:30", "13:30-17:30"]
wed = ["09:00-12:30", "13:30-17:30"]
thu = ["09:00-12:30", "13:30-17:30"]
fri = ["09:00-12:30"]
# sat = ["10:00-12:00"]
# sun = ["10:00-12:00"]

[touchbase]
duration_minutes = 30
buffer_minutes = 5                   # kept free on both sides of a touchbase
notice_hours = 24                    # nothing new starts sooner than this
freeze_hours = 24                    # nothing moves that starts sooner than this
max_per_day = 2
max_per_week = 10
preferred = ["14:00-17:00"]          # when you would rather meet; a wish, not a rule
horizon_weeks = 13                   # how far ahead dates are tested against both calendars
new_per_run = 5                      # new series a run, so that nobody's week fills at once; 0 is no limit
conference = true                    # a Meet or Teams link where the provider has one
# title = "Touchbase: {{guest}} and {{owner}}"
# invitation = '''                   # what guests read; {{guest}}, {{owner}}, {{minutes}} and {{cadence}} are filled in
# A short touchbase: {{minutes}} minutes, {{cadence}}. What is on your mind comes first: just reply.
#
# On mine:
# - how things are with you
# {{owner}}
# '''

[capacity]
{hours_per_week:<36} # what you can give to touchbases, honestly

[health]                             # as multiples of each person's cadence
due = 1.0
slipping = 1.5
lapsed = 3.0
dormant = 5.0

[calendar]
{provider:<36} # local | google | outlook

# What keeps you busy besides touchbases; any number of these. `ics` is a file or a folder of files.
{busy}
# [[calendar.busy_from]]             # or another calendar at a provider
# provider = "google"
# calendar_id = "team@example.com"

[calendar.local]
{folder:<36} # one .ics a series, and touchbase.ics with all of them

# [calendar.google]
# client_secrets = "client_secret.json"
# calendar_id = "primary"
# attendance = false                 # read who was in the Meet call
# service_account_file = "service_account.json"
# subject = "sam@example.com"        # the person a service account acts for
# api_endpoint = "https://www.googleapis.com/calendar/v3"
# meet_endpoint = "https://meet.googleapis.com/v2"

# [calendar.outlook]
# client_id = "00000000-0000-0000-0000-000000000000"
# authority = "https://login.microsoftonline.com/organizations"
# endpoint = "https://graph.microsoft.com/v1.0"
# calendar_id = "AAMkAD..."          # leave out for your default calendar
# attendance = false                 # read who was in the Teams call
# client_secret_file = "client_secret.txt"
# certificate_file = "certificate.pem"
# user = "sam@example.com"           # the person an application acts for

# [auth]
# tokens = "file"                    # or "keyring": where the sign-in to Google or Outlook is kept

# [digest]                           # the week in a few lines, by mail: touchbase digest --mail
# to = "sam@example.com"             # leave out for your own address
# smtp_host = "mail.example.com"
# smtp_port = 465
# security = "tls"                   # tls | starttls
# smtp_user = "sam"
# smtp_password_file = "mail_password.txt"

[planner]
seconds = 2.0                        # how long to look for the best plan; 0 takes the first that works
move_gain_dates = 2                  # a booked series moves only where that spares so many clashing dates

[guard]
policy = "upsert-only"               # create-only | upsert-only | full (only full cancels meetings)
max_mails_per_run = 25               # a run that would mail more people is refused, and can be approved
minutes_per_run = 10                 # a run that takes longer stops between two writes; the next one goes on
"""

_LIST = """\
# The people who matter to your work, one [[stakeholder]] each. `touchbase stakeholders add` and
# `touchbase stakeholders import` write here too, and keep your comments. `touchbase check` looks it over.
#
# [[stakeholder]]
# id = "ana-ruiz"                    # stays the same for good, even when the name changes
# name = "Ana Ruiz"
# email = "ana@example.com"
# addresses = ["ana.ruiz@example.org"]
# category = "peer"                  # boss peer direct_report mentor mentee internal_support customer
#                                    # community_partner public network other, or a word of your own
# priority = 2                       # 1 is the highest, 9 the lowest
# cadence = "monthly"                # weekly, every 2 weeks, monthly, every 2 months, quarterly, twice a year,
#                                    # yearly; leave it out for what suits the category
# duration_minutes = 30
# time_zone = "America/New_York"     # leave it out for your own
# working_hours = ["09:00-17:00"]    # Monday to Friday, in their time
# preferred = ["10:00-12:00"]
# free_busy = "ana-busy.ics"         # their busy time, where your calendar provider cannot tell
# added = 2026-01-05
# tags = ["platform"]
# intent = "build"                   # build | heal | renew | maintain
# state = "active"                   # active | paused | completed | let_go
# paused_until = 2027-01-10          # a pause ends by itself on this day
#                                    # what follows stays on this disk and never reaches an invitation
# why = "She decides about the platform we all stand on."
# my_outcome = "Our teams plan their quarter together."
# their_outcome = "Fewer surprises at release time."
# their_outcome_asked = 2026-02-03   # the day they told you; without it the line above is your guess
# healthy_looks_like = "We hear of trouble from each other first."
# cadence_state = "agreed"           # mine | proposed | agreed: did you settle the rhythm with them?
# agreed_on = 2026-02-03
# boundary = "work_only"             # open | work_only: asks nothing about home
# interests = ["bread", "chess"]     # for links worth sharing
# knows = ["ben-ito"]                # ids of others on this list, for the map
# side = "inside"                    # inside | outside your organisation, where the address does not tell
# kind = "person"                    # person | team | network | public: a group is met through its contact
# contact = "Ana Ruiz"               # for a group: whose address stands above
"""
