"""Finding records again: by link id, by natural keys, by who made them; and companies by name.

Laws: L4, unless a test names its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from desktop.core.ports import Draft, Edit, MatchKeys
from desktop.core.record import Link, NativeRecord

from .ends import CrmEnd, End
from .rounds import CONTACT, Reader, done, make, person, seen


def ids(records: Iterable[NativeRecord]) -> set[str]:
    return {record.native_id for record in records}


def by_name(first: str, last: str) -> MatchKeys:
    return MatchKeys("", first, last, "")


def by_email(email: str) -> MatchKeys:
    return MatchKeys(email, "", "", "")


def test_matches_are_found_by_e_mail_without_case(crm: CrmEnd) -> None:
    native_id = crm.hands.create(person(crm, email="ada@contoso.example"))
    crm.hands.create(person(crm, 2))
    found = crm.port.find_matches(CONTACT, [by_email("ADA@Contoso.Example")])
    assert ids(found) == {native_id}
    assert list(found) == [seen(crm, native_id)]


def test_matches_are_found_by_first_and_last_name_without_case(crm: CrmEnd) -> None:
    native_id = crm.hands.create(person(crm, first="Ada", last="Lovelace"))
    crm.hands.create(person(crm, first="Ada", last="Byron"))
    crm.hands.create(person(crm, first="Anne", last="Lovelace"))
    assert ids(crm.port.find_matches(CONTACT, [by_name("aDA", "LOVElace")])) == {native_id}


def test_names_with_quotes_and_wildcards_are_only_names(crm: CrmEnd) -> None:
    odd = crm.hands.create(person(crm, 1, first="Per%", last="O'Brien \\_"))
    crm.hands.create(person(crm, 2, first="Percy", last="O'Brien \\x"))
    assert ids(crm.port.find_matches(CONTACT, [by_name("Per%", "O'Brien \\_")])) == {odd}
    assert not crm.port.find_matches(CONTACT, [by_email("') OR (Id != '@x.example")])


def test_half_a_name_matches_nothing(crm: CrmEnd) -> None:
    crm.hands.create({"LastName": "Lovelace"})
    crm.hands.create(person(crm, first="Ada", last="Lovelace"))
    assert not crm.port.find_matches(CONTACT, [by_name("", "Lovelace"), by_name("Ada", ""), by_email("")])
    assert not crm.port.find_matches(CONTACT, [])


def test_matches_out_of_the_scope_are_found_and_unmarked_but_deleted_ones_are_not(crm: CrmEnd) -> None:
    theirs = crm.hands.create_for(crm.hands.colleague, person(crm, 1))
    deleted = crm.hands.create(person(crm, 2))
    crm.hands.delete(deleted)
    (found,) = crm.port.find_matches(CONTACT, [by_email(f"zoe{number}@contoso.example") for number in (1, 2)])
    assert found.native_id == theirs and not found.marked


def test_many_keys_are_looked_up_together(crm: CrmEnd) -> None:
    native_ids = {crm.hands.create(person(crm, number)) for number in range(0, 300, 100)}
    keys = [MatchKeys(f"zoe{number}@contoso.example", f"Zoë {number}", "Müller", "") for number in range(300)]
    found = crm.port.find_matches(CONTACT, keys)
    assert ids(found) == native_ids and len(found) == 3


def test_what_this_user_made_since_then_is_found(crm: CrmEnd) -> None:
    begin = crm.world.now()
    crm.world.tick()
    mine = make(crm, email="ada@contoso.example")
    crm.hands.create_for(crm.hands.colleague, person(crm, email="ada@contoso.example"))
    deleted = make(crm, email="ada@contoso.example")
    crm.hands.delete(deleted)
    make(crm, first="Other", email="other@contoso.example")
    keys = [by_email("Ada@contoso.example")]
    assert ids(crm.port.find_own(CONTACT, keys, begin)) == {mine}
    assert ids(crm.port.find_own(CONTACT, [by_name("zoë 1", "MÜLLER")], begin)) == {mine}
    assert ids(crm.port.find_own(CONTACT, [by_name("zoe 1", "muller")], begin)) == {mine}, "keys have no accents"
    assert not crm.port.find_own(CONTACT, keys, crm.world.now() + timedelta(minutes=12))
    assert ids(crm.port.find_own(CONTACT, keys, crm.world.now() + timedelta(minutes=5))) == {mine}


def test_what_this_user_made_is_found_by_a_last_name_where_there_is_no_other_key(crm: CrmEnd) -> None:
    """L4: without it a lost reply would end in a second record of somebody with a last name only."""
    begin = crm.world.now()
    bare = person(crm, email="") | {crm.names.first: None}
    mine = crm.hands.create(bare)
    make(crm, email="ada@contoso.example")
    key = MatchKeys("", "", "müller", "")
    assert ids(crm.port.find_own(CONTACT, [key], begin)) == {mine}
    assert ids(crm.port.find_own(CONTACT, [MatchKeys("", "", "muller", "")], begin)) == {mine}
    assert not crm.port.find_matches(CONTACT, [key])


def test_companies_are_found_by_name_without_case(crm: CrmEnd) -> None:
    """L1."""
    north, twin = crm.hands.create_account("Northwind"), crm.hands.create_account("NORTHWIND")
    odd = crm.hands.create_account("Smith's \\ Sons")
    found = crm.port.find_accounts(["northwind", "Smith's \\ Sons", "Nobody Ltd", ""])
    assert {name: set(account_ids) for name, account_ids in found.items()} == {
        "northwind": {north, twin},
        "Smith's \\ Sons": {odd},
    }
    assert not crm.port.find_accounts([])


def test_a_contact_can_be_given_a_company_that_was_found(crm: CrmEnd) -> None:
    """L1."""
    crm.hands.create_account("Northwind")
    (account_id,) = crm.port.find_accounts(["Northwind"])["Northwind"]
    native_id = done(crm.port.create(CONTACT, [Draft("", {**person(crm), "AccountId": account_id})])).native_id
    assert seen(crm, native_id).fields["Account.Name"] == "Northwind"
    crm.world.tick()
    done(crm.port.update(CONTACT, [Edit(native_id, seen(crm, native_id).version, {"AccountId": None})]))
    assert seen(crm, native_id).fields["Account.Name"] is None


def test_the_budget_is_known_after_the_first_answer(crm: CrmEnd) -> None:
    """No law: a figure that is shown."""
    Reader(crm).read()
    budget = crm.port.budget()
    assert budget is not None
    used, allowed = budget
    Reader(crm).read()
    later = crm.port.budget()
    assert later is not None and used < later[0] <= later[1] == allowed


def test_links_are_found_where_they_can_be_kept(end: End) -> None:
    native_id = make(end, "scc:1:pair1:other-side")
    other = make(end, "scc:1:pair10:other-side", email="b@contoso.example")
    found = end.port.find_link(CONTACT, ["pair1", "nothing"])
    if not end.port.capabilities(CONTACT).find_link:
        assert not found and seen(end, native_id).link is None
        return
    (record,) = found
    assert record == seen(end, native_id)
    assert Link.parse(record.link) == Link("pair1", "other-side")
    assert ids(end.port.find_link(CONTACT, ["pair10", "pair1"])) == {native_id, other}
    assert not end.port.find_link(CONTACT, [])


def test_a_link_is_embedded_by_an_update_and_is_told_by_the_next_round(end: End) -> None:
    native_id = end.hands.create(person(end))
    reader = Reader(end)
    reader.read()
    done(end.port.update(CONTACT, [Edit(native_id, seen(end, native_id).version, {}, "scc:1:pair7:x")]))
    after = seen(end, native_id)
    if end.port.capabilities(CONTACT).find_link:
        assert after.link == "scc:1:pair7:x"
        assert reader.read().record(native_id).link == "scc:1:pair7:x"
        assert ids(end.port.find_link(CONTACT, ["pair7"])) == {native_id}
    else:
        assert after.link is None


def test_an_update_of_fields_leaves_the_link(end: End) -> None:
    native_id = make(end, "scc:1:pair1:x")
    end.world.tick()
    done(end.port.update(CONTACT, [Edit(native_id, seen(end, native_id).version, {end.names.title: "Cook"})]))
    assert seen(end, native_id).link == ("scc:1:pair1:x" if end.port.capabilities(CONTACT).find_link else None)


def test_deleted_records_are_found_by_their_link(linked_crm: CrmEnd) -> None:
    native_id = make(linked_crm, "scc:1:pair1:x")
    linked_crm.hands.delete(native_id)
    (record,) = linked_crm.port.find_link(CONTACT, ["pair1"])
    assert record.native_id == native_id and record.role.value == "deleted"
