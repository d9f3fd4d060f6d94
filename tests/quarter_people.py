"""The people of docs/a-quarter.md, all of them invented, with what was held before the quarter began."""

from textwrap import dedent

CONFIG = """\
[owner]
name = "Sam Okafor"
email = "sam@example.com"
time_zone = "Europe/London"
holidays = "GB"

[stakeholders]
file = "stakeholders.toml"

[working_hours]
mon = ["09:00-12:30", "13:30-17:30"]
tue = ["09:00-12:30", "13:30-17:30"]
wed = ["09:00-12:30", "13:30-17:30"]
thu = ["09:00-12:30", "13:30-17:30"]
fri = ["09:00-12:30"]

[touchbase]
new_per_run = 0
max_per_day = 3
invitation = '''
A short touchbase, {guest}: {minutes} minutes, {cadence}.

On your mind, first of all (just reply):
-

On mine:
- how things are with you

Skip it or move it as you like. {owner}
'''

[capacity]
hours_per_week = 3.2

[calendar]
provider = "local"

[calendar.local]
folder = "calendar"

[[calendar.busy_from]]
ics = "mine.ics"

[planner]
seconds = 0
"""

# id, category, priority, and what else stands in their row.
PEOPLE: dict[str, tuple[str, int, str]] = {
    "margaret-obi": ("boss", 1, ""),
    "ana-ruiz": ("peer", 2, 'interests = ["bread", "accessibility"]\nknows = ["raj-patel", "kim-lee"]'),
    "raj-patel": ("peer", 3, 'tags = ["data"]\nknows = ["ana-ruiz"]'),
    "hannah-cole": ("peer", 2, ""),
    "oskar-lind": ("peer", 5, ""),
    "lena-hoffmann": ("direct_report", 1, 'cadence = "weekly"\nintent = "build"'),
    "tom-becker": ("direct_report", 2, ""),
    "priya-nair": ("direct_report", 2, 'boundary = "work_only"'),
    "mateo-silva": ("direct_report", 4, ""),
    "platform-team": ("direct_report", 3, 'kind = "team"\ncontact = "Jo Barker"\ncadence = "monthly"'),
    "ingrid-dahl": ("mentor", 3, ""),
    "noah-fischer": ("mentee", 4, ""),
    "fiona-clark": ("internal_support", 4, 'tags = ["hiring"]'),
    "george-adeyemi": ("internal_support", 4, 'tags = ["budget"]'),
    "sara-lund": ("internal_support", 5, 'interests = ["bread"]'),
    "diego-santos": ("customer", 2, 'intent = "build"'),
    "eleanor-wu": ("customer", 3, 'interests = ["accessibility"]'),
    "yusuf-kaya": ("customer", 3, 'side = "outside"'),
    "ruth-adeyemi": ("community_partner", 4, 'side = "outside"'),
    "riders-forum": ("public", 5, 'kind = "public"\ncontact = "Bea Novak"\nside = "outside"'),
    "leads-network": ("network", 6, 'kind = "network"\ncontact = "Arjun Mehta"'),
    "jonas-weber": ("other", 5, ""),
}


def _row(id: str, category: str, priority: int, more: str) -> str:
    name = id.replace("-", " ").title()
    return dedent(
        f"""\
        [[stakeholder]]
        id = "{id}"
        name = "{name}"
        email = "{id.replace("-", ".")}@example.com"
        category = "{category}"
        priority = {priority}
        added = 2025-11-03
        """
    ) + (f"{more}\n\n" if more else "\n")


LIST = "".join(_row(id, *rest) for id, rest in PEOPLE.items())

# When each was met before: dates that were really held. Who is missing was never met.
HELD = {
    "margaret-obi": "2026-03-05 2026-03-19",
    "ana-ruiz": "2026-02-03 2026-03-10",
    "raj-patel": "2026-01-15 2026-02-25",
    "hannah-cole": "2025-11-18 2025-12-16",
    "oskar-lind": "2026-02-20",
    "lena-hoffmann": "2026-03-20 2026-03-27",
    "tom-becker": "2025-12-12 2026-03-20",
    "priya-nair": "2026-03-11 2026-03-25",
    "mateo-silva": "2026-03-18",
    "platform-team": "2026-03-04",
    "ingrid-dahl": "2026-03-12",
    "noah-fischer": "2026-01-09",
    "fiona-clark": "2026-02-05",
    "george-adeyemi": "2026-01-22",
    "sara-lund": "2026-03-03",
    "eleanor-wu": "2026-03-16",
    "yusuf-kaya": "2026-02-12",
    "ruth-adeyemi": "2026-01-28",
    "leads-network": "2025-12-01",
    "jonas-weber": "2026-03-02",
}
HISTORY = "stakeholder,date,kind,note\n" + "".join(
    f"{id},{day},meeting,\n" for id, days in HELD.items() for day in days.split()
)
PULSE = "day,value,id\n2026-05-11,4,\n2026-05-12,5,\n2026-05-12,3,\n"
