"""The browser's lines: which there are, in which order, what a page shows and what is known of one."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

import pytest

from desktop.core.pairing import PairState
from desktop.core.record import Side, Tombstone
from desktop.core.values import EMPTY
from desktop.store.bases import Base, Bases
from desktop.store.browse import Browse
from desktop.store.conflicts import Conflicts, StoredConflict
from desktop.store.database import Database
from desktop.store.exclusions import Exclusions, Key, KeyType, of_native
from desktop.store.faults import Interrupted
from desktop.store.holds import Holds, Question
from desktop.store.issues import Complaint, Issues
from desktop.store.lines import Filter, LineState, Order
from desktop.store.mirror import Mirror
from desktop.store.pairs import Pairs
from tests.unit.store.samples import AT, CONTACT, LATER, changed, observed, paired, stored


@pytest.fixture
def browse(database: Database) -> Browse:
    return Browse(database)


@pytest.fixture
def everything(database: Database) -> Browse:
    """One line of each state, named by it, besides a personal and a gone record that are none."""
    for number, state in enumerate(("synced", "held", "conflict", "problem", "unshared", "excluded"), 1):
        paired(database, number, state)
    stored(
        database,
        [
            observed(Side.CRM, "c8", "crm"),
            observed(Side.MAILBOX, "m9", "mailbox"),
            changed(observed(Side.MAILBOX, "m10", "personal"), marked=False),
            changed(observed(Side.CRM, "c11", "gone"), gone=True),
        ],
    )
    with database.transaction():
        Holds(database).place(Question("deletion", "p2", "s", "h", 1), AT)
        Conflicts(database).open([StoredConflict("title", "field", 1, pair_id="p3")], AT)
        Issues(database).report([Complaint("p4", None, "problem", "too-long", "", "m")], AT)
        Pairs(database).set_state("p5", PairState.DETACHED, "person")
        Exclusions(database).add(CONTACT, "excluded", "person", [Key(KeyType.PAIR, "p6")], AT)
    return Browse(database)


def _titles(browse: Browse, wanted: Filter | None = None) -> list[str]:
    return [line.title for line in browse.page(browse.ids(wanted or Filter()))]


def test_an_empty_profile_has_no_line(browse: Browse) -> None:
    assert browse.ids(Filter()) == array("q")
    assert browse.page([]) == []
    assert browse.detail(1) is None


def test_every_line_comes_once_by_name_and_personal_and_gone_records_are_none(everything: Browse) -> None:
    assert _titles(everything) == ["conflict", "crm", "excluded", "held", "mailbox", "problem", "synced", "unshared"]
    assert _titles(everything, Filter(descending=True))[:2] == ["unshared", "synced"]


@pytest.mark.parametrize("state", LineState)
def test_a_state_finds_the_lines_that_tell_it(everything: Browse, state: LineState) -> None:
    lines = everything.page(everything.ids(Filter(state=state)))
    assert [(line.title, line.state) for line in lines] == [(state.value, state)]


def test_a_line_with_two_states_is_found_by_both_and_tells_the_more_urgent(database: Database, browse: Browse) -> None:
    paired(database, 1)
    with database.transaction():
        Conflicts(database).open([StoredConflict("title", "field", 1, pair_id="p1")], AT)
        Issues(database).report([Complaint("p1", None, "Ada", "too-long", "", "m")], AT)
    for state in (LineState.CONFLICT, LineState.PROBLEM):
        (line,) = browse.page(browse.ids(Filter(state=state)))
        assert line.state is LineState.CONFLICT


@pytest.mark.parametrize("title", ["crm", "mailbox"])
def test_an_excluded_record_without_a_pair_is_found_as_excluded_only(
    database: Database, everything: Browse, title: str
) -> None:
    side = Side(title)
    with database.transaction():
        native_id = {"crm": "c8", "mailbox": "m9"}[title]
        Exclusions(database).add(CONTACT, title, "person", [of_native(side, native_id)], AT)
    assert title in _titles(everything, Filter(state=LineState.EXCLUDED))
    assert title not in _titles(everything, Filter(state=LineState(title)))


def test_an_ignored_issue_is_no_problem(database: Database, browse: Browse) -> None:
    paired(database, 1)
    with database.transaction():
        Issues(database).report([Complaint("p1", None, "Ada", "too-long", "", "m")], AT)
        Issues(database).ignore(1)
    assert [line.state for line in browse.page(browse.ids(Filter()))] == [LineState.SYNCED]
    assert not browse.ids(Filter(state=LineState.PROBLEM))


def test_a_side_has_the_lines_that_live_there(everything: Browse) -> None:
    assert "mailbox" not in _titles(everything, Filter(side=Side.CRM))
    assert "crm" not in _titles(everything, Filter(side=Side.MAILBOX))
    assert len(_titles(everything, Filter(side=Side.CRM))) == len(_titles(everything, Filter(side=Side.MAILBOX))) == 7


def test_a_pair_whose_crm_record_is_gone_is_a_line_of_the_mailbox(database: Database, browse: Browse) -> None:
    pair = paired(database, 1, "Ada")
    with database.transaction():
        Mirror(database).gone(Side.CRM, CONTACT, [Tombstone("c1")], LATER)
    (line,) = browse.page(browse.ids(Filter(search="ada")))
    assert (line.row, line.state, dict(line.native_ids)) == (
        pair.mailbox_row,
        LineState.MAILBOX_ONLY,
        {Side.MAILBOX: "m1"},
    )


def test_what_only_the_mailbox_holds_finds_the_pair_but_not_what_a_gone_record_held(
    database: Database, browse: Browse
) -> None:
    paired(database, 1)
    assert len(browse.ids(Filter(search="m1@"))) == 1
    with database.transaction():
        Mirror(database).gone(Side.MAILBOX, CONTACT, [Tombstone("m1")], LATER)
    assert not browse.ids(Filter(search="m1@"))
    assert len(browse.ids(Filter(search="c1@"))) == 1


def test_a_search_and_a_state_both_hold(everything: Browse) -> None:
    assert _titles(everything, Filter(search="example", state=LineState.HELD)) == ["held"]
    assert _titles(everything, Filter(search="conf", state=LineState.HELD)) == []


def test_lines_are_sorted_as_asked_and_blank_values_come_last(database: Database, browse: Browse) -> None:
    seen = [observed(Side.CRM, f"c{number}", name) for number, name in enumerate(("Zoe", "Bea", "Ada"), 1)]
    companies = ("acme", "", "zeta")
    rows = [changed(one, fields={"company": company or EMPTY}) for one, company in zip(seen, companies, strict=True)]
    from dataclasses import replace

    stored(database, [replace(one, company_key=company) for one, company in zip(rows, companies, strict=True)])
    assert _titles(browse, Filter(order=Order.COMPANY)) == ["Zoe", "Ada", "Bea"]
    assert _titles(browse, Filter(order=Order.COMPANY, descending=True)) == ["Ada", "Zoe", "Bea"]
    assert _titles(browse, Filter(order=Order.EMAIL)) == ["Zoe", "Bea", "Ada"]


def test_changed_is_when_either_side_changed_and_agreed_when_both_last_agreed(
    database: Database, browse: Browse
) -> None:
    paired(database, 1, "Ada")
    paired(database, 2, "Bea")
    with database.transaction():
        Mirror(database).observe([observed(Side.MAILBOX, "m1", "Ada L.")], LATER)
        Bases(database).set([Base("p2", side, {"last_name": "Bea"}, 1, LATER) for side in Side])
    ada, bea = browse.page(browse.ids(Filter()))
    assert (ada.changed_at, ada.agreed_at) == (LATER, None)
    assert (bea.changed_at, bea.agreed_at) == (AT, LATER)
    assert _titles(browse, Filter(order=Order.CHANGED, descending=True)) == ["Ada", "Bea"]
    assert _titles(browse, Filter(order=Order.AGREED)) == ["Bea", "Ada"]


def test_the_first_lines_are_the_first_by_name_and_of_a_search_some(everything: Browse) -> None:
    rows = everything.ids(Filter())
    assert everything.first(Filter(), 3) == rows[:3]
    some = everything.first(Filter(search="example"), 3)
    assert len(some) == 3
    assert list(some) == [row for row in rows if row in some]
    assert everything.first(Filter(search="example"), 100) == rows


def test_a_page_keeps_the_order_and_leaves_out_what_is_gone(everything: Browse) -> None:
    rows = list(reversed(everything.ids(Filter())))
    assert [line.row for line in everything.page([*rows[:2], 999, *rows[2:]])] == rows


def test_a_page_reads_no_table_from_end_to_end(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    really = Database.rows

    def rows(self: Database, sql: str, parameters: Sequence[object] = ()) -> list[tuple[object, ...]]:
        asked.append(sql)
        return really(self, sql, parameters)

    monkeypatch.setattr(Database, "rows", rows)
    Browse(database).page([1])
    (sql,) = asked
    plan = [str(step[3]) for step in really(database, f"EXPLAIN QUERY PLAN {sql}", ("[1]",))]
    assert [step for step in plan if step.startswith("SCAN") and "json_each" not in step] == []


def test_a_detail_tells_both_sides_the_base_and_what_is_open(database: Database, everything: Browse) -> None:
    with database.transaction():
        Bases(database).set([Base("p3", side, {"last_name": side.value}, 1, AT) for side in Side])
    (row,) = everything.ids(Filter(state=LineState.CONFLICT))
    detail = everything.detail(row)
    assert detail is not None
    assert detail.pairing is not None
    assert detail.pairing.pair_id == "p3"
    assert {side: record.native_id for side, record in detail.records.items()} == {Side.CRM: "c3", Side.MAILBOX: "m3"}
    assert detail.bases == {side: {"last_name": side.value} for side in Side}
    assert [conflict.field for conflict in detail.conflicts] == ["title"]
    assert (detail.hold, detail.issues) == (None, [])


def test_a_detail_of_a_record_without_a_pair_tells_its_own(database: Database, everything: Browse) -> None:
    (row,) = everything.ids(Filter(state=LineState.MAILBOX_ONLY))
    with database.transaction():
        Conflicts(database).open([StoredConflict("*", "duplicate", 1, record=row)], AT)
        Issues(database).report([Complaint(None, row, "mailbox", "no-name", "", "m")], AT)
    detail = everything.detail(row)
    assert detail is not None
    assert (detail.pairing, dict(detail.bases), list(detail.records)) == (None, {}, [Side.MAILBOX])
    assert ([c.type for c in detail.conflicts], len(detail.issues)) == (["duplicate"], 1)
    assert detail.line.state is LineState.CONFLICT


def test_a_question_is_given_up_when_that_is_asked_and_the_next_one_works(database: Database, browse: Browse) -> None:
    stored(database, [observed(Side.CRM, "c1", "Ada")])
    asked = [False]
    browse.stop_when(lambda: asked[0])
    asked[0] = True
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
    with pytest.raises(Interrupted):
        database.numbers(endless)
    asked[0] = False
    assert len(browse.ids(Filter(search="ada"))) == 1
