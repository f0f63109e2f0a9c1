"""Writing to any end: what is written is what is read, nothing else is touched, nothing is overwritten blindly.

Laws: L10, unless a test names its own.
"""

from __future__ import annotations

import pytest

from desktop.core.faults import FaultClass
from desktop.core.outcome import Applied, Outcome, Refused, Stale
from desktop.core.ports import Capabilities, Draft, Edit, Target
from desktop.core.record import Link, NativeRecord, Role, Side

from .ends import CrmEnd, End
from .rounds import CONTACT, Reader, done, edit, make, person, plain, seen, target, value_of

WORKED_OUT = {"DisplayName", "OwnerId"}
REFERENCES = {"AccountId", "OwnerId", "Account.Name"}


def texts(capabilities: Capabilities) -> list[str]:
    """The fields that take a text of their own."""
    assert capabilities.writable is not None
    return sorted(capabilities.writable - REFERENCES)


def refused(outcome: Outcome) -> Refused:
    assert isinstance(outcome, Refused), outcome
    assert outcome.fault.message
    return outcome


def test_a_batch_of_new_records_is_answered_in_its_order(end: End) -> None:
    """L7."""
    drafts = [Draft(f"scc:1:pair{number}:", person(end, number)) for number in range(5)]
    outcomes = end.port.create(CONTACT, drafts)
    ids = [done([outcome]).native_id for outcome in outcomes]
    assert len(set(ids)) == 5
    for native_id, draft in zip(ids, drafts, strict=True):
        assert seen(end, native_id).fields[end.names.first] == draft.fields[end.names.first]


def test_a_new_record_is_told_by_the_next_round_in_the_scope(end: End) -> None:
    """L1."""
    reader = Reader(end)
    reader.read()
    made = done(end.port.create(CONTACT, [Draft("scc:1:pair1:", person(end))]))
    record = reader.read().record(made.native_id)
    assert record.marked and record.role is Role.SHARED
    if end.port.capabilities(CONTACT).tells_version:
        assert made.version == record.version
    else:
        assert made.version == ""
    assert reader.read().quiet


def test_one_bad_new_record_refuses_only_itself(end: End) -> None:
    """L6."""
    good = [person(end, number) for number in range(2)]
    outcomes = end.port.create(
        CONTACT, [Draft("scc:1:a:", good[0]), Draft("scc:1:b:", end.world.refused), Draft("scc:1:c:", good[1])]
    )
    assert isinstance(outcomes[0], Applied) and isinstance(outcomes[2], Applied)
    assert refused(outcomes[1]).fault.kind is FaultClass.INVALID
    assert Reader(end).read().ids == {outcomes[0].native_id, outcomes[2].native_id}


def test_a_new_record_without_a_required_field_is_refused_by_name(crm: CrmEnd) -> None:
    """L6."""
    assert crm.port.capabilities(CONTACT).required == {"LastName"}
    (outcome,) = crm.port.create(CONTACT, [Draft("", {"FirstName": "Nobody"})])
    fault = refused(outcome).fault
    assert (fault.kind, fault.code, fault.fields) == (FaultClass.INVALID, "required-field", ("LastName",))


def test_a_new_record_holds_exactly_what_was_written(end: End) -> None:
    written = {name: value_of(name) for name in texts(end.port.capabilities(CONTACT))}
    full = done(end.port.create(CONTACT, [Draft("", written)])).native_id
    assert plain({name: seen(end, full).fields[name] for name in written}) == plain(written)
    few = person(end, title=None)
    bare = done(end.port.create(CONTACT, [Draft("", few)])).native_id
    found = {name: value for name, value in seen(end, bare).fields.items() if value is not None}
    assert plain({name: found.get(name) for name in few}) == plain(few)
    assert found.keys() - few.keys() <= WORKED_OUT


def test_texts_of_several_lines_and_odd_letters_come_back_as_they_were_meant(end: End) -> None:
    written = person(
        end,
        first="  Ärmel & <Söhne> ",
        last='O\'Brien \\ "Q" 木村 😀',
        email="Mixed.Case@Contoso.Example",
        notes="One\nTwo\n\n  indented & <b>\nlast  ",
        street="Ring 1\nTop 4",
    )
    native_id = done(end.port.create(CONTACT, [Draft("", written)])).native_id
    assert plain({name: seen(end, native_id).fields[name] for name in written}) == plain(written)


@pytest.mark.parametrize("day", ["1980-02-29", "1899-12-31", "2030-01-01"])
def test_a_day_stays_the_same_day(end: End, day: str) -> None:
    native_id = make(end, birthday=day)
    assert seen(end, native_id).fields[end.names.birthday] == day


