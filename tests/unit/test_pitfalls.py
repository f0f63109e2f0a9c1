"""The list of pitfalls and scenarios is honest: complete, every named test is there, and each is named once."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_ROW = re.compile(r"\| (\d+) \| ([^|]+) \| `(test_\w+)` \|")
_HOW_MANY = {"Salesforce": 64, "Exchange": 50, "Scenarios": 20}


def part(service: str) -> str:
    text = (ROOT / "docs" / "pitfalls.md").read_text("utf-8")
    return text.partition(f"## {service}\n")[2].partition("\n## ")[0]


def sources() -> list[str]:
    return [path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py")]


def rows(service: str) -> list[tuple[str, str, str]]:
    return _ROW.findall(part(service))


def not_watched(service: str) -> list[int]:
    """The numbers that the sentences after the table give, ranges included."""
    prose = part(service).partition("Of kinds")[2]
    found: list[int] = []
    for first, last in re.findall(r"(\d+)(?:\s+to\s+(\d+))?", re.sub(r"\([^)]*\)", "", prose)):
        found += range(int(first), int(last or first) + 1)
    return found


@pytest.mark.parametrize("service", _HOW_MANY)
def test_every_number_is_listed_once(service: str) -> None:
    listed = Counter([*(int(number) for number, _, _ in rows(service)), *not_watched(service)])
    assert sorted(listed) == list(range(1, _HOW_MANY[service] + 1))
    assert [number for number, times in listed.items() if times > 1] == []


def test_every_row_of_the_tables_is_understood() -> None:
    for service in _HOW_MANY:
        lines = [line for line in part(service).splitlines() if re.match(r"\| *\d", line)]
        assert len(lines) == len(rows(service))


def test_every_pitfall_has_a_test_of_its_own_that_is_there() -> None:
    there = {name for source in sources() for name in re.findall(r"^(?:    )?def (test_\w+)", source, re.MULTILINE)}
    named = [name for service in _HOW_MANY for _, _, name in rows(service)]
    assert [name for name in named if name not in there] == []
    assert [name for name, times in Counter(named).items() if times > 1] == []


def test_every_test_of_a_scenario_says_which_one_it_is() -> None:
    told = dict(
        re.findall(r'def (test_\w+)\([^)]*\) -> None:\n    """(?:L[^:]*: )?[Ss]cenario (\d+)\b', "\n".join(sources()))
    )
    assert {number: told.get(name) for number, _, name in rows("Scenarios")} == {
        number: number for number, _, _ in rows("Scenarios")
    }
