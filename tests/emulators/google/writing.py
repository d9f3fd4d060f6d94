"""The rules of a change: who may make it, what else changes with it, who is mailed."""

from copy import deepcopy
from typing import Any

from tests.emulators.google import bodies, declining
from tests.emulators.google.conference import read_conference
from tests.emulators.google.meeting import OWN, Copy, Fields, Key, Meeting
from tests.emulators.google.refusal import Refusal
from tests.emulators.google.world import Book, World

TIMES = ("start", "end", "recurrence")
TOLD = (*TIMES, "summary", "description", "location", "status", "conferenceData", "attendees")
"""What guests are mailed about."""


def put(world: World, book: Book, meeting: Meeting, key: Key, body: dict[str, Any], by: str, query: Fields) -> None:
    """The whole resource as it shall be; what it leaves out is gone."""
    old = meeting.row(key)
    if world.switches.refuses_lower_sequence and body.get("sequence", meeting.sequence) < meeting.sequence:
        raise Refusal("invalid", "Invalid sequence value. The specified sequence number is below the current one.")
    if key is not None and body.get("recurrence"):
        raise Refusal("invalid", "A date of a series cannot recur.", location="recurrence")
    new = bodies.read(body, book.zone, old, world.switches)
    _check_status(world, old, new, key)
    if book.id == meeting.calendar:
        new |= read_conference(world, meeting, body, old, int(query.get("conferenceDataVersion", 0)))
        _keep_private(world, book, meeting, key, new.pop("private", {}))
        change(world, meeting, key, old, new, by, str(query.get("sendUpdates", "none")))
    else:
        _change_as_guest(world, book, meeting, key, old, new, body)


def _check_status(world: World, old: Fields, new: Fields, key: Key) -> None:
    if old["status"] == "cancelled" and new["status"] != "cancelled":
        switches = world.switches
        if not (switches.restores if key is None else switches.restores_dates):
            raise Refusal("forbidden")


def change(world: World, meeting: Meeting, key: Key, old: Fields, new: Fields, by: str, send: str) -> None:
    """The organiser's side of a change; nothing happens when nothing is different."""
    new = {name: value for name, value in new.items() if value is not None}
    changed = {name for name in {*old, *new} if old.get(name) != new.get(name)}
    if key is not None:
        changed -= {"recurrence"}
    if not changed:
        return
    before = _emails(old)
    if world.switches.move_resets_replies and changed & {"start", "end"}:
        for one in new.get("attendees", ()):
            one["responseStatus"] = "needsAction"
    _store(world, meeting, key, new, changed)
    mail_change(world, meeting, key, before, changed, by, send)
    declining.decline_conflicts(world, meeting, key)


def _keep_private(world: World, book: Book, meeting: Meeting, key: Key, private: Fields) -> None:
    """A date that is sent back with the properties it was read with has none of its own."""
    copy = meeting.copies[book.id]
    if private != copy.fields(key, inherit=world.switches.instances_inherit_private).get("private", {}):
        copy.own[key] = {**copy.own.get(key, {}), "private": private}
        world.touch_copy(meeting, book.id, key)


def _store(world: World, meeting: Meeting, key: Key, new: Fields, changed: set[str]) -> None:
    start_or_rule = key is None and bool(changed & {"start", "recurrence"})
    if key is None:
        old_lines = meeting.fields.get("recurrence", ())
        meeting.fields = new
        _spread(world, meeting, new, changed)
    else:
        meeting.dates[key] = new
        old_lines = ()
    if changed & {*TIMES, "status", "location"}:
        meeting.sequence += 1
    if start_or_rule:
        only_end = "start" not in changed and _bare(old_lines) == _bare(new.get("recurrence", ()))
        meeting.drop_lost_dates(all_of_them=world.switches.rule_change_drops_all and not only_end)
    world.touch(meeting, key)


def _bare(lines: Any) -> list[str]:
    """Rule lines without their end."""
    return [";".join(p for p in line.split(";") if not p.startswith(("UNTIL", "COUNT"))) for line in lines]


