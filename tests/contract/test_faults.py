"""A reply that was lost: the outcome is unknown, and a look finds what was made, so that nothing is made twice.

Laws: L4, unless a test names its own.
"""

from __future__ import annotations

from desktop.core.outcome import Unknown
from desktop.core.ports import Draft, MatchKeys
from desktop.core.record import Link

from .ends import CrmEnd, End
from .rounds import CONTACT, Reader, person


def test_after_a_lost_reply_every_new_record_is_unknown_and_found_again(end: End) -> None:
    begin = end.world.now()
    drafts = [Draft(f"scc:1:pair{number}:", person(end, number)) for number in range(3)]
    with end.world.lost_create():
        outcomes = end.port.create(CONTACT, drafts)
    assert len(outcomes) == 3
    for outcome in outcomes:
        assert isinstance(outcome, Unknown) and outcome.fault.lost_reply and outcome.fault.message
    if end.port.capabilities(CONTACT).find_link:
        found = end.port.find_link(CONTACT, [f"pair{number}" for number in range(3)])
        assert {Link.parse(record.link) for record in found} == {Link(f"pair{number}") for number in range(3)}
    else:
        assert isinstance(end, CrmEnd)
        keys = [MatchKeys(str(draft.fields[end.names.email]), "", "", "") for draft in drafts]
        found = end.port.find_own(CONTACT, keys, begin)
    assert sorted(str(record.fields[end.names.first]) for record in found) == ["Zoë 0", "Zoë 1", "Zoë 2"]
    assert Reader(end).read().ids == {record.native_id for record in found}


def test_an_end_works_on_after_a_lost_reply(end: End) -> None:
    with end.world.lost_create():
        end.port.create(CONTACT, [Draft("scc:1:pair1:", person(end, 1))])
    end.port.create(CONTACT, [Draft("scc:1:pair2:", person(end, 2))])
    names = sorted(str(record.fields[end.names.first]) for record in Reader(end).read().observed)
    assert sorted(set(names)) == ["Zoë 1", "Zoë 2"]
    assert len(Reader(end).read().ids) == 2


def test_one_link_is_on_one_record_only_where_creates_may_be_repeated(linked_crm: CrmEnd) -> None:
    assert linked_crm.port.capabilities(CONTACT).idempotent_create
    draft = Draft("scc:1:pair1:", person(linked_crm))
    with linked_crm.world.lost_create():
        linked_crm.port.create(CONTACT, [draft])
    linked_crm.port.create(CONTACT, [draft])
    assert len(linked_crm.port.find_link(CONTACT, ["pair1"])) == 1


def test_a_closed_end_opens_again_by_itself(end: End) -> None:
    """L1."""
    who = end.port.identity()
    native_id = end.hands.create(person(end))
    end.port.close()
    assert Reader(end).read().ids == {native_id}
    end.port.close()
    assert end.port.identity() == who
