"""Runs, plans that wait, and what a person did."""

from datetime import datetime

from touchbase.store.columns import maybe_moment, moment_of, text_of
from touchbase.store.database import Room, Row
from touchbase.store.port import Action, Run, SavedPlan
from touchbase.store.tables import ACTION, PLAN, RUN, Table

SHORTEST = 4  # letters of a plan's hash


class Runs(Room):
    """Every sync, from its beginning; one that died has no end."""

    def begin_run(self, at: datetime) -> int:
        with self.database.transaction():
            id = _next_id(self, RUN)
            self.database.run(RUN.upsert, (self.owner, id, text_of(at), None, "", ""))
        return id

    def finish_run(self, id: int, at: datetime, plan: str, summary: str) -> None:
        self.database.run(
            "UPDATE run SET finished = ?, plan = ?, summary = ? WHERE owner = ? AND id = ?",
            (text_of(at), plan, summary, self.owner, id),
        )

    def last_run(self) -> Run | None:
        where = "owner = ? AND finished IS NOT NULL ORDER BY id DESC LIMIT 1"
        found = self.database.values(_run_of, f"{RUN.select} WHERE {where}", (self.owner,))
        return found[0] if found else None


class Plans(Room):
    """Plans by their hash."""

    def save_plan(self, plan: SavedPlan) -> None:
        with self.database.transaction():
            self.database.put(PLAN, (self.owner, plan.hash, plan.body, plan.state, text_of(plan.at)))

    def saved_plan(self, hash: str) -> SavedPlan | None:
        if len(hash) < SHORTEST:
            return None
        sql = f"{PLAN.select} WHERE owner = ? AND substr(hash, 1, ?) = ?"
        found = self.database.values(_plan_of, sql, (self.owner, len(hash), hash))
        exact = [plan for plan in found if plan.hash == hash]
        return (exact or found)[0] if len(found) == 1 or exact else None

    def waiting_plan(self) -> SavedPlan | None:
        """The newest one that waits."""
        where = "owner = ? AND state = 'waiting' ORDER BY at DESC, hash LIMIT 1"
        found = self.database.values(_plan_of, f"{PLAN.select} WHERE {where}", (self.owner,))
        return found[0] if found else None


class Actions(Room):
    """What a person did, newest last."""

    def act(self, at: datetime, kind: str, summary: str, before: str, after: str) -> int:
        with self.database.transaction():
            id = _next_id(self, ACTION)
            row = (self.owner, id, text_of(at), kind, summary, before, after, None)
            self.database.run(ACTION.upsert, row)
        return id

    def last_action(self) -> Action | None:
        where = "owner = ? AND undone_at IS NULL ORDER BY id DESC LIMIT 1"
        found = self.database.values(_action_of, f"{ACTION.select} WHERE {where}", (self.owner,))
        return found[0] if found else None

    def mark_undone(self, id: int, at: datetime) -> None:
        self.database.run(
            "UPDATE action SET undone_at = ? WHERE owner = ? AND id = ? AND undone_at IS NULL",
            (text_of(at), self.owner, id),
        )


def _next_id(room: Room, table: Table) -> int:
    sql = f"SELECT coalesce(max(id), 0) + 1 FROM {table.name} WHERE owner = ?"  # noqa: S608
    return int(room.database.rows(sql, (room.owner,))[0][0])


def _run_of(row: Row) -> Run:
    _, id, started, finished, plan, summary = row
    return Run(id, moment_of(started), maybe_moment(finished), plan, summary)


def _plan_of(row: Row) -> SavedPlan:
    _, hash, body, state, at = row
    return SavedPlan(hash, body, state, moment_of(at))


def _action_of(row: Row) -> Action:
    _, id, at, kind, summary, before, after, undone_at = row
    return Action(id, moment_of(at), kind, summary, before, after, undone_at is not None)