def _spread(world: World, meeting: Meeting, new: Fields, changed: set[str]) -> None:
    """A stricter visibility spreads to all dates; some say texts do too."""
    names = {"visibility"} | ({"summary", "description", "location"} if world.switches.exceptions_follow else set())
    for row in meeting.dates.values():
        row.update({name: deepcopy(new[name]) for name in names & changed if name in new})


def mail_change(
    world: World, meeting: Meeting, key: Key, before: set[str], changed: set[str], by: str, send: str
) -> None:
    """Invitations to the new, cancellations to those taken off, updates to the rest, as `send` wants it."""
    row = meeting.row(key)
    now = _emails(row)
    for email in sorted(now | before):
        if not concerns(world, meeting, email, send):
            continue
        if email not in before:
            world.mail(email, "invitation", meeting, key, by)
        elif email not in now or row["status"] == "cancelled":
            world.mail(email, "cancellation", meeting, key, by)
        elif changed & set(TOLD):
            world.mail(email, "update", meeting, key, by)


def concerns(world: World, meeting: Meeting, email: str, send: str) -> bool:
    """Is that guest mailed under this `sendUpdates`?"""
    if email == meeting.calendar.lower() or send == "none":
        return False
    owner = world.books[meeting.calendar].owner
    if email == owner.lower():
        return False
    return send == "all" or email.partition("@")[2] != owner.partition("@")[2]


def _emails(row: Fields) -> set[str]:
    return {one["email"].lower() for one in row.get("attendees", ()) if not one.get("resource")}


def _change_as_guest(
    world: World, book: Book, meeting: Meeting, key: Key, old: Fields, new: Fields, body: dict[str, Any]
) -> None:
    """A guest may answer, and keep own reminders, colours and private properties; no more."""
    mine = book.id.lower()
    entry = next((one for one in new.get("attendees", ()) if one["email"].lower() == mine), None)
    ours = {*OWN, "private", "attendees", "conferenceData"}
    strange = {n for n in {*old, *new} - ours if old.get(n) != new.get(n)}
    if not body.get("attendeesOmitted") and new.get("attendees"):
        strange |= {"attendees"} if _others(new, mine) != _others(old, mine) else set()
    if strange and not old.get("guestsCanModify"):
        raise Refusal("forbiddenForNonOrganizer")
    if strange:
        meeting.change_row(key).update({name: new[name] for name in strange if name in new})
        world.touch(meeting, key)
    _keep_own(world, book, meeting, key, old, new)
    if entry is not None:
        answer(world, meeting, key, mine, entry["responseStatus"], entry.get("comment", ""))


def _others(row: Fields, mine: str) -> list[Fields]:
    return [one for one in row.get("attendees", ()) if one["email"].lower() != mine]


def _keep_own(world: World, book: Book, meeting: Meeting, key: Key, old: Fields, new: Fields) -> None:
    copy: Copy = meeting.copies[book.id]
    before = copy.fields(key)
    own = {name: new[name] for name in OWN if name in new and new[name] != old.get(name)}
    if "private" in new and new["private"] != before.get("private", {}):
        if not world.switches.guest_patches_private:
            raise Refusal("forbiddenForNonOrganizer")
        own["private"] = new["private"]
    if any(before.get(name) != value for name, value in own.items()):
        copy.own[key] = {**copy.own.get(key, {}), **own}
        world.touch_copy(meeting, book.id, key)


def answer(world: World, meeting: Meeting, key: Key, email: str, reply: str, comment: str = "") -> None:
    """A guest's reply, for the series or for one date; everybody's calendar shows it and the organiser is mailed."""
    entry = next((one for one in meeting.row(key).get("attendees", ()) if one["email"].lower() == email.lower()), None)
    if entry is None or (entry["responseStatus"], entry.get("comment", "")) == (reply, comment):
        return
    rows = [meeting.change_row(key)] + ([*meeting.dates.values()] if key is None else [])
    for row in rows:
        for one in row.get("attendees", ()):
            if one["email"].lower() == email.lower():
                one |= {"responseStatus": reply} | ({"comment": comment} if comment else {})
    if email.lower() in meeting.copies:
        meeting.copies[email.lower()].hidden = False
    world.touch(meeting, key)
    if email.lower() != meeting.calendar.lower():
        world.mail(meeting.calendar, "reply", meeting, key, email.lower())
