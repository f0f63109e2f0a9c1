"""The command `link-field`, and what `status` says of the field."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop.core.link_field import LinkLack
from tests.unit.cli.fakes import Terminal


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """A terminal on an empty home."""
    return Terminal(tmp_path)


def test_the_link_field_is_told_with_what_the_administrator_must_do(terminal: Terminal) -> None:
    terminal.program.lacks = (LinkLack.MISSING,)
    assert terminal.run("link-field") == 0
    assert ("looked at link field", None) in terminal.program.told
    assert "Salesforce has no link field; the program does without." in terminal.out
    assert "    Field label: SmartCloud Link\n" in terminal.out
    assert terminal.run("status") == 0
    assert "not in use; link-field says why" in terminal.out


@pytest.mark.parametrize(
    ("lacks", "told"),
    [
        (None, "not known yet; link-field looks"),
        ((), "in use"),
        ((LinkLack.NOT_UNIQUE,), "in use, but not as it should be; link-field says why"),
        ((LinkLack.NOT_UNIQUE, LinkLack.READ_ONLY), "not in use; link-field says why, and what it brings"),
    ],
)
def test_status_says_how_it_stands_with_the_link_field(
    terminal: Terminal, lacks: tuple[LinkLack, ...] | None, told: str
) -> None:
    terminal.program.lacks = lacks
    terminal.run("status")
    assert f"Link field  {told}\n" in terminal.out
    terminal.run("--json", "status")
    assert json.loads(terminal.out)["link_field"] == {
        "on": told.startswith("in use"),
        "lacks": [lack.value for lack in lacks or ()],
    }
