"""The undo of one pair: what is taken back, what stays since somebody touched it, what must wait.

Laws: L3.
"""

from __future__ import annotations

from typing import Any

import pytest

from desktop.core.pairing import PairState
from desktop.core.plan import StepVerb, Verb
from desktop.core.record import Record, Role, Side
from desktop.core.undo import Binned, Deed, PairUndo, Touched, UndoCase, undo_pair
from desktop.core.values import ABSENT, EMPTY

from .cases import PAIR, RULES, PairStory, crm, mailbox

BASE: dict[str, Any] = {"name": "Ann", "phone": "2"}


def deed(verb: Verb, number: int = 1, side: Side = Side.MAILBOX, **more: Any) -> Deed:
    return Deed(number, PAIR, side, verb, title="Ann", **more)


def undo(
    left: Record | None, right: Record | None, *deeds: Deed, story: dict[str, Any] | None = None, **more: Any
) -> PairUndo:
    view = PairStory(left, right, BASE, BASE, **(story or {})).case().view
    return undo_pair(UndoCase(view, RULES, deeds, **more))


def verbs(found: PairUndo) -> list[tuple[Verb, Side]]:
    return [(operation.verb, operation.side) for operation in found.plan.operations]


def reasons(found: PairUndo) -> list[Touched]:
    return [conflict.reason for conflict in found.conflicts]


CHANGED = deed(Verb.UPDATE, field="phone", before="1", after="2", source={"phone": "2"})


def test_what_is_undone_already_is_left_alone() -> None:
    assert verbs(undo(crm(**BASE), mailbox(**BASE), deed(Verb.CREATE, undone=True))) == []


def test_a_record_that_was_made_and_deleted_by_the_same_session_needs_nothing() -> None:
    found = undo(crm(**BASE), None, deed(Verb.CREATE), deed(Verb.DELETE, 2))
    assert (verbs(found), found.conflicts) == ([], ())


def test_a_record_that_was_deleted_and_made_again_is_taken_out_first() -> None:
    found = undo(crm(**BASE), mailbox(**BASE), deed(Verb.DELETE), deed(Verb.CREATE, 2, image=BASE))
    assert verbs(found) == [(Verb.DELETE, Side.MAILBOX)]


def test_what_another_pair_has_now_is_not_touched() -> None:
    found = undo(crm(**BASE), mailbox(**BASE), CHANGED, taken=frozenset({Side.MAILBOX}))
    assert (verbs(found), reasons(found)) == ([], [Touched.TAKEN])


def test_a_change_of_a_forgotten_pair_stays() -> None:
    assert reasons(undo(crm(**BASE), mailbox(**BASE), CHANGED, known=False)) == [Touched.TAKEN]


def test_a_made_record_that_is_gone_needs_nothing() -> None:
    found = undo(crm(**BASE), mailbox(gone=True, **BASE), deed(Verb.CREATE, image=BASE))
    assert (verbs(found), found.conflicts) == ([], ())


def test_a_deleted_record_that_is_there_again_needs_nothing() -> None:
    assert verbs(undo(crm(**BASE), mailbox(**BASE), deed(Verb.DELETE, image=BASE))) == []


def test_a_made_record_that_is_not_shared_any_more_is_somebodys_own() -> None:
    own = mailbox(marked=False, role=Role.DEFAULT, **BASE)
    assert reasons(undo(crm(**BASE), own, deed(Verb.CREATE, image=BASE))) == [Touched.MOVED]


def test_a_made_record_that_left_the_scope_is_somebodys_own() -> None:
    found = undo(crm(marked=False, **BASE), None, deed(Verb.CREATE, side=Side.CRM, image=BASE))
    assert reasons(found) == [Touched.MOVED]


def test_a_made_record_that_was_edited_stays_with_its_fields_named() -> None:
    found = undo(crm(**BASE), mailbox(name="Anna", phone="2"), deed(Verb.CREATE, image=BASE))
    assert [conflict.changes for conflict in found.conflicts] == [(("name", "Anna", "Ann"),)]


def test_a_record_that_another_was_merged_into_is_never_deleted_for_it() -> None:
    other = deed(Verb.CREATE, side=Side.CRM, image=BASE, native_id="003Z")
    for insist in (False, True):
        found = undo(crm(**BASE), None, other, insist=insist)
        assert (verbs(found), reasons(found)) == ([], [Touched.CHANGED])


def test_a_made_record_takes_along_what_else_was_done_to_it() -> None:
    changed = deed(Verb.UPDATE, 3, field="phone", before="1", after="2")
    found = undo(
        crm(**BASE),
        mailbox(**BASE),
        deed(Verb.CREATE, image={"name": "Ann", "phone": "1"}),
        deed(Verb.SHARE, 2),
        changed,
    )
    assert [operation.undoes for operation in found.plan.operations] == [(1, 2, 3)]


@pytest.mark.parametrize(
    ("record", "reason"),
    [(None, Touched.GONE), (mailbox(gone=True), Touched.GONE), (mailbox(name="Ann", phone="9"), Touched.CHANGED)],
)
def test_a_change_of_what_is_gone_or_changed_again_stays(record: Record | None, reason: Touched) -> None:
    assert reasons(undo(crm(**BASE), record, CHANGED)) == [reason]


