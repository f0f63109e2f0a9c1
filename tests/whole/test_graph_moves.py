"""Moving contacts over Graph, which knows no move: whatever happens in between, one contact stays one.

Laws: L4, unless a test names its own.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desktop.core.faults import FaultClass
from desktop.core.outcome import Outcome, Refused, Stale, Unknown
from desktop.core.ports import Target
from desktop.core.record import Role
from desktop.sandbox.exchange.graph.call import Call, Reply
from desktop.sandbox.exchange.graph.contacts import answer_contacts
from tests.conftest import SandboxFactory

from .graph_rig import CONTACT, GraphRig, Tap, applied

LINK = "scc:1:pair1:0030001"
SHARED, OWN, BIN = "Salesforce Contacts", "Contacts", "Deleted Items"
BEYOND = "Deletions"


@pytest.fixture
def rig(sandbox_factory: SandboxFactory) -> Iterator[GraphRig]:
    with Tap().open() as tap:
        rig = GraphRig(sandbox_factory(contacts=0), tap)
        rig.end.check_setup(CONTACT)
        yield rig
        rig.end.close()


@pytest.fixture
def ada(rig: GraphRig) -> str:
    """A contact of the person's own."""
    return rig.personal(contacts__GivenName="Ada", contacts__Surname="Winter")


def share(rig: GraphRig, native_id: str) -> Outcome:
    (outcome,) = rig.end.share(CONTACT, [rig.target(native_id, LINK)])
    return outcome


def live(rig: GraphRig) -> list[str]:
    """The folders in which the person sees Ada."""
    return sorted(name for name in rig.everywhere("Winter").values() if name != BEYOND)


def start_anew(rig: GraphRig) -> None:
    rig.end.close()
    rig.end = rig.opened()


def test_the_original_lies_neither_in_its_folder_nor_in_the_bin(rig: GraphRig, ada: str) -> None:
    moved = applied(share(rig, ada))
    assert rig.everywhere("Winter") == {moved.native_id: SHARED, ada: BEYOND}
    (found,) = rig.end.find_link(CONTACT, ["pair1"])
    assert (found.native_id, found.version) == (moved.native_id, moved.version)
    assert rig.end.fetch(CONTACT, [ada]).missing == (ada,)


def test_a_move_carries_what_graph_tells_of_a_contact(rig: GraphRig, ada: str) -> None:
    """L10."""
    kept: dict[str, str | list[str] | None] = {
        "contacts:Nickname": "Adi",
        "contacts:SpouseName": "William",
        "contacts:WeddingAnniversary": "1835-07-08T11:59:00Z",
        "contacts:PhoneNumber/Telex": "99",
        "contacts:PhoneNumber/HomePhone2": "22",
        "contacts:EmailAddress/EmailAddress3": "ada@three.example",
        "contacts:Children": ["Byron", "Anne"],
    }
    rig.write(ada, kept)
    item = rig.item(applied(share(rig, ada)).native_id)
    assert {name: item.properties.get(name) for name in kept} == kept
    assert not item.text("contacts:PhoneNumber/HomePhone") and not item.text("contacts:EmailAddress/EmailAddress1")


def test_a_move_whose_answer_was_lost_is_ended_by_the_next_look(rig: GraphRig, ada: str) -> None:
    wanted = rig.target(ada, LINK)
    rig.tap.lose = "POST"
    while rig.tap.lose:
        rig.tap.drain()
        (outcome,) = rig.end.share(CONTACT, [wanted])
    assert isinstance(outcome, Unknown)
    start_anew(rig)
    (found,) = rig.end.find_link(CONTACT, ["pair1"])
    assert (found.role, found.marked) == (Role.SHARED, True)
    assert live(rig) == [SHARED]


@pytest.mark.parametrize("looks", [1, 2])
def test_a_crash_before_the_copy_leaves_the_original_as_it_was(rig: GraphRig, ada: str, looks: int) -> None:
    """L9."""
    wanted = rig.target(ada, LINK)
    rig.tap.cut = "POST"
    with pytest.raises(KeyboardInterrupt):
        rig.end.share(CONTACT, [wanted])
    start_anew(rig)
    for _ in range(looks):
        assert rig.end.find_link(CONTACT, ["pair1"]) == []
    assert live(rig) == [OWN]
    applied(share(rig, ada))
    assert live(rig) == [SHARED]


