"""The command `undo`: what it hands on, what it shows before, and what it says after."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.app.reads import Report, Touched, Verdict
from desktop.core.faults import Fault, FaultClass
from desktop.core.plan import Verb, Why
from desktop.core.record import Side
from tests.unit.cli.fakes import UNDO_CONFLICT, UNDO_PREVIEW, FakeProgram, Terminal


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), (None, (), True, False)),
        (("7",), (7, (), True, False)),
        (("7", "--yes"), (7, (), False, False)),
        (("7", "--yes", "--dry-run"), (7, (), True, False)),
        (("7", "--only", "Ada", "p2", "--yes"), (7, ("Ada", "p2"), False, False)),
        (("--only", "Ada", "--anyway", "--yes"), (None, ("Ada",), False, True)),
    ],
)
def test_nothing_is_written_without_a_yes(terminal: Terminal, words: tuple[str, ...], told: object) -> None:
    terminal.run("undo", *words)
    assert ("undo", told) in terminal.program.told


def test_overwriting_is_for_chosen_contacts_only(terminal: Terminal) -> None:
    assert terminal.run("undo", "7", "--anyway", "--yes") == 2
    assert "--only" in terminal.errors and terminal.program.told == [("closed", None)]


def test_a_preview_says_what_stands_there_and_what_would(terminal: Terminal) -> None:
    terminal.program = FakeProgram(UNDO_PREVIEW)
    assert terminal.run("undo", "7") == 3
    assert "Ada Lovelace: in Outlook the job title is “Lady” again (now “Countess”)." in " ".join(terminal.out.split())
    assert "To go ahead: undo 7 --yes" in terminal.out
    assert "Grace Hopper: it was changed in Salesforce since (phone now “2”)." in " ".join(terminal.out.split())


@pytest.mark.parametrize(
    ("verb", "words"),
    [
        (Verb.CREATE, "made anew in Outlook, as a new record"),
        (Verb.RESTORE, "back from the bin in Outlook"),
        (Verb.DELETE, "out of Outlook again, into the bin"),
        (Verb.SHARE, "shared in Outlook again"),
        (Verb.UNSHARE, "your own contact in Outlook again"),
    ],
)
def test_every_way_of_taking_back_is_named(terminal: Terminal, verb: Verb, words: str) -> None:
    item = replace(UNDO_PREVIEW.items[0], verb=verb, why=Why.UNDONE, side=Side.MAILBOX, changes=())
    terminal.program = FakeProgram(replace(UNDO_PREVIEW, items=(item,)))
    terminal.run("undo")
    assert f"Ada Lovelace: {words}" in " ".join(terminal.out.split())


def test_a_long_list_is_cut_and_counted(terminal: Terminal) -> None:
    terminal.program = FakeProgram(replace(UNDO_PREVIEW, items=UNDO_PREVIEW.items * 60))
    terminal.run("undo")
    assert terminal.out.count("Ada Lovelace") == 50 and "and 10 more" in terminal.out


def test_a_finished_undo_counts_what_it_took_back(terminal: Terminal) -> None:
    terminal.program = FakeProgram(Report(9, Verdict.CLEAN, {"undone": 997, "update mailbox": 997}))
    assert terminal.run("undo", "7", "--yes") == 0
    assert terminal.out == "997 changes undone.\n"


def test_what_stays_is_told_with_the_way_to_insist(terminal: Terminal) -> None:
    terminal.program = FakeProgram(Report(9, Verdict.WAITING, {"undone": 1}, conflicts=(UNDO_CONFLICT,)))
    assert terminal.run("undo", "7", "--yes") == 3
    assert "1 change undone." in terminal.out and "--anyway" in terminal.out


@pytest.mark.parametrize(
    ("report", "words"),
    [
        (Report(9, Verdict.CLEAN), "Nothing was left to undo."),
        (Report(9, Verdict.CANCELLED), "goes on from here"),
    ],
)
def test_an_undo_that_did_nothing_or_was_stopped_says_so(terminal: Terminal, report: Report, words: str) -> None:
    terminal.program = FakeProgram(report)
    terminal.run("undo", "--yes")
    assert words in terminal.out


def test_a_preview_of_nothing_says_so(terminal: Terminal) -> None:
    terminal.program = FakeProgram(replace(UNDO_PREVIEW, verdict=Verdict.WAITING, planned=None, items=()))
    terminal.run("undo", "7")
    assert "Nothing of it can be undone as it stands." in terminal.out


def test_a_fault_is_told(terminal: Terminal) -> None:
    fault = Fault(FaultClass.TRANSIENT, "offline", "There is no network.")
    terminal.program = FakeProgram(Report(9, Verdict.FAILED, fault=fault))
    assert terminal.run("undo", "--yes") == 5
    assert "There is no network." in terminal.out


def test_what_is_hidden_is_told_with_what_to_do_and_no_way_to_insist(terminal: Terminal) -> None:
    hidden = replace(UNDO_CONFLICT, verb=Verb.CREATE, reason=Touched.HIDDEN, changes=())
    terminal.program = FakeProgram(Report(9, Verdict.WAITING, conflicts=(hidden,)))
    assert terminal.run("undo", "7", "--yes") == 3
    words = " ".join(terminal.out.split())
    assert words.startswith("Nothing was undone.")
    assert "Grace Hopper: Salesforce does not show it: it may be hidden from you" in words
    assert "Ask for access, then undo again." in words and "--anyway" not in words
