"""The Graph end against the sandbox over real HTTPS: what only this dialect must do beside the contract of all ends.

Laws: L10, unless a test names its own.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desktop.core.faults import CursorExpired, FaultClass, PortFault
from desktop.core.outcome import Applied, Refused, Stale, Unknown
from desktop.core.ports import Draft, Edit
from desktop.core.record import Role
from desktop.exchange.contact_fields import PHONE_LABELS
from desktop.exchange.graph import source
from desktop.sandbox.mishaps.plan import FaultPlan
from tests.conftest import SandboxFactory

from .graph_rig import CONTACT, GraphRig, Tap, applied

ADA = {"GivenName": "Ada", "Surname": "Winter"}


@pytest.fixture
def rig(sandbox_factory: SandboxFactory) -> Iterator[GraphRig]:
    with Tap().open() as tap:
        rig = GraphRig(sandbox_factory(contacts=0), tap)
        rig.end.check_setup(CONTACT)
        sent = tap.drain()
        yield rig
        rig.end.close()
        sent += tap.seen
        for request in sent:
            assert 'IdType="ImmutableId"' in request.headers["Prefer"]
            assert len(request.parts) <= 20
            for part in request.parts:
                assert 'IdType="ImmutableId"' in part["headers"]["Prefer"]
                assert part["method"] != "PATCH" or part["headers"]["If-Match"]
                assert "permanentDelete" not in part["url"]


def plan(rig: GraphRig, **rule: object) -> None:
    rig.sandbox.plan_faults(FaultPlan.read({"rules": [{"server": "graph", **rule}]}))


def test_new_contacts_go_twenty_a_request(rig: GraphRig) -> None:
    """L7."""
    drafts = [Draft(f"scc:1:p{n}:", {"Surname": f"S{n}"}) for n in range(50)]
    outcomes = [outcome for first in (0, 20, 40) for outcome in rig.end.create(CONTACT, drafts[first : first + 20])]
    assert [len(request.parts) for request in rig.tap.drain()] == [20, 20, 10]
    assert len({applied(outcome).native_id for outcome in outcomes}) == 50
    assert all(applied(outcome).version for outcome in outcomes)


def test_every_request_asks_for_ids_that_stay(rig: GraphRig) -> None:
    """L4."""
    (native_id,) = rig.made(ADA)
    rig.changes()
    rig.end.scan(CONTACT, rig.container())
    rig.end.find_link(CONTACT, ["p0"])
    applied(rig.end.update(CONTACT, [Edit(native_id, rig.seen(native_id).version, {"JobTitle": "Poet"})])[0])
    applied(rig.end.unshare(CONTACT, [rig.target(native_id)])[0])
    for request in rig.tap.seen:
        asked = [request.headers["Prefer"], *(part["headers"]["Prefer"] for part in request.parts)]
        assert all('IdType="ImmutableId"' in preference for preference in asked)


def test_where_nothing_changed_a_folder_costs_one_request(rig: GraphRig) -> None:
    """L2."""
    rig.made(ADA)
    cursors = {role: rig.changes(role=role)[-1].cursor for role in (Role.SHARED, Role.DEFAULT)}
    rig.tap.drain()
    for role, cursor in cursors.items():
        (page,) = rig.changes(cursor, role)
        assert (page.observed, page.gone) == ((), ())
        assert [request.method for request in rig.tap.drain()] == ["GET"]


@pytest.mark.parametrize("role", [Role.SHARED, Role.DEFAULT])
def test_many_changed_contacts_are_listed_and_not_asked_for_one_by_one(rig: GraphRig, role: Role) -> None:
    """L1."""
    tree, count = rig.server.folders, 230
    home = tree.distinguished("contacts")
    name = "Contacts" if role is Role.DEFAULT else "Salesforce Contacts"
    (folder,) = [each for each in (home, *tree.children(home)) if each.name == name]

    def put() -> None:
        for number in range(count):
            rig.server.items.create(folder, "IPM.Contact", {"contacts:Surname": f"S{number}"})

    rig.do(put)
    rig.tap.drain()
    pages = rig.changes(role=role)
    assert len({record.native_id for page in pages for record in page.observed}) >= count
    assert all(record.detail is (role is Role.SHARED) for page in pages for record in page.observed)
    assert len(rig.tap.drain()) <= 8


def test_a_list_that_lags_behind_the_delta_is_not_believed(rig: GraphRig, monkeypatch: pytest.MonkeyPatch) -> None:
    """L1."""
    monkeypatch.setattr(source, "FEW", 0)
    (native_id,) = rig.made(ADA)
    listed = source.Reading.listed

    def late(reading: source.Reading, folder_id: str, query: str) -> list[dict[str, object]]:
        return [{**entity, "surname": "Old", "@odata.etag": "older"} for entity in listed(reading, folder_id, query)]

    monkeypatch.setattr(source.Reading, "listed", late)
    (page,) = rig.changes()
    assert [record.fields["Surname"] for record in page.observed if record.native_id == native_id] == ["Winter"]


def test_every_phone_has_a_place_of_its_own_and_keeps_it(rig: GraphRig) -> None:
    phones = {f"PhoneNumbers/{label}": f"+43 {number}" for number, label in enumerate(PHONE_LABELS)}
    (native_id,) = rig.made({**ADA, **phones})
    for name in phones:
        version = rig.seen(native_id).version
        applied(rig.end.update(CONTACT, [Edit(native_id, version, {name: None})])[0])
        phones[name] = ""
        fields = rig.seen(native_id).fields
        assert {each: fields[each] or "" for each in phones} == phones


def test_a_second_address_without_a_first_one_stays_the_second(rig: GraphRig) -> None:
    (native_id,) = rig.made({**ADA, "EmailAddresses/EmailAddress2": "ada@two.example"})
    fields = rig.seen(native_id).fields
    assert [fields[f"EmailAddresses/EmailAddress{n}"] for n in (1, 2, 3)] == [None, "ada@two.example", None]
    edit = Edit(native_id, rig.seen(native_id).version, {"EmailAddresses/EmailAddress3": "ada@three.example"})
    applied(rig.end.update(CONTACT, [edit])[0])
    fields = rig.seen(native_id).fields
    assert [fields[f"EmailAddresses/EmailAddress{n}"] for n in (1, 2, 3)] == [
        None,
        "ada@two.example",
        "ada@three.example",
    ]


def test_the_name_that_is_shown_for_an_address_stays_with_it(rig: GraphRig) -> None:
    (native_id,) = rig.made({**ADA, "EmailAddresses/EmailAddress1": "ada@one.example"})
    shown = "ext:00062004-0000-0000-c000-000000000046/32896:String"
    rig.write(native_id, {shown: "Ada at work"})
    edit = Edit(native_id, rig.seen(native_id).version, {"EmailAddresses/EmailAddress2": "ada@two.example"})
    applied(rig.end.update(CONTACT, [edit])[0])
    assert rig.item(native_id).text(shown) == "Ada at work"
    assert rig.item(native_id).text("contacts:EmailAddress/EmailAddress2") == "ada@two.example"


def test_an_address_of_the_directory_is_not_told_and_not_touched(rig: GraphRig) -> None:
    (native_id,) = rig.made(ADA)
    directory = "/o=Contoso/ou=Exchange/cn=Recipients/cn=ada"
    rig.write(native_id, {"contacts:EmailAddress/EmailAddress1": directory})
    seen = rig.seen(native_id)
    assert "EmailAddresses/EmailAddress1" not in seen.fields
    edit = Edit(native_id, seen.version, {"EmailAddresses/EmailAddress2": "ada@two.example"})
    applied(rig.end.update(CONTACT, [edit])[0])
    assert rig.item(native_id).text("contacts:EmailAddress/EmailAddress1") == directory
    assert rig.seen(native_id).fields["EmailAddresses/EmailAddress2"] == "ada@two.example"


def test_one_part_of_an_address_changes_and_the_others_stay(rig: GraphRig) -> None:
    parts = ("Street", "City", "State", "CountryOrRegion", "PostalCode")
    whole = {f"PhysicalAddresses/Home/{part}": f"My {part}" for part in parts}
    (native_id,) = rig.made({**ADA, **whole})
    patch = {"PhysicalAddresses/Home/City": "Wien", "PhysicalAddresses/Home/State": None}
    applied(rig.end.update(CONTACT, [Edit(native_id, rig.seen(native_id).version, patch)])[0])
    fields = rig.seen(native_id).fields
    assert {name: fields[name] for name in whole} == {**whole, **patch}


@pytest.mark.parametrize(("shown", "after"), [("The Countess", "The Countess"), ("Ada Winter", "Augusta Winter")])
def test_only_a_display_name_that_was_worked_out_follows_the_parts_of_the_name(
    rig: GraphRig, shown: str, after: str
) -> None:
    (native_id,) = rig.made({**ADA, "DisplayName": shown})
    edit = Edit(native_id, rig.seen(native_id).version, {"GivenName": "Augusta"})
    applied(rig.end.update(CONTACT, [edit])[0])
    assert rig.seen(native_id).fields["DisplayName"] == after


def test_a_contact_changed_between_the_look_and_the_write_is_stale(rig: GraphRig) -> None:
    """L3."""
    (native_id,) = rig.made(ADA)
    edit = Edit(native_id, rig.seen(native_id).version, {"PhysicalAddresses/Home/City": "Wien"})
    rig.write(native_id, {"contacts:JobTitle": "Poet"})
    assert isinstance(rig.end.update(CONTACT, [edit])[0], Stale)
    assert rig.seen(native_id).fields["PhysicalAddresses/Home/City"] is None


def test_a_link_to_another_place_is_not_followed(rig: GraphRig) -> None:
    """L12."""
    container = rig.container()
    rig.tap.drain()
    for link in ("https://graph.evil.example/v1.0/me/x", f"{rig.sandbox.ready['graph']['base_url'][:-5]}/beta/me"):
        with pytest.raises(PortFault) as told:
            list(rig.end.changes(CONTACT, container, f"{container.native_id} {link}", rig.known))
        assert told.value.fault.code == "not-the-api"
    assert rig.tap.drain() == []


def test_a_cursor_of_another_folder_is_expired(rig: GraphRig) -> None:
    """L1."""
    cursor = rig.changes(role=Role.DEFAULT)[-1].cursor
    with pytest.raises(CursorExpired):
        rig.changes(cursor, Role.SHARED)


@pytest.mark.parametrize("code", ["SyncStateNotFound", "resyncRequired"])
def test_a_forgotten_state_is_an_expired_cursor(rig: GraphRig, code: str) -> None:
    """L1."""
    cursor = rig.changes()[-1].cursor
    plan(rig, fault=code, match="delta")
    with pytest.raises(CursorExpired):
        rig.changes(cursor)


@pytest.mark.parametrize("status", ["429", "503"])
def test_a_pause_is_kept_also_over_a_new_start(rig: GraphRig, status: str) -> None:
    """L12."""
    plan(rig, fault=status, retry_after=90, times=1)
    with pytest.raises(PortFault) as told:
        rig.changes()
    assert told.value.fault.kind is FaultClass.THROTTLED and told.value.fault.until is not None
    rig.tap.drain()
    again = rig.opened()
    with pytest.raises(PortFault) as told:
        again.fetch(CONTACT, ["x"])
    again.close()
    assert told.value.fault.kind is FaultClass.THROTTLED and rig.tap.drain() == []
    rig.ahead += rig.ahead.resolution * 91_000_000
    assert len(rig.changes()) == 1


def test_a_part_of_a_batch_that_is_throttled_holds_up_nobody_else_and_is_not_thought_to_be_refused(
    rig: GraphRig,
) -> None:
    """L6."""
    plan(rig, fault="429", item=2, retry_after=30, times=1)
    outcomes = rig.end.create(CONTACT, [Draft(f"scc:1:p{n}:", {"Surname": f"S{n}"}) for n in range(3)])
    assert [type(outcome) for outcome in outcomes] == [Applied, Unknown, Applied]
    with pytest.raises(PortFault) as told:
        rig.changes()
    assert told.value.fault.kind is FaultClass.THROTTLED


def test_a_refused_token_is_asked_for_once_more(rig: GraphRig) -> None:
    """L12."""
    good = rig.tokens[0]
    rig.tokens[:] = ["outdated", good]
    (native_id,) = rig.made(ADA)
    assert rig.everywhere("Winter") == {native_id: "Salesforce Contacts"}
    rig.tokens[:] = ["outdated"]
    with pytest.raises(PortFault) as told:
        rig.changes()
    assert (told.value.fault.kind, told.value.fault.code) == (FaultClass.AUTH_NEEDED, "auth")


def test_a_conflict_that_means_nothing_is_asked_once_more_where_it_is_read(rig: GraphRig) -> None:
    """L6."""
    (native_id,) = rig.made(ADA)
    plan(rig, fault="ErrorIrresolvableConflict", times=1)
    assert len(rig.changes()[0].observed) == 1
    plan(rig, fault="ErrorIrresolvableConflict", times=1, item=1)
    assert rig.seen(native_id).fields["Surname"] == "Winter"


def test_a_lost_answer_to_a_create_is_found_again_by_the_links(rig: GraphRig) -> None:
    """L4."""
    rig.tap.lose = "POST"
    outcomes = rig.end.create(CONTACT, [Draft(f"scc:1:p{n}:", {"Surname": f"S{n}"}) for n in range(20)])
    assert all(isinstance(outcome, Unknown) for outcome in outcomes)
    assert len(rig.tap.drain()) == 1
    found = rig.end.find_link(CONTACT, [f"p{n}" for n in range(20)])
    assert sorted(str(record.link) for record in found) == sorted(f"scc:1:p{n}:" for n in range(20))


def test_a_contact_in_a_folder_without_rights_is_refused_with_a_sentence(rig: GraphRig) -> None:
    """L6."""
    (native_id,) = rig.made(ADA)
    edit = Edit(native_id, rig.seen(native_id).version, {"JobTitle": "Poet"})
    tree = rig.server.folders
    (shared,) = [each for each in tree.children(tree.distinguished("contacts")) if each.name == "Salesforce Contacts"]
    shared.read_only = True
    (outcome,) = rig.end.update(CONTACT, [edit])
    assert isinstance(outcome, Refused) and outcome.fault.code == "no-permission"
    assert "Ask for the right" in outcome.fault.action