def test_an_update_touches_only_the_named_fields_and_none_clears(end: End) -> None:
    written = {name: value_of(name) for name in texts(end.port.capabilities(CONTACT))}
    native_id = done(end.port.create(CONTACT, [Draft("scc:1:pair1:", written)])).native_id
    before = seen(end, native_id)
    end.world.tick()
    applied = done(end.port.update(CONTACT, [edit(end, native_id, title="Potter", notes=None, city=None)]))
    after = seen(end, native_id)
    patch = {end.names.title: "Potter", end.names.notes: None, end.names.city: None}
    assert after.fields == {**before.fields, **patch}
    assert (after.role, after.marked, after.link) == (before.role, before.marked, before.link)
    assert after.version != before.version and applied.version == after.version
    assert applied.record is None or applied.record == after


def test_every_field_can_be_changed_and_cleared_again(end: End) -> None:
    native_id = make(end)
    names = [name for name in texts(end.port.capabilities(CONTACT)) if name not in {end.names.last, "DisplayName"}]
    patch = {name: value_of(name) for name in names}
    done(end.port.update(CONTACT, [Edit(native_id, seen(end, native_id).version, patch)]))
    assert plain({name: seen(end, native_id).fields[name] for name in names}) == plain(patch)
    end.world.tick()
    done(end.port.update(CONTACT, [Edit(native_id, seen(end, native_id).version, dict.fromkeys(names))]))
    assert {name: seen(end, native_id).fields[name] for name in names} == dict.fromkeys(names)


def test_an_update_under_an_old_version_is_stale_and_changes_nothing(end: End) -> None:
    """L3."""
    native_id = end.hands.create(person(end))
    mine = edit(end, native_id, title="Mine")
    end.world.tick()
    end.hands.edit(native_id, {end.names.title: "Theirs"})
    now = seen(end, native_id)
    (outcome,) = end.port.update(CONTACT, [mine])
    assert isinstance(outcome, Stale), outcome
    assert outcome.record is None or outcome.record == now
    assert seen(end, native_id) == now


def test_an_update_under_an_unknown_version_is_carried_out(end: End) -> None:
    native_id = end.hands.create(person(end))
    end.world.tick()
    done(end.port.update(CONTACT, [Edit(native_id, "", {end.names.title: "Mason"})]))
    assert seen(end, native_id).fields[end.names.title] == "Mason"


def test_stale_and_refused_updates_do_not_hold_up_the_others_of_their_batch(end: End) -> None:
    """L3, L6."""
    good, stale, gone, last = (end.hands.create(person(end, number)) for number in range(4))
    edits = [edit(end, native_id, title="New") for native_id in (good, stale, gone, last)]
    end.world.tick()
    end.hands.edit(stale, {end.names.title: "Theirs"})
    end.hands.delete(gone)
    end.world.tick()
    outcomes = end.port.update(CONTACT, edits)
    assert isinstance(outcomes[1], Stale)
    assert refused(outcomes[2]).fault.kind is FaultClass.GONE
    for native_id, outcome in ((good, outcomes[0]), (last, outcomes[3])):
        assert done([outcome]).native_id == native_id
        assert seen(end, native_id).fields[end.names.title] == "New"


def test_two_edits_one_after_the_other_go_under_the_versions_that_were_told(end: End) -> None:
    """L3."""
    native_id = make(end)
    version = seen(end, native_id).version
    for title in ("First", "Second"):
        end.world.tick()
        applied = done(end.port.update(CONTACT, [Edit(native_id, version, {end.names.title: title})]))
        version = applied.version
    assert seen(end, native_id).fields[end.names.title] == "Second"


def test_our_own_write_is_not_news(end: End) -> None:
    """L2."""
    native_id = end.hands.create(person(end))
    reader = Reader(end)
    reader.read()
    applied = done(end.port.update(CONTACT, [edit(end, native_id, title="Ours")]))
    reader.mirror.held[native_id] = applied.version
    assert reader.calms_down()


def test_a_deletion_can_be_taken_back_and_may_be_repeated(end: End) -> None:
    """L3, L9."""
    native_id = make(end, "scc:1:pair1:", title="Diver")
    doomed = target(end, native_id)
    end.world.tick()
    done(end.port.delete(CONTACT, [doomed]))
    assert not end.port.fetch(CONTACT, [native_id]).records
    done(end.port.delete(CONTACT, [doomed]))
    end.world.tick()
    back = end.hands.restore(_in_bin(end, native_id))
    restored = seen(end, back)
    assert restored.fields[end.names.title] == "Diver"
    assert restored.role is Role.SHARED and restored.marked


