"""A home in which something of everything is remembered of relationships."""

from tests.cli.terminal import Terminal

WALKS = """\
BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//example//another program//EN\r
BEGIN:VEVENT\r
UID:walks@example.com\r
DTSTAMP:20260101T000000Z\r
DTSTART;TZID=Europe/London:20260107T110000\r
DTEND;TZID=Europe/London:20260107T113000\r
RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=WE\r
SUMMARY:Walk\r
ORGANIZER:mailto:sam@example.com\r
ATTENDEE;PARTSTAT=ACCEPTED:mailto:kim.lee@example.com\r
END:VEVENT\r
END:VCALENDAR\r
"""
TEAM = """
[[stakeholder]]
id = "platform-team"
name = "Platform team"
email = "platform@example.com"
category = "internal_support"
kind = "team"
contact = "Jo Park"
knows = ["ana-ruiz", "tom-becker"]
added = 2026-01-05
"""
SAID = (
    ("outcome", "ana-ruiz", "--theirs", "fewer surprises", "--asked"),
    ("note", "ana-ruiz", "her daughter sits exams", "--ask", "today"),
    ("note", "raj-patel", "knows the finance people"),
    ("promise", "ana-ruiz", "send her the slides", "--by", "friday"),
    ("promise", "ana-ruiz", "a word with finance", "--theirs"),
    ("ask", "ana-ruiz", "the migration plan", "--theirs"),
    ("gave", "ana-ruiz", "an hour on her budget"),
    ("gave", "hannah-cole", "an hour"),
    ("share", "https://example.org/bread", "--with", "ana-ruiz"),
    ("introduce", "ana-ruiz", "raj-patel", "--why", "both fight the same old system"),
    ("thank", "ana-ruiz", "stood up for the team"),
    ("suggestion", "ana-ruiz", "a shared release calendar"),
    ("question", "ana-ruiz", "--asked", "friction", "--answer", "our releases fall on her closing days"),
    ("agenda", "ana-ruiz", "the release calendar"),
    ("agenda", "ana-ruiz", "her new team", "--theirs"),
    ("goal", "add", "ana-ruiz", "plan our quarters together", "--step", "ask how she plans", "--obstacle",
     "release weeks", "--differently", "I listen before I explain"),
    ("benefit", "ana-ruiz", "bring her into the budget round"),
    ("healthy", "bad news reaches me first"),
    ("pulse", "4", "--with", "ana-ruiz"),
    ("measure", "people who left", "2"),
    ("attention", "--snooze", "diego-santos", "--until", "in 2 weeks"),
    ("chat", "ana-ruiz"),
    ("log", "add", "hannah-cole", "--when", "yesterday"),
    ("log", "add", "platform-team", "--when", "2025-10-01"),
    ("log", "add", "platform-team", "--when", "yesterday"),
    ("gave", "platform-team", "a second pair of hands"),
    ("log", "add", "ana-ruiz", "--when", "yesterday"),
    ("confirm", "ana-ruiz", "yesterday", "--not-held"),
)  # fmt: skip


def tend(terminal: Terminal) -> None:
    """From here on there is something to say of everybody."""
    terminal.write("calendar/walks.ics", WALKS)
    terminal.write("answers.csv", "day,value\n2026-06-01,5\n")
    people = terminal.home / "stakeholders.toml"
    people.write_text(people.read_text("utf-8") + TEAM, "utf-8")
    for argv in SAID:
        terminal.good(*argv)
    goal = terminal.good("goal", "list", "--json").json["goals"][0]["id"]
    terminal.good("goal", "step", goal, "draft one page for both")
    terminal.good("goal", "check", goal, "--partly")
    suggestion = terminal.good("suggestion", "ana-ruiz", "fewer mails", "--json").json["memo"]["id"]
    terminal.good("suggestion", "--used", suggestion)
    terminal.good("trade", "raj-patel", "--thin", "quarterly")
