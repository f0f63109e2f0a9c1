"""What `holds` says of each question: what every answer does, and what is so while nobody answers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.cli import render
from desktop.core.guards import Guard, answers
from tests.unit.cli.fakes import HOLD


def shown(guard: Guard) -> str:
    """The question of a guard as it is printed, its lines joined."""
    hold = replace(HOLD, hold=replace(HOLD.hold, guard=guard, summary="Shall it be?"))
    return render.hold(hold, answers(guard))


@pytest.mark.parametrize("guard", list(Guard))
def test_every_answer_says_what_it_does_and_waiting_is_told(guard: Guard) -> None:
    lines = shown(guard).splitlines()
    for answer in answers(guard):
        (line,) = [line for line in lines if f"confirm 5 --answer {answer} " in line]
        assert len(line.split(f"--answer {answer}")[1].split()) >= 3
    assert lines[len(answers(guard)) + 1].strip()


def test_after_a_loss_deleting_means_the_copies_in_outlook() -> None:
    told = shown(Guard.LOST_RECORDS)
    assert "delete the copies in Outlook; they go to Deleted Items" in told
    assert "make them again in Salesforce" in told
    assert "put it back in Outlook" not in told


def test_a_runaway_says_what_to_do_where_the_changes_are_wrong() -> None:
    told = " ".join(shown(Guard.MASS_UPDATE).split())
    assert "write the changes to the other side; the history keeps the old values" in told
    assert "If they are wrong, put them right there" in told
