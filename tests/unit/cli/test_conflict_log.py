"""The commands about decided conflicts: what gave way, putting it back, and rules."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.app.reads import ShownConflict, StoredConflict
from desktop.cli import render
from desktop.core.record import Side
from desktop.core.rules import Policy
from tests.unit.cli.fakes import LOST, FakeProgram, Terminal


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path, FakeProgram(lost=[LOST]))


def test_the_log_tells_what_gave_way_to_what_and_how_to_put_it_back(terminal: Terminal) -> None:
    assert terminal.run("conflicts", "--log") == 0
    assert "41. Ada Lovelace: the business_address of Outlook gave way" in terminal.out
    assert "“Elm 1”" in terminal.out and "“Oak 2”, “Ulm”" in terminal.out
    assert "your rule for it decided" in terminal.out and "put-back 41\n" in terminal.out


def test_the_log_for_programs_names_every_field(terminal: Terminal) -> None:
    terminal.run("conflicts", "--log", "--json")
    (found,) = json.loads(terminal.out)
    assert (found["id"], found["of"], found["state"]) == (41, "mailbox", "kept")
    assert found["lost"] == {"business_street": "Elm 1", "business_city": None}
    assert found["kept"] == {"business_street": "Oak 2", "business_city": "Ulm"}


@pytest.mark.parametrize(("state", "told"), [("waiting", "next sync"), ("back", "again"), ("gone", "not synced")])
def test_what_cannot_be_put_back_is_said_in_place_of_the_way(terminal: Terminal, state: str, told: str) -> None:
    terminal.program.lost = [replace(LOST, state=state)]
    terminal.run("conflicts", "--log")
    assert told in terminal.out and "put-back" not in terminal.out


def test_where_both_sides_lost_a_value_the_way_names_the_side(terminal: Terminal) -> None:
    terminal.program.lost = [LOST, replace(LOST, side=Side.CRM)]
    terminal.run("conflicts", "--log")
    assert "put-back 41 --of mailbox" in terminal.out and "put-back 41 --of salesforce" in terminal.out


def test_an_empty_log_says_so(terminal: Terminal) -> None:
    terminal.program.lost = []
    terminal.run("conflicts", "--log")
    assert terminal.out == "No value has given way in a conflict.\n"


@pytest.mark.parametrize(("words", "side"), [((), None), (("--of", "mailbox"), Side.MAILBOX)])
def test_a_value_is_put_back_by_its_number(terminal: Terminal, words: tuple[str, ...], side: Side | None) -> None:
    assert terminal.run("put-back", "41", *words) == 0
    assert ("put back", (41, side)) in terminal.program.told


def test_an_answer_may_be_kept_as_a_rule(terminal: Terminal) -> None:
    assert terminal.run("resolve", "3", "--take", "mailbox", "--always") == 0
    assert ("resolve", (3, "mailbox", True)) in terminal.program.told
    assert "rules" in terminal.out


def test_rules_are_listed_set_and_dropped(terminal: Terminal) -> None:
    assert terminal.run("rules") == 0
    assert "phone  Phone  outlook  since" in terminal.out and "made of an answer" in terminal.out
    assert "Everything else: ask" in terminal.out and "business_address" in terminal.out
    terminal.run("rules", "title", "newest")
    terminal.run("rules", "phone", "--drop")
    told = dict(terminal.program.told)
    assert (told["rule"], told["drop rule"]) == (("title", Policy.NEWEST), "phone")


def test_rules_for_programs(terminal: Terminal) -> None:
    terminal.run("rules", "--json")
    found = json.loads(terminal.out)
    (rule,) = found["rules"]
    assert (found["policy"], rule["field"], rule["policy"], rule["remembered"]) == ("ask", "phone", "outlook", True)


@pytest.mark.parametrize("words", [("title",), ("--drop",), ("title", "ask", "--drop")])
def test_half_a_rule_is_wrong(terminal: Terminal, words: tuple[str, ...]) -> None:
    assert terminal.run("rules", *words) == 2
    assert terminal.program.told == [("closed", None)]


def test_an_address_in_conflict_is_not_offered_to_be_typed() -> None:
    shown = ShownConflict(StoredConflict("business_address", "field", 7, "p1", None, "Oak 2", "Elm 1", id=3), "Ada")
    assert "--take salesforce|mailbox\n" in render.conflict(shown, "Business address", {}, whole=True) + "\n"
