"""The EWS end against the sandbox over real HTTPS; every message on the wire is judged by Microsoft's schema.

Laws: L10, unless a test names its own.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desktop.core.faults import CursorExpired, FaultClass, PortFault
from desktop.core.outcome import Applied, Refused, Stale, Unknown
from desktop.core.ports import Draft, Edit, Target
from desktop.core.record import Role
from desktop.exchange.ews import EwsConnection, EwsMailbox
from desktop.exchange.ews.fields import FIELDS
from tests.conftest import SandboxFactory
from tests.kept import TextMemory

from .exchange_rig import CONTACT, Rig, Tap, applied

ADA = {"GivenName": "Ada", "Surname": "Winter", "DisplayName": "Ada Winter"}


@pytest.fixture
def rig(sandbox_factory: SandboxFactory) -> Iterator[Rig]:
    with Tap().open() as tap:
        rig = Rig(sandbox_factory(contacts=0), tap)
        rig.end.check_setup(CONTACT)
        tap.drain()
        yield rig
        rig.end.close()
        assert not [body for body in tap.bodies if b"HardDelete" in body or b"SoftDelete" in body]
        assert not [body for body in tap.bodies if len(body) > 60 * 1024]


def test_every_field_comes_back_as_it_was_written(rig: Rig) -> None:
    values = {name: f"{name} ü 漢 \U0001f9d7"[-200:] for name in FIELDS}
    values |= {f"EmailAddresses/EmailAddress{n}": f"ada{n}@contoso.example" for n in (1, 2, 3)}
    values |= {"Birthday": "1980-01-01", "Body": "first line\n\nlast & <line>"}
    (native_id,) = rig.made(values)
    seen = rig.seen(native_id)
    assert (seen.role, seen.marked, seen.link, seen.detail) == (Role.SHARED, True, "scc:1:p0:", True)
    assert {**seen.fields, "Body": str(seen.fields["Body"]).replace("\r\n", "\n")} == values
    assert rig.item(native_id).text("contacts:Birthday").startswith("1980-01-01T11:59:00")


def test_a_display_name_is_kept_as_given_and_the_file_as_name_follows_the_names(rig: Rig) -> None:
    (native_id,) = rig.made({**ADA, "DisplayName": "The Countess"})
    assert rig.seen(native_id).fields["DisplayName"] == "The Countess"
    assert rig.item(native_id).text("contacts:FileAsMapping") == "LastCommaFirst"


def test_a_hundred_contacts_are_made_in_two_requests(rig: Rig) -> None:
    """No law: what much work costs."""
    drafts = [Draft(f"scc:1:0190f0c0-7d1e-7000-8000-{n:012d}:0031x00000AbCdEAAV", _ordinary(n)) for n in range(100)]
    outcomes = rig.end.create(CONTACT, drafts[:50]) + rig.end.create(CONTACT, drafts[50:])
    assert rig.tap.drain() == ["CreateItem", "CreateItem"]
    assert len({applied(outcome).native_id for outcome in outcomes}) == 100
    assert all(applied(outcome).version for outcome in outcomes)


def test_contacts_with_long_notes_are_split_over_requests_in_order(rig: Rig) -> None:
    """L7."""
    drafts = [Draft(f"scc:1:p{n}:", {"Surname": f"S{n}", "Body": "ä" * 10_000}) for n in range(7)]
    outcomes = rig.end.create(CONTACT, drafts)
    assert rig.tap.operations == ["CreateItem"] * 4
    assert [rig.seen(applied(outcome).native_id).fields["Surname"] for outcome in outcomes] == [
        f"S{n}" for n in range(7)
    ]


def test_a_change_touches_the_named_fields_only(rig: Rig) -> None:
    (native_id,) = rig.made({**ADA, "PhoneNumbers/Pager": "77", "PhoneNumbers/HomePhone": "1", "JobTitle": "Poet"})
    rig.write(native_id, contacts__Nickname="Adi", contacts__PhoneNumber_in_Telex="99")
    narrow = rig.opened("GivenName", "PhoneNumbers/HomePhone")
    version = rig.seen(native_id).version
    rig.tap.drain()
    (outcome,) = narrow.update(CONTACT, [Edit(native_id, version, {"PhoneNumbers/HomePhone": "2"})])
    narrow.close()
    assert rig.tap.operations == ["UpdateItem"]
    assert rig.tap.bodies[0].count(b"SetItemField>") == 2
    assert b"DeleteItemField" not in rig.tap.bodies[0]
    seen = rig.seen(native_id)
    assert applied(outcome).version == seen.version != version
    assert [seen.fields[f"PhoneNumbers/{label}"] for label in ("HomePhone", "Pager", "Telex")] == ["2", "77", "99"]
    assert seen.fields["JobTitle"] == "Poet"
    assert rig.item(native_id).text("contacts:Nickname") == "Adi"


@pytest.mark.parametrize("blank", [None, ""])
def test_a_phone_is_cleared_without_an_empty_entry(rig: Rig, blank: str | None) -> None:
    (native_id,) = rig.made({**ADA, "PhoneNumbers/HomePhone": "1", "PhoneNumbers/CarPhone": "2"})
    version = rig.seen(native_id).version
    rig.tap.drain()
    (outcome,) = rig.end.update(CONTACT, [Edit(native_id, version, {"PhoneNumbers/HomePhone": blank})])
    assert applied(outcome)
    assert b"DeleteItemField" in rig.tap.bodies[0] and b"<Entry" not in rig.tap.bodies[0]
    fields = rig.seen(native_id).fields
    assert (fields["PhoneNumbers/HomePhone"], fields["PhoneNumbers/CarPhone"]) == (None, "2")


def test_one_stale_contact_among_fifty_costs_the_others_nothing(rig: Rig) -> None:
    """L3, L6."""
    ids = rig.made(*[{"Surname": f"S{n}"} for n in range(50)])
    versions = {record.native_id: record.version for record in rig.end.fetch(CONTACT, ids).records}
    rig.write(ids[17], contacts__JobTitle="Changed by the owner")
    outcomes = rig.end.update(CONTACT, [Edit(i, versions[i], {"JobTitle": "Poet"}, f"scc:1:{i[:9]}:x") for i in ids])
    assert isinstance(outcomes[17], Stale)
    now = {record.native_id: record for record in rig.end.fetch(CONTACT, ids).records}
    for native_id, outcome in zip(ids[:17] + ids[18:], outcomes[:17] + outcomes[18:], strict=True):
        assert applied(outcome) == Applied(native_id, now[native_id].version)
        assert (now[native_id].fields["JobTitle"], now[native_id].link) == ("Poet", f"scc:1:{native_id[:9]}:x")
    assert now[ids[17]].fields["JobTitle"] == "Changed by the owner"


def test_a_change_of_what_is_gone_is_refused_as_gone(rig: Rig) -> None:
    """L6."""
    (native_id,) = rig.made(ADA)
    edit = Edit(native_id, rig.seen(native_id).version, {"JobTitle": "Poet"})
    rig.moved(native_id, rig.bin())
    (outcome,) = rig.end.update(CONTACT, [edit])
    assert isinstance(outcome, Refused) and outcome.fault.kind is FaultClass.GONE


def test_a_contact_in_a_folder_without_rights_is_refused_with_a_sentence(rig: Rig) -> None:
    """L6."""
    (native_id,) = rig.made(ADA)
    edit = Edit(native_id, rig.seen(native_id).version, {"JobTitle": "Poet"})
    rig.folder("Salesforce Contacts").read_only = True
    (outcome,) = rig.end.update(CONTACT, [edit])
    assert isinstance(outcome, Refused) and outcome.fault.code == "no-permission"
    assert "Ask for the right" in outcome.fault.action


def test_deleting_puts_into_deleted_items_under_the_version(rig: Rig) -> None:
    """L3."""
    kept, doomed, gone = rig.made(ADA, {"Surname": "Abe"}, {"Surname": "Eve"})
    targets = [rig.target(native_id) for native_id in (kept, doomed, gone)]
    rig.write(kept, contacts__JobTitle="Poet")
    rig.moved(gone, rig.bin())
    rig.tap.drain()
    outcomes = rig.end.delete(CONTACT, targets)
    assert rig.tap.operations == ["GetItem", "DeleteItem"]
    assert [type(outcome) for outcome in outcomes] == [Stale, Applied, Applied]
    assert rig.end.fetch(CONTACT, [kept, doomed]).missing == (doomed,)
    (found,) = rig.end.find_link(CONTACT, ["p1"])
    assert (found.role, found.fields["Surname"]) == (Role.DELETED, "Abe")


def test_what_lies_in_the_bin_is_not_deleted_a_second_time(rig: Rig) -> None:
    """L3, L9."""
    (native_id,) = rig.made(ADA)
    there = rig.moved(native_id, rig.bin())
    fetched = rig.end.fetch(CONTACT, [there])
    assert [tombstone.native_id for tombstone in fetched.gone] == [there]
    assert rig.end.delete(CONTACT, [Target(there, "")]) == [Applied(there)]
    assert rig.item(there).folder_id == rig.bin().id


def test_a_lost_answer_to_a_create_is_found_again_by_the_links(rig: Rig) -> None:
    """L4."""
    rig.tap.lose = "CreateItem"
    outcomes = rig.end.create(CONTACT, [Draft(f"scc:1:p{n}:", {"Surname": f"S{n}"}) for n in range(60)])
    assert all(isinstance(outcome, Unknown) for outcome in outcomes)
    assert rig.tap.drain() == ["CreateItem"]
    found = rig.end.find_link(CONTACT, [f"p{n}" for n in range(60)])
    assert sorted(str(record.link) for record in found) == sorted(f"scc:1:p{n}:" for n in range(60))
    assert rig.tap.operations == ["FindFolder", "FindItem", "FindItem", "GetItem"]


def test_a_link_is_found_wherever_the_contact_lies_and_never_by_a_longer_name(rig: Rig) -> None:
    """L4."""
    ids = rig.made(*[{"Surname": f"S{n}"} for n in range(11)])
    rig.copied(ids[1])
    rig.moved(ids[2], rig.folder("Climbing club"))
    rig.moved(ids[3], rig.bin())
    rig.moved(ids[4], rig.server.folders.distinguished("contacts"))
    found = rig.end.find_link(CONTACT, ["p1", "p2", "p3", "p4"])
    roles = sorted((str(record.link), record.role) for record in found)
    assert roles == [
        ("scc:1:p1:", Role.SHARED),
        ("scc:1:p1:", Role.SHARED),
        ("scc:1:p2:", Role.OTHER),
        ("scc:1:p3:", Role.DELETED),
        ("scc:1:p4:", Role.DEFAULT),
    ]
    assert rig.end.find_link(CONTACT, []) == []


def test_a_copy_carries_the_link_and_leaves_the_original_as_it_was(rig: Rig) -> None:
    """L4."""
    (native_id,) = rig.made(ADA)
    pages = rig.changes()
    rig.known.take(pages)
    copy = rig.copied(native_id)
    observed = [record for page in rig.changes(pages[-1].cursor) for record in page.observed]
    assert [(record.native_id, record.link) for record in observed] == [(copy, "scc:1:p0:")]


def test_ids_that_differ_by_case_only_are_two_contacts(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    """L4."""
    (first,) = rig.made({"Surname": "First"})
    place = max(n for n, char in enumerate(first[:-8]) if char.isalpha())
    twin = first[:place] + first[place].swapcase() + first[place + 1 :]
    monkeypatch.setattr(rig.server.ledger, "mint", lambda kind: twin)
    rig.made({"Surname": "Second"})
    seen = {record.native_id: record.fields["Surname"] for record in rig.end.fetch(CONTACT, [first, twin]).records}
    assert seen == {first: "First", twin: "Second"}


def test_an_html_note_is_read_as_text(rig: Rig) -> None:
    (native_id,) = rig.made({**ADA, "Body": "plain\nnote"})
    assert str(rig.seen(native_id).fields["Body"]).replace("\r\n", "\n").strip() == "plain\nnote"
    rig.write(native_id, item__Body="<html><body><p>rich &amp; note</p></body></html>", item__Body_in_Type="HTML")
    assert "rich & note" in str(rig.seen(native_id).fields["Body"])
    assert "<" not in str(rig.seen(native_id).fields["Body"])


def test_an_over_long_value_is_told_by_the_capabilities(rig: Rig) -> None:
    capabilities = rig.end.capabilities(CONTACT)
    assert capabilities.max_lengths["GivenName"] == 255
    assert "Body" not in capabilities.max_lengths
    assert len(capabilities.phone_labels) == 19
    assert rig.tap.operations == []


def test_another_password_works_after_closing(rig: Rig) -> None:
    """L1."""
    passwords = iter(["wrong", rig.server.password])
    end = rig.opened(password=lambda: next(passwords))
    with pytest.raises(PortFault) as caught:
        end.find_link(CONTACT, ["p0"])
    assert caught.value.fault.kind is FaultClass.AUTH_NEEDED
    end.close()
    assert end.find_link(CONTACT, ["p0"]) == []
    end.close()


def test_a_certificate_of_an_unknown_authority_ends_before_the_password_is_sent(rig: Rig) -> None:
    """No law: secrecy on the way."""
    ready = rig.sandbox.ready["exchange"]
    end = EwsMailbox(EwsConnection(ready["ews_url"], ready["username"], ready["password"]), TextMemory())
    with pytest.raises(PortFault) as caught:
        end.containers(CONTACT)
    end.close()
    assert caught.value.fault.code == "certificate"
    assert "--ca-file" in caught.value.fault.action


def test_identity_and_capabilities_ask_nobody(rig: Rig) -> None:
    """No law: what a look costs."""
    assert rig.end.identity() == rig.server.email.casefold()
    assert rig.tap.operations == []


def test_a_state_from_before_the_mailbox_moved_asks_for_a_full_round(rig: Rig) -> None:
    """L1."""
    rig.made(ADA)
    pages = rig.changes()
    rig.known.take(pages)
    rig.do(rig.server.invalidate_sync_states)
    with pytest.raises(CursorExpired):
        rig.changes(pages[-1].cursor)
    rig.tap.drain()
    (page,) = rig.changes()
    assert (page.observed, page.gone) == ((), ())
    assert rig.tap.operations == ["SyncFolderItems"]


def _ordinary(number: int) -> dict[str, str]:
    return {
        "GivenName": f"Given {number}",
        "Surname": f"Surname {number}",
        "DisplayName": f"Given {number} Surname {number}",
        "CompanyName": "Fabrikam Engineering and Sons",
        "JobTitle": "Vice President of Procurement",
        "Department": "Procurement",
        "Birthday": "1975-07-31",
        "EmailAddresses/EmailAddress1": f"given.surname{number}@fabrikam.example",
        "PhoneNumbers/BusinessPhone": "+49 30 1234567",
        "PhoneNumbers/MobilePhone": "+49 170 1234567",
        **{f"PhysicalAddresses/Business/{part}": f"A usual {part}" for part in ("Street", "City", "State")},
    }
