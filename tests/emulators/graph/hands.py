"""What people do in Outlook, without the API: drag, delete, cancel, answer, propose, invite, block time.

Events are named by iCalUId (`uid`), dates by their original start in UTC (`key`; None is the whole series or event).
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from tests.emulators.graph import replies, writing
from tests.emulators.graph.dates import Date, date_at
from tests.emulators.graph.mailbox import Item, Json, Mailbox, address_of
from tests.emulators.graph.world import Session, World
from tests.emulators.graph.zones import Wall

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Hands:
    """The hands of one person in their own mailbox (`box`); guests without a mailbox answer through `reply`."""

    def __init__(self, world: World, box: Mailbox) -> None:
        self.world = world
        self.box = box

    # finding

    def items(self) -> list[Item]:
        """All events and series in the mailbox, in the order they came."""
        return list(self.box.items.values())

    def item(self, uid: str) -> Item:
        """By iCalUId, by the value of a tag, or by subject; KeyError when there is none."""
        for item in self.box.items.values():
            if uid in (item.uid, item.fields["subject"], *(value for _, value in item.tags.values())):
                return item
        raise KeyError(uid)

    def key(self, item: Item, original_start: datetime | None) -> datetime | None:
        """The wall time of the rule behind an original start."""
        return None if original_start is None else Wall.of(original_start, item.start.zone).at

    def date(self, uid: str, original_start: datetime) -> Date:
        item = self.item(uid)
        key = self.key(item, original_start)
        assert key is not None
        return date_at(item, key)

    # on one's own calendar

    def move(self, uid: str, key: datetime | None, start: datetime, minutes: int = 30) -> None:
        """Drag one date, or a single event (None), to another time; the service refuses what it refuses."""
        item = self.item(uid)
        end = start + timedelta(minutes=minutes)
        body = {"start": Wall.of(start, item.start.zone).shown(), "end": Wall.of(end, item.start.zone).shown()}
        if key is None:
            writing.change(self.world, self.box, item, body)
        else:
            writing.change_date(self.world, self.date(uid, key), body)

    def delete(self, uid: str, key: datetime | None = None, comment: str = "") -> None:
        """Delete, or cancel with a word, one date or all; the organiser's guests get a cancellation."""
        item = self.item(uid)
        writing.remove(self.world, self.box, item, self.key(item, key), comment)

    def edit(self, uid: str, key: datetime | None = None, **properties: object) -> None:
        """Change properties by hand: subject="Coffee", showAs="free", location={"displayName": "Room 1"}, ..."""
        if key is None:
            writing.change(self.world, self.box, self.item(uid), dict(properties))
        else:
            writing.change_date(self.world, self.date(uid, key), dict(properties))

    def change_slot(self, uid: str, start: datetime, minutes: int = 30, zone: str | None = None) -> None:
        """The whole weekly series to another weekday and time, given by its new first start."""
        item = self.item(uid)
        assert item.recurrence is not None
        wall, end = (Wall.of(one, zone or item.start.zone) for one in (start, start + timedelta(minutes=minutes)))
        pattern = dict(item.recurrence["pattern"])
        pattern["daysOfWeek"] = [DAYS[wall.at.weekday()]]
        span = item.recurrence["range"] | {
            "startDate": wall.at.date().isoformat(),
            "recurrenceTimeZone": wall.zone,
        }
        body = {"start": wall.shown(), "end": end.shown(), "recurrence": {"pattern": pattern, "range": span}}
        writing.change(self.world, self.box, item, body)

    def own_answer(self, uid: str, key: datetime, response: str = "declined") -> None:
        """The owner's mark on one date of a series they organise themselves (some programs write it)."""
        item = self.item(uid)
        item.change(self.date(uid, key).key or key).response = response
        self.world.touch(item)

    def move_to(self, uid: str, folder_id: str) -> None:
        """To another calendar of the mailbox: the mutable id changes, the immutable one stays."""
        item = self.item(uid)
        item.calendar, item.folder = folder_id, item.folder + 1
        self.world.touch(item)

    # guests

    def reply(
        self, uid: str, guest: str, response: str, key: datetime | None = None, *,
        proposed: tuple[datetime, datetime] | None = None, comment: str = "",
    ) -> None:  # fmt: skip
        """`guest` answers `accepted`, `declined` or `tentativelyAccepted` to the meeting this mailbox organises."""
        item = self.item(uid)
        at = self.key(item, key)
        replies.tell(self.world, item, guest, response, at, comment, _slot(proposed))
        box = self.world.mailboxes.get(guest.lower())
        copy = box.by_uid(item.uid) if box else None
        if box is not None and copy is not None:
            replies.keep(self.world, box, copy, at, response)

    def answer(self, uid: str, response: str, key: datetime | None = None) -> None:
        """The owner of this mailbox answers somebody else's invitation."""
        item = self.item(uid)
        at = self.key(item, key)
        replies.tell(self.world, self.world.original(item) or item, self.box.address, response, at)
        replies.keep(self.world, self.box, item, at, response)

    # making things by hand

    def make(
        self, subject: str, start: datetime, minutes: int = 30, *, guests: Sequence[str] = (), zone: str = "",
        show_as: str = "busy", weekly: int = 0, weeks: int = 0, all_day: bool = False, online: bool = False,
        calendar: str = "",
    ) -> str:  # fmt: skip
        """An own event or, with `weekly` = 1, 2, ..., a series every so many weeks (`weeks` dates; 0: no end)."""
        first, end = (Wall.of(one, zone or self.box.zone) for one in (start, start + timedelta(minutes=minutes)))
        body: Json = {"subject": subject, "start": first.shown(), "end": end.shown(), "showAs": show_as}
        body |= {"isAllDay": all_day, "isOnlineMeeting": online}
        body["attendees"] = [{"emailAddress": {"address": one}} for one in guests]
        if weekly:
            body["recurrence"] = {"pattern": _every(weekly, first), "range": _span(weeks, first)}
        folder = self.box.folders[calendar] if calendar else self.box.default
        return writing.create(self.world, self.box, folder, body).uid

    def invited(
        self, organizer: str, subject: str, start: datetime, minutes: int = 30, *, others: Sequence[str] = (),
        weekly: int = 0, zone: str = "",
    ) -> str:  # fmt: skip
        """Somebody outside (or inside) invites the owner of this mailbox; not answered yet."""
        host = self.world.mailboxes.get(organizer.lower())
        outside = host is None
        host = host or Mailbox("", organizer, organizer.split("@")[0], zone or self.box.zone)
        if outside:
            host.folders["outside"] = self.box.default
        hand = Hands(self.world, host)
        return hand.make(subject, start, minutes, guests=[self.box.address, *others], weekly=weekly, zone=zone)

    def withdrawn(self, uid: str, key: datetime | None = None) -> None:
        """The outside organiser takes back an invitation of `invited`, or one date of it."""
        item = self.item(uid)
        if key is None:
            item.cancelled = True
        else:
            item.gone.add(self.key(item, key) or key)
        self.world.mail("cancellation", item, address_of(item.organizer), self.box.address, key=self.key(item, key))
        self.world.touch(item)

    def meet(self, uid: str, start: datetime, minutes: int, *people: tuple[str, int, int]) -> None:
        """A Teams session took place: for each, address ("" for a phone) and minutes after start they came and left."""
        item = self.item(uid)
        came = [
            (address, address.split("@")[0] or "Phone", start + timedelta(minutes=a), start + timedelta(minutes=b))
            for address, a, b in people
        ]
        self.world.sessions.append(Session(item.uid, start, start + timedelta(minutes=minutes), came))

    def share(self) -> None:
        """Others see subject and place of the busy time."""
        self.box.open = True


def _every(weeks: int, first: Wall) -> Json:
    return {"type": "weekly", "interval": weeks, "daysOfWeek": [DAYS[first.at.weekday()]]}


def _span(dates: int, first: Wall) -> Json:
    start = {"startDate": first.at.date().isoformat(), "recurrenceTimeZone": first.zone}
    return start | ({"type": "numbered", "numberOfOccurrences": dates} if dates else {"type": "noEnd"})


def _slot(proposed: tuple[datetime, datetime] | None) -> Json | None:
    if proposed is None:
        return None
    start, end = (Wall.of(one.astimezone(UTC), "UTC").shown() for one in proposed)
    return {"start": start, "end": end}
