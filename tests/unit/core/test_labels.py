"""The names of the error categories: few, distinct, and one for every code that an item can fail with."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import desktop
from desktop.core.labels import MOST_REASONS, REASONS, SYNC_ERROR, Reason, reason_of, with_labels

ROOMS = ("core", "mapping", "salesforce", "exchange", "sync")
"""What says why a record fails; faults of the other rooms concern this computer or the whole program."""
PLACE_OF_CODE = {"Fault": 1, "_Wording": 1, "Withheld": 1, "Complaint": 3, "refusal": 0}
ERROR = (SYNC_ERROR, Reason.TOO_LONG)


def _codes_told() -> Iterator[str]:
    for room in ROOMS:
        for path in (Path(desktop.__file__).parent / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                    yield from _code_of(node, PLACE_OF_CODE.get(node.func.id))


def _code_of(call: ast.Call, place: int | None) -> Iterator[str]:
    if place is not None and len(call.args) > place:
        told = call.args[place]
        if isinstance(told, ast.Constant):
            yield str(told.value)


def test_every_code_that_the_program_tells_has_a_reason() -> None:
    told = set(_codes_told())
    assert {"required-field", "too-long", "validation-rule", "refused", "no-access-any-more", "mailbox-full"} <= told
    assert told - REASONS.keys() == set()


def test_there_are_never_more_reasons_than_a_list_of_categories_can_bear() -> None:
    assert set(REASONS.values()) == set(Reason)
    assert len(Reason) <= MOST_REASONS


@pytest.mark.parametrize("name", [SYNC_ERROR, *Reason])
def test_a_name_can_be_a_category_of_outlook_and_tells_whose_it_is(name: str) -> None:
    assert name.startswith(SYNC_ERROR)
    assert len(name) <= 255
    assert not set(name) & set(",;")


def test_an_unknown_code_counts_as_refused() -> None:
    assert reason_of(["never-heard-of"]) is Reason.REFUSED


def test_of_several_reasons_the_gravest_is_named() -> None:
    assert reason_of(["too-long", "required-field", "invalid-value"]) is Reason.REQUIRED
    assert reason_of(["invalid-value", "too-long"]) is Reason.TOO_LONG


def test_labels_come_behind_the_categories_of_the_person() -> None:
    assert with_labels(("Friends", "Salesforce"), ERROR) == ("Friends", "Salesforce", *ERROR)


def test_another_reason_takes_the_place_of_the_one_before() -> None:
    before = ("Sync Error", "Friends", "sync error: REFUSED")
    assert with_labels(before, ERROR) == ("Sync Error", "Friends", Reason.TOO_LONG)


def test_without_names_only_ours_are_taken_off() -> None:
    categories = ("Sync Error: call Bob", "SYNC ERROR", "Friends", *Reason, "Sync Errors")
    assert with_labels(categories, ()) == ("Sync Error: call Bob", "Friends", "Sync Errors")


def test_labels_that_are_there_stay_as_they_are_written() -> None:
    categories = ("sync error", "Friends", Reason.TOO_LONG.upper())
    assert with_labels(categories, ERROR) == categories
