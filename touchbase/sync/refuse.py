"""A plan the guard stopped: saved, said once as an error, then one reminder a day until it is approved or gone."""

import json
from dataclasses import replace

from touchbase.domain.plan import Plan
from touchbase.domain.zone import local_date
from touchbase.errors import RefusedPlan
from touchbase.store.port import SavedPlan, Store
from touchbase.sync.world import World

REMINDED = "reminded"
SHORTEST_APPROVAL = 4


def approves(approve: str, plan: Plan) -> bool:
    """An approval is the plan's hash or an unmistakable beginning of it."""
    return len(approve) >= SHORTEST_APPROVAL and plan.hash.startswith(approve.lower())


def refuse(world: World, plan: Plan, approve: str) -> str:
    """The first time an error; afterwards one reminder a day, as long as the same plan waits.

    Somebody who approved another plan is told so every time.
    """
    if approve:
        sentence = f"{approve} is not the name of this plan, which is {plan.hash}; nothing was carried out."
        raise RefusedPlan(sentence, "Look at it with `touchbase plan`.")
    saved, today = world.store.saved_plan(plan.hash), local_date(world.now, world.owner.zone).isoformat()
    sentence = f"The plan was not carried out. {' '.join(plan.guard.reasons)}"
    remedy = f"Look at it with `touchbase plan`; if it is right: touchbase sync --approve {plan.hash}"
    if saved is None or saved.state == "done":
        world.store.save_plan(
            SavedPlan(plan.hash, json.dumps(plan.to_json(), ensure_ascii=False), "waiting", world.now)
        )
        world.store.set(REMINDED, today)
        raise RefusedPlan(sentence, remedy)
    if world.store.get(REMINDED) == today:
        return ""
    world.store.set(REMINDED, today)
    return f"{sentence} {remedy}"


def settle(store: Store) -> None:
    """A run went through, so nothing waits any more: what was approved is done, the rest is out of date."""
    while (waiting := store.waiting_plan()) is not None:
        store.save_plan(replace(waiting, state="done"))
