"""What a person is told of a bug of ours, and that every class of fault has its one answer."""

from __future__ import annotations

from desktop.core.faults import ANSWERS, FaultClass, bug


def test_a_bug_is_told_by_its_kind_and_keeps_what_it_held_to_itself() -> None:
    told = bug(ValueError("ada@example.com"))
    assert (told.kind, told.code) == (FaultClass.OUR_BUG, "bug")
    assert "ValueError" in told.message and "Nothing was lost" in told.message
    assert "ada" not in told.sentence() and "diagnostics" in told.action


def test_every_class_of_fault_has_its_answer() -> None:
    assert set(ANSWERS) == set(FaultClass)
