"""The JSON of the commands: the shapes that docs/cli.md promises to programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from desktop.app.reads import Report, Verdict
from desktop.core.faults import Fault, FaultClass
from tests.unit.cli.fakes import ISSUE, UNDO_PREVIEW, FakeProgram, Terminal, planned


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path)


def answer(terminal: Terminal, *words: str) -> Any:
    terminal.run(*words, "--json")
    assert terminal.errors == ""
    return json.loads(terminal.out)


def test_sync(terminal: Terminal) -> None:
    terminal.program.issue_list = [ISSUE]
    found = answer(terminal, "sync")
    assert found["verdict"] == "clean"
    assert found["exit_code"] == 0
    assert found["operations"] == {"salesforce": {"update": 1}, "mailbox": {"create": 2}}
    assert found["waiting"] == {"conflicts": 1, "holds": 1, "issues": 1}
    assert found["issues"][0]["message"] == "The last name is missing."
    assert (found["planned"], found["fault"], found["hold"], found["session"]) == (None, None, None, 8)


def test_scopes(terminal: Terminal) -> None:
    found = answer(terminal, "scopes")
    assert found["mailbox"] == {"shared": 3, "personal": 250}
    assert found["scopes"] == [
        {"scope": "mine", "label": "My contacts", "count": 1234, "reason": None, "chosen": True},
        {
            "scope": "view:00B1",
            "label": "Key\naccounts",
            "count": None,
            "reason": "Salesforce cannot answer.",
            "chosen": False,
        },
    ]


def test_plan(terminal: Terminal) -> None:
    terminal.program = FakeProgram(Report(1, Verdict.HELD, planned=planned(create=12, share=1)))
    found = answer(terminal, "plan")
    assert found["planned"] == {
        "operations": {"salesforce": {}, "mailbox": {"create": 12, "share": 1}},
        "total": 13,
        "conflicts": 0,
        "holds": 0,
    }
    assert found["matches"] == {"created": 2, "email": 1}


def test_a_fault_of_a_session(terminal: Terminal) -> None:
    fault = Fault(FaultClass.AUTH_NEEDED, "auth", "Salesforce wants you.", "Connect again.")
    terminal.program = FakeProgram(Report(1, Verdict.NEEDS_AUTH, fault=fault))
    found = answer(terminal, "sync")
    assert found["fault"] == {
        "code": "auth",
        "class": "auth_needed",
        "message": "Salesforce wants you.",
        "action": "Connect again.",
    }
    assert found["exit_code"] == 4


def test_status(terminal: Terminal) -> None:
    found = answer(terminal, "status")
    assert found["records"] == {"salesforce": 4, "mailbox": 3}
    assert found["api_calls"] == {"ours": 120, "used": 3_200, "allowed": 100_000} and found["resting_until"] is None
    assert found["pairs"] == {"active": 3}
    assert found["accounts"][1]["identity"] == "ada@mail.example"
    assert found["last_session"]["operations"] == {"salesforce": {}, "mailbox": {"create": 2}}
    assert found["last_clean"] == "2026-05-04T08:30:00+00:00"
    assert found["rebuilt"] is None


def test_a_rebuilt_database_is_told_by_every_command_and_by_the_status(terminal: Terminal) -> None:
    terminal.program.rebuilt = Fault(FaultClass.ENVIRONMENT, "database-rebuilt", "It was moved aside.", "Sync.")
    assert terminal.run("status", "--json") == 0
    assert json.loads(terminal.out)["rebuilt"]["message"] == "It was moved aside."
    assert terminal.run("sync") == 0
    assert terminal.errors == "It was moved aside. Sync.\n"


def test_records(terminal: Terminal) -> None:
    (found,) = answer(terminal, "records")
    assert found == {
        "id": 11,
        "kind": "contact",
        "side": "salesforce",
        "title": "Ada Lovelace",
        "fields": {"email": "ada@engines.example", "company": None, "birthday": "1815-12-10"},
        "pair_id": "p1",
        "pair_state": "active",
        "salesforce_id": "003A",
        "mailbox_id": "AAMk1",
    }


def test_conflicts(terminal: Terminal) -> None:
    field, duplicate = answer(terminal, "conflicts")
    assert (field["id"], field["type"], field["record"], field["field"]) == (3, "field", "Ada Lovelace", "title")
    assert (field["salesforce"], field["mailbox"], field["label"]) == ("Countess", "Analyst", "Job title")
    assert field["base"] == {"salesforce": "Lady", "mailbox": "Lady"}
    assert duplicate["candidates"] == [{"id": "003A", "title": "Grace 003A"}, {"id": "003B", "title": "Grace 003B"}]


def test_settings(terminal: Terminal) -> None:
    assert answer(terminal, "settings") == {"error_categories": True, "history_days": 90}
    assert answer(terminal, "settings", "error-categories", "off") == {"error_categories": False, "history_days": 90}
    assert ("error categories", False) in terminal.program.told
    assert answer(terminal, "settings", "error-categories", "on") == {"error_categories": True, "history_days": 90}


def test_holds(terminal: Terminal) -> None:
    (found,) = answer(terminal, "holds")
    assert (found["id"], found["guard"], found["record"]) == (5, "deletion", "Alan Turing")
    assert found["answers"] == ["delete", "stop", "restore", "exclude"]
    assert found["answer"] is None


def test_history(terminal: Terminal) -> None:
    (session,) = answer(terminal, "history")
    assert (session["id"], session["verdict"], session["trigger"]) == (7, "waiting", "person")
    changes = answer(terminal, "history", "7")
    assert changes[0] == {
        "title": "Ada Lovelace",
        "verb": "update",
        "side": "mailbox",
        "native_id": "AAMk1",
        "field": "title",
        "label": "Job title",
        "before": "Lady",
        "after": "Countess",
        "why": "changed",
        "undone": False,
    }


def test_undo(terminal: Terminal) -> None:
    terminal.program.report = UNDO_PREVIEW
    found = answer(terminal, "undo", "7")
    (item,) = found["items"]
    assert (item["title"], item["verb"], item["side"]) == ("Ada Lovelace", "update", "mailbox")
    assert item["changes"] == [{"field": "title", "now": "Countess", "then": "Lady"}]
    (conflict,) = found["undo_conflicts"]
    assert (conflict["title"], conflict["reason"]) == ("Grace Hopper", "changed")
    assert found["planned"]["total"] == 1


def test_answers_and_doctor(terminal: Terminal) -> None:
    assert answer(terminal, "resolve", "3", "--take", "mailbox") == {
        "resolved": 3,
        "take": "mailbox",
        "always": False,
    }
    assert answer(terminal, "confirm", "5", "--answer", "stop") == {"confirmed": 5, "answer": "stop"}
    assert answer(terminal, "doctor") == {"findings": []}


def test_decisions(terminal: Terminal) -> None:
    assert answer(terminal, "retry", "9") == {"retried": 9}
    assert answer(terminal, "ignore", "9") == {"ignored": 9}
    assert answer(terminal, "share", "p1") == {"shared": "p1"}
    assert answer(terminal, "unshare", "p1") == {"unshared": "p1"}
    assert answer(terminal, "policy", "salesforce") == answer(terminal, "policy") == {"policy": "salesforce"}


def test_issues(terminal: Terminal) -> None:
    terminal.program = FakeProgram(issue_list=[ISSUE])
    found = answer(terminal, "issues")
    assert [(issue["id"], issue["state"]) for issue in found] == [(9, "open"), (10, "ignored")]
