"""`chat`: one line for a word in the corridor; the clock goes on, and what presses is eased."""

from typing import Any

from tests.cli.terminal import Terminal


def ana(terminal: Terminal, *argv: str) -> dict[str, Any]:
    rows: list[dict[str, Any]] = terminal.good(*argv, "--json").json[
        "stakeholders" if argv[0] == "status" else "attention"
    ]
    [found] = [one for one in rows if (one.get("id") or one["stakeholder"]) == "ana-ruiz"]
    return found


def test_a_chat_eases_what_presses_and_leaves_the_state(terminal: Terminal) -> None:
    terminal.good("log", "add", "ana-ruiz", "--when", "2026-04-01")
    before = ana(terminal, "status"), ana(terminal, "attention")["score"]
    terminal.good("chat", "ana-ruiz", "her team grows")
    after = ana(terminal, "status"), ana(terminal, "attention")["score"]
    assert after[0] == before[0]
    assert after[1] < before[1]
    [entry] = [one for one in terminal.good("log", "list", "--json").json["touchbases"] if one["kind"] == "chat"]
    assert entry["note"] == "her team grows"
    terminal.good("undo")
    assert ana(terminal, "attention")["score"] == before[1]


def test_the_same_chat_is_logged_once(terminal: Terminal) -> None:
    for _ in range(2):
        terminal.good("chat", "ana-ruiz", "--when", "yesterday 15:30", "--kind", "message", "--json")
    assert len(terminal.good("log", "list", "--json").json["touchbases"]) == 1


def test_a_link_sent_is_a_light_contact(terminal: Terminal) -> None:
    terminal.good("share", "https://example.org/a", "--with", "ana-ruiz")
    [memo] = terminal.good("share", "--json").json["memos"]
    terminal.good("share", "--sent", memo["id"])
    [entry] = terminal.good("log", "list", "--json").json["touchbases"]
    assert (entry["kind"], entry["note"], entry["stakeholder"]) == ("link", "https://example.org/a", "ana-ruiz")
