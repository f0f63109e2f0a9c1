"""A biography in sentences: every sort of event, and every reason that a change can have."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from desktop.core.plan import Verb, Why
from desktop.core.record import Side
from desktop.core.values import ABSENT, EMPTY, MaybeValue
from desktop.store.biography import Event, Happened
from desktop.store.changelog import Change
from desktop.store.conflicts import Resolution, StoredConflict
from desktop.store.issues import Complaint, Issue
from desktop.sync.telling import tell

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def change(verb: str = "update", why: str = "", field: str = "*", **values: MaybeValue) -> Change:
    before, after = values.get("before", ABSENT), values.get("after", ABSENT)
    return Change(
        1, "o", 1, "p", Side.MAILBOX, "AAMk", verb, field, before, after, None, None, "settled", "Ada", why, AT
    )


def told(event: Event) -> str:
    return str(tell(event, lambda field: field.capitalize()))


def written(*changes: Change) -> str:
    return told(Event(Happened.WRITTEN, AT, 1, "applied", changes))


@pytest.mark.parametrize(
    ("how", "start"),
    [
        ("email", "Linked: the same e-mail"),
        ("name", "Linked: the same name"),
        ("link", "Linked again"),
        ("person", "Linked as you decided"),
        ("created", "Seen on one side"),
    ],
)
def test_how_it_was_linked(how: str, start: str) -> None:
    assert told(Event(Happened.PAIRED, AT, 1, how)).startswith(start)


@pytest.mark.parametrize(
    ("verb", "start"),
    [
        (Verb.CREATE, "Made in Outlook"),
        (Verb.RESTORE, "Brought back in Outlook"),
        (Verb.SHARE, "Moved into the folder"),
        (Verb.UNSHARE, "Moved back"),
        (Verb.DELETE, "Deleted in Outlook"),
    ],
)
def test_what_was_done_to_a_record(verb: Verb, start: str) -> None:
    assert written(change(verb)).startswith(start)


@pytest.mark.parametrize("why", [why for why in Why if why not in (Why.NEW, Why.SHARED)])
def test_every_reason_is_told(why: Why) -> None:
    assert written(change("update", why, "title", before="a", after="b")).count(".") == 2


def test_a_change_without_a_reason_of_its_own_is_told_without_one() -> None:
    assert written(change("create", Why.NEW)) == "Made in Outlook, from Salesforce."


def test_fields_are_told_with_what_they_were() -> None:
    changes = (
        change(field="title", before="a", after="b"),
        change(field="phone", before=EMPTY, after="1"),
        change(field="notes", before="x", after=EMPTY),
    )
    assert written(*changes) == (
        "Changed in Outlook: title is now “b” (it was “a”); phone is now “1”; notes emptied (it was “x”)."
    )


@pytest.mark.parametrize(
    ("outcome", "part"),
    [
        ("stale", "that very moment"),
        ("refused", "refused it"),
        ("intent", "found out"),
        ("not-applied", "planned anew"),
    ],
)
def test_what_was_not_written(outcome: str, part: str) -> None:
    assert part in told(Event(Happened.NOT_WRITTEN, AT, 1, outcome, (change(),)))


@pytest.mark.parametrize(
    ("conflict", "start"),
    [
        (StoredConflict("title", "field", 1, crm_value="a", mailbox_value="b"), "Asked you about Title: “a” in"),
        (StoredConflict("*", "edit_delete", 1), "Asked you: deleted in Salesforce"),
        (StoredConflict("*", "duplicate", 1, candidates=("x", "y")), "Asked you which of 2 contacts"),
    ],
)
def test_what_was_asked(conflict: StoredConflict, start: str) -> None:
    assert told(Event(Happened.ASKED, AT, 1, conflict=conflict)).startswith(start)


@pytest.mark.parametrize(
    ("resolution", "part"),
    [
        (None, "over by itself"),
        (Resolution("crm"), "value of Salesforce"),
        (Resolution("mailbox"), "value of Outlook"),
        (Resolution("value", "x"), "value of your own"),
    ],
)
def test_what_was_answered(resolution: Resolution | None, part: str) -> None:
    conflict = replace(StoredConflict("title", "field", 1), resolution=resolution)
    assert part in told(Event(Happened.ANSWERED, AT, conflict=conflict))


@pytest.mark.parametrize(("guard", "start"), [("deletion", "Held: it was deleted in Outlook"), ("other", "Held, and")])
def test_what_was_held(guard: str, start: str) -> None:
    assert told(Event(Happened.HELD, AT, 1, guard)).startswith(start)


@pytest.mark.parametrize("answer", ["delete", "stop", "restore", "exclude", "yes"])
def test_what_was_said_to_a_question(answer: str) -> None:
    assert told(Event(Happened.DECIDED, AT, code=answer)).startswith("You answered")


@pytest.mark.parametrize(
    ("field", "attempts", "state", "text"),
    [
        ("title", 2, "open", "Title: Too long. Tried 2 times."),
        ("", 1, "open", "Too long."),
        ("", 1, "solved", "Too long. (solved since)"),
    ],
)
def test_what_was_refused(field: str, attempts: int, state: str, text: str) -> None:
    issue = Issue(Complaint("p", None, "Ada", "too-long", field, "Too long."), 1, attempts, AT, AT, state)
    assert told(Event(Happened.REFUSED, AT, issue=issue)) == text
