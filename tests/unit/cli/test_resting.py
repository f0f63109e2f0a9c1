"""What `status` says while the program rests: why, until when, and how many calls are used."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.app.standing import Facts
from desktop.cli.render import clock
from tests.unit.cli.fakes import AT, FakeProgram, Terminal

LATER = AT + timedelta(hours=2)


@dataclass
class Resting(FakeProgram):
    """A program that rests."""

    rest: Facts = field(default_factory=Facts)

    def facts(self) -> Facts:
        return self.rest


@pytest.mark.parametrize(
    ("rest", "why"),
    [
        (Facts(resting_until=LATER, calls=(12, 8_100, 10_000)), "the calls are used up"),
        (Facts(asked_until=LATER), "a server asked for a pause"),
        (Facts(resting_until=LATER, asked_until=AT), "the calls are used up"),
    ],
)
def test_a_rest_is_told_with_its_reason_and_its_end(tmp_path: Path, rest: Facts, why: str) -> None:
    terminal = Terminal(tmp_path, Resting(rest=rest))
    terminal.run("status")
    assert f"{clock(LATER)}, since {why}; then it goes on by itself" in terminal.out


def test_without_a_rest_only_the_calls_are_told(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, Resting(rest=Facts(calls=(12, 900, 10_000))))
    terminal.run("status")
    assert "12 by this program on its last day; 900 of 10,000 by your organisation" in terminal.out
    assert "Rests until" not in terminal.out