def crash_after_copy(rig: GraphRig, native_id: str) -> None:
    wanted = rig.target(native_id, LINK)
    rig.tap.cut = "DELETE"
    with pytest.raises(KeyboardInterrupt):
        rig.end.share(CONTACT, [wanted])
    start_anew(rig)


def test_a_crash_between_copy_and_original_leaves_one_contact(rig: GraphRig, ada: str) -> None:
    """L9."""
    crash_after_copy(rig, ada)
    assert live(rig) == [OWN, SHARED]
    (found,) = rig.end.find_link(CONTACT, ["pair1"])
    assert (found.role, live(rig)) == (Role.SHARED, [SHARED])
    rig.tap.drain()
    rig.end.find_link(CONTACT, ["pair1"])
    assert not any("DELETE" in request.verbs for request in rig.tap.drain())


def test_a_crash_with_the_original_in_the_bin_takes_it_out_of_sight(rig: GraphRig, ada: str) -> None:
    """L9."""
    crash_after_copy(rig, ada)
    rig.do(lambda: rig.server.items.move(rig.item(ada), rig.server.folders.distinguished("deleteditems")))
    (found,) = rig.end.find_link(CONTACT, ["pair1"])
    assert (found.role, live(rig)) == (Role.SHARED, [SHARED])


def test_what_a_person_changed_between_copy_and_original_is_not_lost(rig: GraphRig, ada: str) -> None:
    """L3."""
    crash_after_copy(rig, ada)
    rig.write(ada, {"contacts:JobTitle": "Countess"})
    assert rig.end.find_link(CONTACT, ["pair1"]) == []
    assert live(rig) == [OWN]
    assert rig.item(ada).text("contacts:JobTitle") == "Countess"


def test_what_a_person_changes_while_it_is_copied_is_stale_and_not_moved(rig: GraphRig, ada: str) -> None:
    """L3."""
    wanted = rig.target(ada, LINK)
    copied = rig.server.items.create

    def create_and_meddle(*given: object) -> object:
        made = copied(*given)  # type: ignore[arg-type]
        from desktop.sandbox.exchange.items import Basis

        rig.server.items.update(rig.item(ada), {"contacts:JobTitle": "Countess"}, Basis(None, "AlwaysOverwrite"))
        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rig.server.items, "create", create_and_meddle)
        (outcome,) = rig.end.share(CONTACT, [wanted])
    assert isinstance(outcome, Stale)
    assert live(rig) == [OWN]
    assert rig.item(ada).text("contacts:JobTitle") == "Countess"


def test_a_lost_answer_to_the_deletion_of_the_original_is_made_good(rig: GraphRig, ada: str) -> None:
    rig.tap.lose = "DELETE"
    moved = applied(share(rig, ada))
    (found,) = [each for each in rig.end.find_link(CONTACT, ["pair1"]) if each.role is Role.SHARED]
    assert found.native_id == moved.native_id
    assert live(rig) == [SHARED]


def test_what_comes_back_from_the_bin_leaves_no_twin_there(rig: GraphRig) -> None:
    (native_id,) = rig.made({"Surname": "Winter"})
    applied(rig.end.delete(CONTACT, [rig.target(native_id)])[0])
    assert live(rig) == [BIN]
    back = applied(rig.end.restore(CONTACT, [Target(native_id, "", LINK)])[0])
    assert rig.everywhere("Winter") == {back.native_id: SHARED, native_id: BEYOND}


def test_a_contact_with_a_photo_stays_where_it_is(rig: GraphRig, ada: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """L10."""

    def with_photo(mailbox: object, call: Call, *rest: object, **more: object) -> Reply:
        if call.segments[-1] == "photo":
            return Reply(200, {"id": "240x240", "width": 240, "height": 240})
        return answer_contacts(mailbox, call, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr("desktop.sandbox.exchange.graph.routes.answer_contacts", with_photo)
    outcome = share(rig, ada)
    assert isinstance(outcome, Refused) and outcome.fault.kind is FaultClass.UNSUPPORTED
    assert "photo" in outcome.fault.message and "Outlook" in outcome.fault.action
    assert live(rig) == [OWN] and not rig.seen(ada).marked