def test_a_change_of_a_record_that_was_merged_away_stays() -> None:
    changed = deed(Verb.UPDATE, side=Side.CRM, field="phone", before="1", after="2", native_id="003Z")
    assert reasons(undo(crm(**BASE), mailbox(**BASE), changed)) == [Touched.TAKEN]


def test_a_former_value_that_stands_there_already_needs_nothing() -> None:
    found = undo(crm(**BASE), mailbox(name="Ann", phone="1"), CHANGED)
    assert (verbs(found), found.conflicts) == ([], ())


def test_a_field_that_is_not_offered_any_more_is_not_written_even_by_insisting() -> None:
    assert reasons(undo(crm(**BASE), mailbox(name="Ann"), CHANGED, insist=True)) == [Touched.CHANGED]


def test_a_value_where_there_was_none_is_emptied() -> None:
    changed = deed(Verb.UPDATE, field="phone", before=ABSENT, after="2")
    (operation,) = undo(None, mailbox(**BASE), changed).plan.operations
    assert (operation.fields, operation.source, operation.source_id) == ({"phone": EMPTY}, {}, "")


def test_a_change_that_still_travels_is_not_taken_for_agreed() -> None:
    (operation,) = undo(crm(name="Ann", phone="7"), mailbox(**BASE), CHANGED).plan.operations
    assert operation.source == {"phone": "2"}


def test_the_mailbox_waits_until_the_crm_has_its_former_value() -> None:
    there = deed(Verb.UPDATE, 2, Side.CRM, field="phone", before="0", after="2", source={"phone": "2"})
    assert verbs(undo(crm(**BASE), mailbox(**BASE), CHANGED, there)) == [(Verb.UPDATE, Side.CRM)]


def test_a_copy_is_shared_only_once_its_record_is_back() -> None:
    own = mailbox(marked=False, role=Role.DEFAULT, **BASE)
    gone = deed(Verb.DELETE, 2, Side.CRM, image=BASE)
    found = undo(crm(gone=True), own, deed(Verb.UNSHARE), gone, bins={Side.CRM: Binned("003A")})
    assert verbs(found) == [(Verb.RESTORE, Side.CRM)]


def test_sharing_and_unsharing_in_one_session_need_nothing() -> None:
    assert verbs(undo(crm(**BASE), mailbox(**BASE), deed(Verb.SHARE), deed(Verb.UNSHARE, 2))) == []


@pytest.mark.parametrize("record", [None, mailbox(marked=False, role=Role.DEFAULT)])
def test_what_is_not_shared_any_more_need_not_be_unshared(record: Record | None) -> None:
    assert verbs(undo(crm(**BASE), record, deed(Verb.SHARE))) == []


def test_what_is_shared_again_already_needs_nothing() -> None:
    assert verbs(undo(crm(**BASE), mailbox(**BASE), deed(Verb.UNSHARE))) == []


@pytest.mark.parametrize(
    ("record", "reason"), [(None, Touched.GONE), (mailbox(marked=False, role=Role.OTHER), Touched.MOVED)]
)
def test_an_unshared_copy_that_was_deleted_or_moved_since_stays(record: Record | None, reason: Touched) -> None:
    assert reasons(undo(crm(**BASE), record, deed(Verb.UNSHARE))) == [reason]


def test_an_unshared_copy_is_synced_again_where_its_record_lives() -> None:
    own = mailbox(marked=False, role=Role.DEFAULT, **BASE)
    detached = {"state": PairState.DETACHED}
    again = undo(crm(**BASE), own, deed(Verb.UNSHARE), story=detached)
    assert verbs(again) == [(Verb.SHARE, Side.MAILBOX)]
    assert [step.verb for step in again.plan.steps] == [StepVerb.ACTIVATE]
    alone = undo(None, own, deed(Verb.UNSHARE), story=detached)
    assert (verbs(alone), alone.plan.steps) == ([(Verb.SHARE, Side.MAILBOX)], ())


def test_what_is_hidden_stays_whatever_was_done_to_it_and_its_copy_is_taken_back() -> None:
    made = deed(Verb.CREATE, side=Side.CRM, image=BASE)
    hidden = frozenset({Side.CRM})
    found = undo(crm(**BASE), mailbox(**BASE), made, deed(Verb.SHARE, 2), hidden=hidden)
    assert (verbs(found), reasons(found)) == ([(Verb.UNSHARE, Side.MAILBOX)], [Touched.HIDDEN])
    changed = deed(Verb.UPDATE, side=Side.CRM, field="phone", before="1", after="2")
    for insist in (False, True):
        assert reasons(undo(crm(**BASE), mailbox(**BASE), changed, hidden=hidden, insist=insist)) == [Touched.HIDDEN]


def test_what_was_deleted_where_nothing_is_shown_is_made_anew() -> None:
    removed = deed(Verb.DELETE, side=Side.CRM, image=BASE)
    found = undo(None, mailbox(**BASE), removed, hidden=frozenset({Side.CRM}))
    assert verbs(found) == [(Verb.CREATE, Side.CRM)]
