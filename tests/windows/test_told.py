"""Sentences that arise below the windows are told in the person's language, also after a night in the database."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QApplication

from desktop.core.faults import Fault, FaultClass
from desktop.core.record import Side
from desktop.core.sentences import say
from desktop.mapping import sentences
from desktop.mapping.spec import Row, read
from desktop.paths import resources
from desktop.salesforce.errors import Problem, fault_of
from desktop.store.database import Database
from desktop.store.holds import Holds, Question
from desktop.store.issues import Complaint, Issues
from desktop.store.sessions import Sessions
from desktop.ui import language, texts
from desktop.ui.widgets.fault_panel import FaultPanel
from installer.translations import ROOT

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ROOMS = ("app", "core", "exchange", "mapping", "net", "salesforce", "store", "sync", "wiring")


@pytest.fixture
def german(qapp: QApplication) -> Iterator[None]:
    language.use(qapp, "de")
    yield
    language.use(qapp, "en")


def row(name: str) -> Row:
    """A row of the shipped map."""
    return next(row for row in read(resources() / "mappings" / "contact.toml").rows if row.name == name)


def test_fault_is_shown_in_german(german: None) -> None:
    panel = FaultPanel()
    panel.show_fault(
        Fault(
            FaultClass.TRANSIENT,
            "timeout",
            say("{service} at {host} did not answer in time.", service="Salesforce", host="na1.example"),
            say("It is tried again later."),
        )
    )
    assert "Salesforce auf na1.example hat nicht rechtzeitig geantwortet." in panel.text()
    assert "Es wird später noch einmal versucht." in panel.text()


def test_numbers_and_fields_in_a_sentence_are_german_too(german: None) -> None:
    withheld = sentences.too_long(row("title"), Side.CRM, 2000, 128)
    assert withheld.message.startswith("2,000 characters are too many for the job title")
    assert texts.told(withheld.message).startswith("2.000 Zeichen sind zu viele für das Feld „Position“")


def test_reason_of_the_server_itself_stays_as_it_is(german: None) -> None:
    said = "Only chiefs may be called chief."
    fault = fault_of(Problem(400, "FIELD_CUSTOM_VALIDATION_EXCEPTION", said))
    assert texts.told(fault.message) == said
    assert texts.told(fault.action).startswith("Das ist eine Regel Ihrer Organisation")


def test_name_that_reads_like_a_text_of_ours_is_not_translated(german: None) -> None:
    assert "„Notes“" in texts.told(
        say("Salesforce has no account, or more than one, with the name “{company}”.", company="Notes")
    )


def test_stored_issue_is_german_when_it_is_read_again(german: None) -> None:
    database = Database.memory()
    issues = Issues(database)
    withheld = sentences.required(row("last_name"), Side.CRM)
    with database.transaction():
        issues.report([Complaint(None, None, "Ada", withheld.code, "", withheld.message, withheld.action)], NOW)
    (issue,) = issues.open()
    assert issue.complaint.message == withheld.message
    assert (
        texts.told(issue.complaint.message) == "Das Feld „Nachname“ ist leer; Salesforce nimmt keinen Kontakt ohne an."
    )
    assert texts.told(issue.complaint.action) == "Füllen Sie das Feld „Nachname“ in Outlook aus."


def test_every_sentence_of_a_fault_can_be_translated() -> None:
    """A literal that no `say` was given would be English in every language."""
    wrong = []
    for path in (path for room in ROOMS for path in (ROOT / "desktop" / room).rglob("*.py")):
        if "memory" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if any(_bare(told) for told in _told(node)):
                wrong.append(f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}")
    assert wrong == []


def _told(node: ast.AST) -> list[ast.expr]:
    """What a node gives as message or action of a fault."""
    if isinstance(node, ast.Assign):
        names = [name.id for target in node.targets for name in ast.walk(target) if isinstance(name, ast.Name)]
        values = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
        return values if names and set(names) <= {"message", "action"} else []
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Fault":
        return [*node.args[2:4], *(word.value for word in node.keywords if word.arg in ("message", "action"))]
    return []


def _bare(told: ast.expr) -> bool:
    return isinstance(told, ast.JoinedStr) or (isinstance(told, ast.Constant) and bool(told.value))


def test_question_that_waits_is_german_when_it_is_read_again(german: None) -> None:
    database = Database.memory()
    holds = Holds(database)
    asked = say("{count} contacts were deleted in Salesforce: may their copies go to Deleted Items?", count=1200)
    with database.transaction():
        session = Sessions(database).start("test", "1", NOW)
        holds.place(Question("mass-deletion", None, asked, "hash", session), NOW)
    (hold,) = holds.active()
    assert hold.summary == asked
    assert texts.told(hold.summary).startswith("1.200 Kontakte wurden in Salesforce gelöscht")
