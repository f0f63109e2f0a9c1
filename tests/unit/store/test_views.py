"""What people are shown."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.record import Side, Tombstone
from desktop.store.conflicts import Conflicts, StoredConflict
from desktop.store.database import Database
from desktop.store.holds import Holds, Question
from desktop.store.issues import Complaint, Issues
from desktop.store.journal import Journal
from desktop.store.mirror import Mirror
from desktop.store.pairs import Pairs
from desktop.store.sessions import Sessions
from desktop.store.views import Views
from tests.unit.store.samples import AT, CONTACT, LATER, changed, entry, observed, paired, stored


@pytest.fixture
def views(database: Database) -> Views:
    return Views(database)


def _titles(views: Views, search: str = "") -> list[str]:
    return [shown.title for shown in views.records(search)]


def test_an_empty_profile_has_an_empty_status(views: Views) -> None:
    status = views.status()
    assert status.records == {Side.CRM: 0, Side.MAILBOX: 0}
    assert (status.pairs, status.pending, status.last, status.last_clean) == ({}, 0, None, None)


def test_the_status_counts_what_there_is_and_what_waits(database: Database, views: Views) -> None:
    paired(database, 1)
    stored(database, [changed(observed(Side.MAILBOX, "personal"), marked=False)])
    with database.transaction():
        for verdict in ("clean", "held"):
            Sessions(database).finish(Sessions(database).start("manual", "1", AT), verdict, LATER)
        Conflicts(database).open([StoredConflict("title", "field", 1, pair_id="p1")], AT)
        Holds(database).place(Question("deletion", "p1", "s", "h", 1), AT)
        Issues(database).report([Complaint("p1", None, "Ada", "too-long", "", "m")], AT)
        Mirror(database).observe([observed(Side.CRM, "c2")], AT)
    status = views.status()
    assert status.records == {Side.CRM: 2, Side.MAILBOX: 1}
    assert (status.pairs, status.pending) == ({"active": 1}, 1)
    assert (status.conflicts, status.holds, status.issues) == (1, 1, 1)
    assert status.last is not None and status.last.verdict == "held"
    assert status.last_clean == LATER


def test_a_pair_is_one_line_and_personal_and_gone_records_are_none(database: Database, views: Views) -> None:
    paired(database, 1, "Ada")
    stored(
        database,
        [
            changed(observed(Side.MAILBOX, "personal", "Mum"), marked=False),
            changed(observed(Side.CRM, "gone", "Gone"), gone=True),
            observed(Side.MAILBOX, "m2", "Charles"),
        ],
    )
    ada, charles = views.records()
    assert (ada.title, ada.side, ada.native_id, ada.other_id) == ("Ada", Side.CRM, "c1", "m1")
    assert (ada.pair_id, ada.pair_state, ada.fields) == ("p1", "active", {"last_name": "Ada"})
    assert (charles.side, charles.pair_id, charles.pair_state, charles.other_id) == (Side.MAILBOX, None, "", None)


def test_a_pair_whose_crm_record_is_gone_is_shown_by_the_other(database: Database, views: Views) -> None:
    paired(database, 1, "Ada")
    with database.transaction():
        Mirror(database).gone(Side.CRM, CONTACT, [Tombstone("c1")], LATER)
    for shown in (views.records(), views.records("ada")):
        assert [(line.side, line.native_id, line.other_id) for line in shown] == [(Side.MAILBOX, "m1", None)]


def test_pages_follow_each_other_by_title_without_gap_or_repetition(database: Database, views: Views) -> None:
    names = ["élan", "Zoe", "ada", "Ada", "Bea"]
    stored(database, [observed(Side.CRM, f"c{number}", name) for number, name in enumerate(names)])
    seen: list[str] = []
    place = ("", 0)
    while page := views.records(after=place, limit=2):
        seen += [shown.title for shown in page]
        place = page[-1].place
    assert seen == ["ada", "Ada", "Bea", "élan", "Zoe"]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("lovel", ["Ada Lovelace"]),
        ("LOVE ada", ["Ada Lovelace"]),
        ("velace", ["Ada Lovelace"]),
        ("a", ["Ada Lovelace"]),
        ("v", []),
        ("ad lo", ["Ada Lovelace"]),
        ("ve", []),
        ("ac", []),
        ("ada zoe", []),
        ("gomez", ["José Gómez"]),
        ("c2@example.org", ["José Gómez"]),
        ('o"neil', []),
        ("o'nei", ["Bea O'Neil"]),
        ("AND", []),
        ("c1*", []),
        ("--", []),
        ("  ", ["Ada Lovelace", "Bea O'Neil", "José Gómez"]),
    ],
)
def test_every_word_must_occur_and_a_short_one_begin_a_word_without_case_and_accents(
    database: Database, views: Views, search: str, found: list[str]
) -> None:
    names = ["Ada Lovelace", "José Gómez", "Bea O'Neil"]
    stored(database, [observed(Side.CRM, f"c{number}", name) for number, name in enumerate(names, 1)])
    assert _titles(views, search) == found


def test_a_pair_is_found_by_what_only_the_mailbox_holds(database: Database, views: Views) -> None:
    paired(database, 1, "Ada")
    assert [shown.native_id for shown in views.records("m1")] == ["c1"]


@given(st.text())
def test_no_search_text_is_an_error(text: str) -> None:
    with closing(Database.memory()) as database:
        stored(database, [observed(Side.CRM, "c1", "Ada")])
        assert len(Views(database).records(text)) <= 1


def test_what_waits_is_shown_with_the_name_of_the_record(database: Database, views: Views) -> None:
    paired(database, 1, "Ada")
    (lone,) = stored(database, [observed(Side.MAILBOX, "m9", "Charles")])
    with database.transaction():
        Conflicts(database).open(
            [
                StoredConflict("title", "field", 1, pair_id="p1"),
                StoredConflict("*", "duplicate", 1, record=lone.row),
            ],
            AT,
        )
        Holds(database).place(Question("deletion", "p1", "s", "h", 1), AT)
        Holds(database).place(Question("first-sync", None, "s", "h", 1), AT)
        Issues(database).report([Complaint("p1", None, "Ada", "too-long", "", "m")], AT)
    assert [shown.title for shown in views.conflicts()] == ["Ada", "Charles"]
    assert [shown.title for shown in views.holds()] == ["Ada", ""]
    assert [issue.complaint.subject for issue in views.issues()] == ["Ada"]


def test_a_session_is_shown_with_what_really_happened(database: Database, views: Views) -> None:
    paired(database, 1, "Ada")
    with database.transaction():
        Sessions(database).start("manual", "1", AT)
        Journal(database).intend([entry("o1"), entry("o2", seq=2), entry("o3", seq=3)], AT)
        Journal(database).settle("o1", "applied", None, AT)
        Journal(database).drop(["o2"], "stale", AT)
    assert [change.op_id for change in views.session_changes(1)] == ["o1"]
    assert [session.id for session in views.history()] == [1]


def test_everything_can_be_asked_through_a_reader(tmp_path: Path) -> None:
    path = tmp_path / "mirror.db"
    with closing(Database.open(path)) as writer:
        paired(writer, 1)
        with closing(Database.read_only(path)) as reader:
            views = Views(reader)
            assert views.status().pairs == {"active": 1}
            assert len(views.records("ada")) == 1


def test_issues_of_pairs_and_records_that_will_be_planned_are_due(database: Database, views: Views) -> None:
    paired(database, 1)
    paired(database, 2)
    (alone,) = stored(database, [observed(Side.MAILBOX, "alone")])
    with database.transaction():
        issues = Issues(database)
        issues.report([Complaint(None, alone.row, "Alone", "required-field", "", "m")], AT)
        issues.report([Complaint(pair, None, pair, "too-long", "", "m") for pair in ("p1", "p2")], AT)
    assert views.due() == frozenset()
    with database.transaction():
        Pairs(database).touch(["p2"])
        Mirror(database).touch([alone.row])
    assert [issue.complaint.subject for issue in views.issues() if issue.id in views.due()] == ["Alone", "p2"]
