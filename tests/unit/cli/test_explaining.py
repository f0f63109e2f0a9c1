"""Explaining, excluding and including on the command line, over a real program and an in-memory world."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from desktop.app.facade import Program
from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.core.record import Role
from tests.behaviour.connections import MAILBOX, SALESFORCE
from tests.unit.app.bureau import Bureau
from tests.unit.cli.fakes import Terminal


class Desk:
    """A synced profile with a command line on it."""

    def __init__(self, profile: Path) -> None:
        self.bureau = Bureau(profile / "synced")
        self.program.connect_salesforce(SALESFORCE)
        self.program.connect_exchange(MAILBOX)
        self.terminal = Terminal(profile)
        self.ada = self.bureau.new_in_salesforce("Ada", "Lovelace", Title="Analyst")
        self.sync()

    def sync(self) -> None:
        self.bureau.clock.forward(minutes=15)
        self.program.sync(yes=True)

    @property
    def program(self) -> Program:
        return self.bureau.program

    def run(self, *words: str) -> int:
        """One call; the command line closes the program that it was given."""
        self.terminal.program = cast(Any, self.program)
        try:
            return self.terminal.run(*words)
        finally:
            self.bureau.restart()

    def said(self, *words: str) -> str:
        assert self.run(*words) == 0, self.terminal.errors
        return self.terminal.out

    def document(self, *words: str) -> Any:
        return json.loads(self.said(*words, "--json"))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.bureau.program.close()


def test_an_explanation_has_verdict_reasons_next_steps_and_history(desk: Desk) -> None:
    desk.bureau.clock.forward(minutes=15)
    desk.bureau.crm.edit(desk.ada, {"Title": "Countess"})
    desk.bureau.clock.forward(minutes=15)
    (item,) = desk.document("explain", "Ada", "Lovelace")["items"]
    assert item["verdict"] == "pending-next-run" and item["linked_by"] == "created"
    assert item["next"] == [{"verb": "update", "side": "mailbox", "why": "changed", "fields": ["title"]}]
    assert item["reasons"][0]["to_do"] and item["reasons"][0]["fields"] == ["title"]
    assert item["sides"]["salesforce"]["fields"]["title"] == "Countess"
    assert item["sides"]["mailbox"]["agreed"]["title"] == "Analyst"
    assert [event["what"] for event in item["history"]] == ["paired", "written"]


def test_an_explanation_is_a_page_for_people(desk: Desk) -> None:
    text = desk.said("explain", desk.ada)
    assert text.startswith("Ada Lovelace\n  Salesforce: 003")
    assert "linked-ok: It is linked, and there is nothing to do." in text
    assert "Its history:" in text and "Made in Outlook, from Salesforce." in text


def test_a_contact_that_was_never_touched_is_explained_too(desk: Desk) -> None:
    desk.bureau.mailbox.create_contact({"GivenName": "Grace", "Surname": "Hopper"}, Role.DEFAULT)
    assert "category-missing: " in desk.said("explain", "Grace Hopper")


def test_without_the_servers_the_answer_is_as_last_seen_and_says_why(desk: Desk) -> None:
    def refuse(name: str) -> None:
        raise PortFault(Fault(FaultClass.TRANSIENT, "unreachable", "The server did not answer.", "Try again later."))

    desk.bureau.world.crm.calls.before_call = refuse
    found = desk.document("explain", "ada")
    (item,) = found["items"]
    assert [reason["code"] for reason in item["reasons"]] == ["linked-ok", "unchanged", "unreachable"]
    assert found["fault"]["code"] == "unreachable"


def test_a_pause_is_told_where_something_waits_for_the_next_sync(desk: Desk) -> None:
    desk.program.options.pause(desk.bureau.clock.now() + timedelta(hours=2))
    (still,) = desk.document("explain", "ada")["items"]
    assert [reason["code"] for reason in still["reasons"]] == ["linked-ok", "unchanged"]
    desk.bureau.clock.forward(minutes=15)
    desk.bureau.crm.edit(desk.ada, {"Title": "Countess"})
    desk.bureau.clock.forward(minutes=15)
    (item,) = desk.document("explain", "ada")["items"]
    assert [reason["code"] for reason in item["reasons"]] == ["pending-next-run", "paused"]
    desk.bureau.clock.forward(hours=3)
    (later,) = desk.document("explain", "ada")["items"]
    assert [reason["code"] for reason in later["reasons"]] == ["pending-next-run"]


def test_an_explanation_leaves_no_session_and_no_pair_behind(desk: Desk) -> None:
    before = len(desk.program.queries.history())
    desk.bureau.new_in_salesforce("Charles", "Babbage")
    desk.bureau.clock.forward(minutes=15)
    assert desk.document("explain", "Charles Babbage")["items"][0]["pair_id"]
    assert len(desk.program.queries.history()) == before
    assert len(desk.program.queries.records()) == 1


def test_several_that_fit_are_listed_with_their_ids(desk: Desk) -> None:
    for number in range(4):
        desk.bureau.new_in_salesforce("Ada", f"King{number}")
    desk.sync()
    found = desk.document("explain", "ada")
    assert found["items"] == [] and len(found["choices"]) == 5 and all(each["pair_id"] for each in found["choices"])
    assert "Ada King3" in desk.said("explain", "ada")


def test_excluding_and_including_are_told_and_listed(desk: Desk) -> None:
    assert "Ada Lovelace is never synced" in desk.said("exclude", "ada")
    (excluded,) = desk.document("exclusions")
    assert excluded["title"] == "Ada Lovelace" and excluded["why"] == "person"
    assert excluded["recognised_by"]["email"] == ["ada.lovelace@example.com"]
    assert "Ada Lovelace" in desk.said("exclusions")
    desk.bureau.crm.edit(desk.ada, {"Title": "Countess"})
    desk.sync()
    (copy,) = desk.bureau.mailbox.contacts(Role.SHARED)
    assert copy.fields["JobTitle"] == "Analyst"
    assert "Included again: Ada Lovelace" in desk.said("include", str(excluded["id"]))
    desk.sync()
    (copy,) = desk.bureau.mailbox.contacts(Role.SHARED)
    assert copy.fields["JobTitle"] == "Countess" and desk.said("exclusions") == "Nothing is excluded.\n"


@pytest.mark.parametrize("words", ["ada lovelace", "Ada.Lovelace@example.com", "id", "lovelace"])
def test_an_exclusion_is_taken_back_by_any_name(desk: Desk, words: str) -> None:
    desk.said("exclude", "ada lovelace")
    desk.said("include", desk.ada if words == "id" else words)
    assert desk.document("exclusions") == []


@pytest.mark.parametrize(
    ("what", "key"),
    [
        ("nobody@example.org", {"email": ["nobody@example.org"]}),
        ("@example.org", {"domain": ["example.org"]}),
        ("https://acme.my.salesforce.com/lightning/r/Contact/003bX00000AbCdEQAV/view", {"crm": ["003bX00000AbCdEQAV"]}),
    ],
)
def test_what_nobody_has_read_yet_is_excluded_in_advance(desk: Desk, what: str, key: dict[str, list[str]]) -> None:
    desk.said("exclude", what)
    (excluded,) = desk.document("exclusions")
    assert excluded["recognised_by"] == key


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("exclude", "Nobody"), "not-found"),
        (("include", "Nobody"), "not-excluded"),
        (("include", "99"), "not-excluded"),
        (("explain", " "), "says-nothing"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_what_to_say(desk: Desk, words: tuple[str, ...], code: str) -> None:
    assert desk.run(*words, "--json") == 3
    assert json.loads(desk.terminal.out)["error"]["code"] == code


def test_excluding_several_at_once_needs_a_surer_name(desk: Desk) -> None:
    desk.bureau.new_in_salesforce("Ada", "King")
    desk.sync()
    assert desk.run("exclude", "ada", "--json") == 3
    error = json.loads(desk.terminal.out)["error"]
    assert error["code"] == "several" and "Ada King" in error["message"]


def test_a_held_deletion_can_be_answered_for_ever(desk: Desk) -> None:
    (copy,) = desk.bureau.mailbox.contacts(Role.SHARED)
    desk.bureau.mailbox.delete(copy.native_id)
    desk.sync()
    (hold,) = desk.document("holds")
    assert "exclude" in hold["answers"]
    desk.said("confirm", str(hold["id"]), "--answer", "exclude")
    (excluded,) = desk.document("exclusions")
    assert excluded["why"] == "deletion" and desk.document("holds") == []
    desk.bureau.crm.edit(desk.ada, {"Title": "Countess"})
    desk.sync()
    assert desk.bureau.mailbox.contacts(Role.SHARED) == [] and desk.document("holds") == []
    (item,) = desk.document("explain", "ada")["items"]
    assert item["verdict"] == "excluded" and "never sync" in item["history"][-1]["text"]