def test_a_deletion_under_an_old_version_is_stale_and_deletes_nothing(end: End) -> None:
    """L3, L6."""
    native_id, other = end.hands.create(person(end, 1)), end.hands.create(person(end, 2))
    targets = [target(end, native_id), target(end, other)]
    end.world.tick()
    end.hands.edit(native_id, {end.names.title: "Still needed"})
    outcomes = end.port.delete(CONTACT, targets)
    assert isinstance(outcomes[0], Stale) and isinstance(outcomes[1], Applied)
    assert seen(end, native_id).fields[end.names.title] == "Still needed"
    assert not end.port.fetch(CONTACT, [other]).records


def test_a_deletion_of_ours_is_told_by_the_next_round(end: End) -> None:
    """L1."""
    native_id = end.hands.create(person(end))
    reader = Reader(end)
    reader.read()
    done(end.port.delete(CONTACT, [target(end, native_id)]))
    assert reader.read().gone == {native_id}
    assert reader.read().quiet


def test_batches_of_the_greatest_size_are_carried_out(end: End) -> None:
    size = end.port.capabilities(CONTACT)
    made = end.port.create(CONTACT, [Draft(f"scc:1:n{n}:", person(end, n)) for n in range(size.batch_create)])
    ids = [done([outcome]).native_id for outcome in made]
    records = {record.native_id: record for record in end.port.fetch(CONTACT, ids).records}
    assert [records[native_id].fields[end.names.email] for native_id in ids] == [
        f"zoe{n}@contoso.example" for n in range(size.batch_create)
    ]
    end.world.tick()
    changing = ids[: size.batch_update]
    edits = [Edit(native_id, records[native_id].version, {end.names.title: native_id[-9:]}) for native_id in changing]
    for native_id, outcome in zip(changing, end.port.update(CONTACT, edits), strict=True):
        assert done([outcome]).native_id == native_id
    now = {record.native_id: record for record in end.port.fetch(CONTACT, ids).records}
    assert all(now[native_id].fields[end.names.title] == native_id[-9:] for native_id in changing)
    doomed = [Target(native_id, now[native_id].version) for native_id in ids[: size.batch_delete]]
    assert all(isinstance(outcome, Applied) for outcome in end.port.delete(CONTACT, doomed))
    assert not end.port.fetch(CONTACT, [each.native_id for each in doomed]).records


def test_empty_batches_are_answered_with_nothing(end: End) -> None:
    assert end.port.create(CONTACT, []) == []
    assert end.port.update(CONTACT, []) == []
    assert end.port.delete(CONTACT, []) == []


def test_the_greatest_lengths_are_true(end: End) -> None:
    limits = end.port.capabilities(CONTACT).max_lengths
    names = [name for name in texts(end.port.capabilities(CONTACT)) if name in limits]
    assert names
    base = {end.names.last: "Müller"}
    fitting = [Draft("", {**base, name: value_of(name, limits[name])}) for name in names]
    longer = [Draft("", {**base, name: value_of(name, limits[name] + 1)}) for name in names]
    for name, outcome in zip(names, end.port.create(CONTACT, fitting), strict=True):
        assert len(str(seen(end, done([outcome]).native_id).fields[name])) == limits[name], name
    if not end.world.enforces_lengths:
        return
    for name, outcome in zip(names, end.port.create(CONTACT, longer), strict=True):
        fault = refused(outcome).fault
        assert (fault.kind, fault.code) == (FaultClass.INVALID, "too-long"), name
        assert fault.fields in ((name,), ()), name


def test_fields_that_an_end_does_not_keep_are_neither_offered_nor_writable(end: End) -> None:
    offers = end.port.capabilities(CONTACT)
    assert offers.offered is not None and offers.writable is not None
    assert offers.writable <= offers.offered
    assert offers.required <= offers.writable
    assert offers.max_lengths.keys() <= offers.offered
    labels = {f"PhoneNumbers/{label}" for label in offers.phone_labels}
    assert labels <= offers.offered and bool(labels) is (end.port.side is Side.MAILBOX)


def _in_bin(end: End, native_id: str) -> str:
    """The id under which a deleted record of the pair `pair1` lies in the bin."""
    if end.port.side is Side.CRM:
        return native_id
    records: list[NativeRecord] = list(end.port.find_link(CONTACT, ["pair1"]))
    (deleted,) = [record for record in records if record.role is Role.DELETED]
    assert Link.parse(deleted.link) == Link("pair1")
    return deleted.native_id
