"""Explaining over HTTP: links of both systems, contacts that were never touched, and nothing is written meanwhile.

Laws: L1.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from exchangelib.indexed_properties import EmailAddress
from exchangelib.items import Contact

from desktop.app.reads import Explanation, Verdict
from desktop.sandbox.mishaps.plan import FaultPlan
from tests.whole.clients import clients
from tests.whole.conftest import MakeOffice
from tests.whole.office import Office, writes


@pytest.fixture
def office(make_office: MakeOffice) -> Office:
    """Ten contacts, synced."""
    office = make_office(contacts=10)
    assert office.sync(yes=True).verdict is Verdict.CLEAN
    return office


def about(office: Office, what: str) -> Explanation:
    office.wire.drain()
    with office.program() as program:
        (item,) = program.explain(what).items
    assert writes(office.wire.drain()) == []
    return item


def _mine(office: Office) -> dict[str, Any]:
    org = office.sandbox.org
    return next(dict(row) for row in org.rows("Contact") if row["OwnerId"] == org.user_id)


def test_a_contact_is_found_by_links_and_ids_of_both_systems(office: Office) -> None:
    row = _mine(office)
    item = about(office, row["Id"])
    copy = next(record.native_id for record in item.records.values() if record.native_id != row["Id"])
    base = office.ready["salesforce"]["instance_url"]
    for name in (
        row["Id"][:15],
        f"{base}/lightning/r/Contact/{row['Id']}/view",
        f"{base}/{row['Id'][:15]}",
        copy,
        f"https://mail.example.com/owa/?ItemID={quote(copy, safe='')}&exvsurl=1",
        row["Email"].upper(),
        f"{row['FirstName']} {row['LastName']}",
    ):
        assert about(office, name).pairing == item.pairing, name
    assert item.code == "linked-ok"


def test_a_personal_contact_that_was_never_touched_is_looked_up(office: Office) -> None:
    with clients(office.sandbox.ready) as people:
        card = Contact(
            folder=people.account.contacts,
            given_name="Rosalind",
            surname="Franklin",
            display_name="Rosalind Franklin",
            email_addresses=[EmailAddress(email="rosalind@kings.example", label="EmailAddress1")],
        ).save()
    for name in ("rosalind franklin", "Rosalind@Kings.example", card.id):
        item = about(office, name)
        assert (item.title, item.code, item.pairing) == ("Rosalind Franklin", "category-missing", None)


def test_a_contact_of_a_colleague_is_outside_of_the_filter(office: Office) -> None:
    org = office.sandbox.org
    values = {"FirstName": "Rosalind", "LastName": "Franklin", "Email": "rosalind@kings.example"}
    native_id = office.sandbox.call(lambda: org.insert("Contact", values, org.colleague.id))
    for name in ("Rosalind Franklin", "rosalind@kings.example", native_id, native_id[:15]):
        item = about(office, name)
        assert (item.title, item.code) == ("Rosalind Franklin", "filter")


def test_what_nobody_may_see_is_told_as_such(office: Office) -> None:
    item = about(office, "003000000000001AAA")
    assert item.code == "no-access-any-more"


def test_an_edit_that_no_session_has_read_yet_is_ahead(office: Office) -> None:
    row = _mine(office)
    office.sandbox.call(lambda: office.sandbox.org.update("Contact", row["Id"], {"Title": "Countess"}))
    item = about(office, row["Id"])
    assert item.code == "pending-next-run" and [dict(each.fields) for each in item.ahead] == [{"title": "Countess"}]
    office.sync()
    assert about(office, row["Id"]).code == "linked-ok"


def test_a_server_that_refuses_us_leaves_what_was_last_seen(office: Office) -> None:
    office.sandbox.plan_faults(FaultPlan.read({"rules": [{"server": "exchange", "fault": "ErrorServerBusy"}]}))
    item = about(office, _mine(office)["Email"])
    assert item.code == "linked-ok" and len(item.reasons) == 3
