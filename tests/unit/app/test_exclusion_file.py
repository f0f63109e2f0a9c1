"""Exclusions outlive the database: a copy lies beside it, and a new database takes it in."""

from __future__ import annotations

import stat
import sys

import pytest

from desktop.app import leaving
from desktop.app.exclusion_file import NAME
from tests.behaviour.connections import MAILBOX, SALESFORCE
from tests.unit.app.bureau import Bureau


def synced(bureau: Bureau) -> str:
    contact = bureau.new_in_salesforce("Ada", "Lovelace", Title="Analyst")
    connect(bureau)
    sync(bureau)
    return contact


def connect(bureau: Bureau) -> None:
    bureau.program.connect_salesforce(SALESFORCE)
    bureau.program.connect_exchange(MAILBOX)


def sync(bureau: Bureau) -> None:
    bureau.clock.forward(minutes=15)
    bureau.program.sync(yes=True)


def lose_database(bureau: Bureau) -> None:
    bureau.program.close()
    for path in bureau.profile.glob("mirror.db*"):
        path.unlink()
    bureau.restart()


def test_what_was_excluded_stays_so_after_the_database_is_lost(bureau: Bureau) -> None:
    contact = synced(bureau)
    bureau.program.answers.exclude("Ada Lovelace")
    before = bureau.program.queries.exclusions()
    lose_database(bureau)
    assert [(e.title, e.why, e.at, set(e.keys)) for e in bureau.program.queries.exclusions()] == [
        (e.title, e.why, e.at, set(e.keys)) for e in before
    ]
    connect(bureau)
    bureau.crm.edit(contact, {"Title": "Countess"})
    sync(bureau)
    sync(bureau)
    (copy,) = bureau.mailbox.contacts()
    assert copy.fields["JobTitle"] == "Analyst" and len(bureau.crm.contacts()) == 1
    (item,) = bureau.program.explain("Ada Lovelace").items
    assert item.code == "excluded"


def test_what_was_included_again_does_not_come_back(bureau: Bureau) -> None:
    synced(bureau)
    bureau.program.answers.exclude("Ada Lovelace")
    bureau.program.answers.include("Ada Lovelace")
    lose_database(bureau)
    assert bureau.program.queries.exclusions() == []


def test_a_database_that_is_there_is_believed_more_than_the_copy(bureau: Bureau) -> None:
    synced(bureau)
    bureau.program.answers.exclude("Ada Lovelace")
    copy = (bureau.profile / NAME).read_text("utf-8")
    bureau.program.answers.include("Ada Lovelace")
    (bureau.profile / NAME).write_text(copy, "utf-8")
    bureau.restart()
    assert bureau.program.queries.exclusions() == []


BAD_KEY = '[{"title": "A", "why": "", "at": "", "keys": [["x", "y"]]}]'


@pytest.mark.parametrize("text", ["", "{", '[{"title": 1}]', BAD_KEY])
def test_a_copy_that_cannot_be_read_is_left_alone(bureau: Bureau, text: str) -> None:
    bureau.program.close()
    (bureau.profile / NAME).write_text(text, "utf-8")
    bureau.restart()
    assert bureau.program.queries.exclusions() == []
    assert (bureau.profile / NAME).read_text("utf-8") == text


def test_without_exclusions_there_is_no_copy_and_only_the_owner_reads_one(bureau: Bureau) -> None:
    synced(bureau)
    assert not (bureau.profile / NAME).exists()
    bureau.program.answers.exclude("Ada Lovelace")
    if sys.platform != "win32":
        assert stat.S_IMODE((bureau.profile / NAME).stat().st_mode) == 0o600


def test_wiping_deletes_the_copy(bureau: Bureau) -> None:
    synced(bureau)
    bureau.program.answers.exclude("Ada Lovelace")
    bureau.program.close()
    leaving.remove_files(bureau.profile)
    assert not (bureau.profile / NAME).exists()
