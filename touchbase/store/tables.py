"""The tables by name: their keys, their columns, and the few statements made from these."""


class Table:
    """`key` starts with the owner. `person` is the column with a stakeholder's id; `json` are those that hold JSON.

    `select` takes a WHERE, `find` and `delete` the key, `upsert` a whole row.
    """

    def __init__(
        self, name: str, key: tuple[str, ...], rest: tuple[str, ...], person: str = "", json: tuple[str, ...] = ()
    ) -> None:
        self.name, self.key, self.columns, self.person, self.json = name, key, key + rest, person, json
        is_key = " AND ".join(f"{column} = ?" for column in key)
        marks = ", ".join("?" * len(self.columns))
        changed = ", ".join(f"{column} = excluded.{column}" for column in rest)
        self.select = f"SELECT {', '.join(self.columns)} FROM {name}"  # noqa: S608  (names from this file only)
        self.find = f"{self.select} WHERE {is_key}"
        self.delete = f"DELETE FROM {name} WHERE {is_key}"  # noqa: S608
        self.upsert = (
            f"INSERT INTO {name} ({', '.join(self.columns)}) VALUES ({marks}) "  # noqa: S608
            f"ON CONFLICT ({', '.join(key)}) DO UPDATE SET {changed}"
        )


KNOWN_LIST = Table("known_list", ("owner",), ("fingerprint",))
STAKEHOLDER = Table(
    "stakeholder",
    ("owner", "id"),
    ("position", "name", "email", "category", "priority", "every", "unit", "zone", "addresses", "minutes",
     "working_hours", "preferred", "free_busy", "added", "tags", "intent", "state", "paused_until", "profile"),
    person="id",
    json=("addresses", "working_hours", "preferred", "tags", "profile"),
)  # fmt: skip
SERIES = Table(
    "series",
    ("owner", "uid"),
    ("stakeholder", "generation", "first_day", "wall_time", "zone", "every", "unit", "minutes", "last_day", "summary",
     "description", "guest_name", "guest_email", "conference", "standing", "pinned", "parked_since", "since",
     "last_by_hand"),
    person="stakeholder",
)  # fmt: skip
DATE_CHANGE = Table("date_change", ("owner", "uid", "original_start"), ("starts", "ends", "made_by"))
SERIES_DATE = Table(
    "series_date",
    ("owner", "uid", "original_start"),
    ("stakeholder", "starts", "ends", "cancelled"),
    person="stakeholder",
)
LOG = Table(
    "log",
    ("owner", "sequence"),
    ("at", "action", "stakeholder", "touchbase", "payload"),
    person="stakeholder",
    json=("payload",),
)
TOUCHBASE = Table(
    "touchbase",
    ("owner", "stakeholder", "id"),
    ("starts", "minutes", "kind", "verdict", "reasons", "source", "uid", "original_start", "note", "moves_clock",
     "standing"),
    person="stakeholder",
    json=("reasons",),
)  # fmt: skip
HISTORY = Table(
    "history",
    ("owner", "stakeholder"),
    ("last_held", "last_verdict", "missed", "doubtful", "newest"),
    person="stakeholder",
)
OPERATION = Table(
    "operation",
    ("owner", "id"),
    ("run", "kind", "stakeholder", "uid", "facts", "outcome", "at", "notified", "mail"),
    person="stakeholder",
)
RUN = Table("run", ("owner", "id"), ("started", "finished", "plan", "summary"))
PLAN = Table("plan", ("owner", "hash"), ("body", "state", "at"))
ACTION = Table("action", ("owner", "id"), ("at", "kind", "summary", "text_before", "text_after", "undone_at"))
MEMO = Table(
    "memo",
    ("owner", "id"),
    ("kind", "stakeholder", "written", "text", "day", "state", "closed", "other", "about", "details"),
    person="stakeholder",
    json=("details",),
)
FACT = Table("fact", ("owner", "name"), ("value",))

TABLES = (
    KNOWN_LIST, STAKEHOLDER, SERIES, DATE_CHANGE, SERIES_DATE, LOG, TOUCHBASE, HISTORY, OPERATION, RUN, PLAN, ACTION,
    MEMO, FACT,
)  # fmt: skip
