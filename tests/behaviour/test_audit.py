"""The audit: everything is compared, what differs is named with its cause, and nothing moves.

Laws: L1.
"""

from __future__ import annotations

import pytest

from desktop.core.drift import Audit, Cause, Drift
from desktop.core.faults import PortFault
from desktop.core.record import Role, Side
from desktop.sync.audit import audit

from .office import Office


@pytest.fixture
def settled(office: Office) -> Office:
    """Three pairs in agreement."""
    for first, last in (("Ada", "Lovelace"), ("Grace", "Hopper")):
        office.new_in_salesforce(first, last, Title="Analyst")
    office.new_in_outlook("Alan", "Turing")
    office.settled()
    office.sync()
    return office


def audited(office: Office) -> Audit:
    """An audit, before and after which every version and every row is the same."""
    rows, versions = everything(office), office.versions()
    found = audit(office.context())
    assert everything(office) == rows, "the audit moved a row"
    assert office.versions() == versions, "the audit moved a version"
    return found


def everything(office: Office) -> dict[str, list[tuple[object, ...]]]:
    tables = office.database.rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'record_fts%'")
    return {name: office.database.rows(f"SELECT * FROM {name}") for (name,) in tables}


def told(found: Audit) -> list[tuple[Drift, Cause, str]]:
    return sorted((finding.drift, finding.cause, finding.title) for finding in found.findings)


def test_in_agreement_nothing_is_found(settled: Office) -> None:
    found = audited(settled)
    assert found.findings == () and found.complete
    assert found.records == {Side.CRM: 3, Side.MAILBOX: 3} and found.pairs == 3


def test_what_people_did_since_the_last_sync_is_named_as_such_and_the_next_sync_clears_it(settled: Office) -> None:
    settled.clock.forward(minutes=5)
    settled.new_in_salesforce("New", "Comer")
    ada = next(row.native_id for row in settled.crm.contacts() if row.fields["FirstName"] == "Ada")
    settled.crm.edit(ada, {"Title": "Countess"})
    settled.mailbox.delete(settled.copy_of("Alan Turing"))
    settled.mailbox.edit(settled.copy_of("Grace Hopper"), {"JobTitle": "Admiral"})
    found = audited(settled)
    assert {finding.cause for finding in found.findings} == {Cause.SINCE}
    assert {(finding.drift, finding.title) for finding in found.findings} == {
        (Drift.NEW, "New Comer"),
        (Drift.CHANGED, "Ada Lovelace"),
        (Drift.CHANGED, "Grace Hopper"),
        (Drift.DIFFERS, "Ada Lovelace"),
        (Drift.DIFFERS, "Grace Hopper"),
        (Drift.GONE, "Alan Turing"),
    }
    settled.sync()
    (hold,) = settled.store.holds.active()
    settled.confirm(hold.id, "restore")
    settled.sync()
    settled.sync()
    assert audited(settled).findings == ()


def test_a_mirror_that_holds_other_values_in_the_same_version_is_drift(settled: Office) -> None:
    with settled.database.transaction():
        settled.database.write("UPDATE record SET fields = replace(fields, 'Analyst', 'Wrong') WHERE title LIKE 'Ada%'")
    found = audited(settled)
    assert told(found) == [(Drift.MISREAD, Cause.UNKNOWN, "Ada Lovelace")] * 2
    assert {(d.left, d.right) for finding in found.findings for d in finding.differences} == {("Wrong", "Analyst")}


def test_a_missing_link_is_drift(settled: Office) -> None:
    pair = settled.pairings()[0].pair_id
    with settled.database.transaction():
        settled.database.write("UPDATE base SET pair_id = pair_id")
        settled.database.rows("PRAGMA defer_foreign_keys = ON")
        settled.database.write("UPDATE pairing SET pair_id = 'another' WHERE pair_id = ?", (pair,))
        settled.database.write("UPDATE base SET pair_id = 'another' WHERE pair_id = ?", (pair,))
    assert [(finding.drift, finding.cause) for finding in audited(settled).findings] == [(Drift.LINK, Cause.UNKNOWN)]


def test_a_pair_that_was_lost_leaves_its_records_unpaired(settled: Office) -> None:
    with settled.database.transaction():
        settled.store.pairs.drop([settled.pairings()[0].pair_id])
    found = audited(settled)
    assert {(finding.drift, finding.cause, finding.side) for finding in found.findings} == {
        (Drift.UNPAIRED, Cause.UNKNOWN, Side.CRM),
        (Drift.UNPAIRED, Cause.UNKNOWN, Side.MAILBOX),
    }


def test_a_conflict_explains_what_differs(settled: Office) -> None:
    ada = next(row.native_id for row in settled.crm.contacts() if row.fields["FirstName"] == "Ada")
    settled.clock.forward(minutes=5)
    settled.crm.edit(ada, {"Title": "Countess"})
    settled.mailbox.edit(settled.copy_of("Ada Lovelace"), {"JobTitle": "Lady"})
    settled.sync()
    assert told(audited(settled)) == [(Drift.DIFFERS, Cause.CONFLICT, "Ada Lovelace")]


def test_a_copy_made_by_a_person_is_named_until_the_next_sync(settled: Office) -> None:
    settled.mailbox.copy(settled.copy_of("Ada Lovelace"))
    drifts = {(finding.drift, finding.cause) for finding in audited(settled).findings}
    assert drifts == {(Drift.NEW, Cause.SINCE), (Drift.DOUBLED, Cause.SINCE)}


def test_a_contact_of_the_persons_own_is_none_of_our_business(settled: Office) -> None:
    settled.new_in_outlook("My", "Dentist", role=Role.DEFAULT)
    assert audited(settled).findings == ()


def test_an_audit_that_is_stopped_is_incomplete(settled: Office) -> None:
    context = settled.context()
    context.cancelled = lambda: True
    assert not audit(context).complete


def test_an_audit_leaves_the_last_calls_of_the_organisation_to_others(settled: Office) -> None:
    settled.world.crm.budget = lambda: (800, 1_000)  # type: ignore[method-assign]
    with pytest.raises(PortFault) as refused:
        audit(settled.context())
    assert refused.value.fault.code == "budget-exhausted"
