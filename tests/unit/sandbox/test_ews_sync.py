"""SyncFolderItems and SyncFolderHierarchy: a client that follows the states always knows what is in the folder."""

from __future__ import annotations

import random

import pytest

from desktop.sandbox.exchange.history import History
from desktop.sandbox.exchange.mailbox import Mailbox
from tests.unit.sandbox.ews_client import EwsClient, Reply, T, Ticking, set_field


@pytest.fixture
def client() -> EwsClient:
    return EwsClient(Mailbox(3, Ticking()))


def named(client: EwsClient, name: str) -> tuple[str, str]:
    return client.create(f"<t:GivenName>{name}</t:GivenName>")


def changes(reply: Reply) -> list[tuple[str, str]]:
    found = reply.root.find(".//{*}Changes")
    assert found is not None
    return [(change.tag[len(T) :], str(next(change.iter(f"{T}ItemId")).get("Id"))) for change in found]


def state_of(reply: Reply) -> str:
    return reply.root.findtext(".//{*}SyncState") or ""


def is_last(reply: Reply) -> bool:
    return reply.root.findtext(".//{*}IncludesLastItemInRange") == "true"


def test_the_first_round_lists_the_newest_first_in_pages(client: EwsClient) -> None:
    made = [named(client, f"n{number}")[0] for number in range(5)]
    first = client.sync(limit=2)
    second = client.sync(state_of(first), limit=2)
    third = client.sync(state_of(second), limit=2)
    assert [is_last(reply) for reply in (first, second, third)] == [False, False, True]
    listed = changes(first) + changes(second) + changes(third)
    assert listed == [("Create", item_id) for item_id in reversed(made)]


def test_nothing_new_gives_no_change(client: EwsClient) -> None:
    named(client, "a")
    first = client.sync()
    again = client.sync(state_of(first))
    assert changes(again) == []
    assert is_last(again)


def test_changes_of_one_item_are_merged(client: EwsClient) -> None:
    old = named(client, "old")
    doomed = named(client, "doomed")
    state = state_of(client.sync())
    new = named(client, "new")
    client.update(new, set_field("contacts:Surname", "<t:Surname>x</t:Surname>"))
    client.update(old, set_field("contacts:Surname", "<t:Surname>x</t:Surname>"))
    client.update(old, set_field("contacts:Surname", "<t:Surname>y</t:Surname>"), "AlwaysOverwrite")
    client.update(doomed, set_field("contacts:Surname", "<t:Surname>y</t:Surname>"))
    client.delete(doomed[0])
    client.delete(named(client, "passing")[0])
    assert sorted(changes(client.sync(state))) == sorted(
        [("Create", new[0]), ("Update", old[0]), ("Delete", doomed[0])]
    )


def test_an_item_created_and_changed_between_pages_is_created_once(client: EwsClient) -> None:
    state = state_of(client.sync())
    first, second = named(client, "a"), named(client, "b")
    page = client.sync(state, limit=1)
    client.update(first, set_field("contacts:Surname", "<t:Surname>x</t:Surname>"))
    rest = client.sync(state_of(page))
    assert changes(page) == [("Create", first[0])]
    assert changes(rest) == [("Create", second[0]), ("Update", first[0])]


def test_a_soft_delete_is_a_delete_here_and_a_creation_in_deleted_items(client: EwsClient) -> None:
    item_id, _ = named(client, "a")
    trash = '<t:DistinguishedFolderId Id="deleteditems"/>'
    here, there = state_of(client.sync()), state_of(client.sync(folder=trash))
    client.delete(item_id)
    assert changes(client.sync(here)) == [("Delete", item_id)]
    (kind, new_id) = changes(client.sync(there, folder=trash))[0]
    assert kind == "Create"
    assert new_id != item_id


def test_a_state_of_another_folder_or_epoch_or_hand_is_refused(client: EwsClient) -> None:
    named(client, "a")
    own = state_of(client.sync())
    foreign = state_of(client.sync(folder='<t:DistinguishedFolderId Id="inbox"/>'))
    for wrong in (foreign, own[:-8], "bm9uc2Vuc2U=", "not base64"):
        assert client.sync(wrong).codes == ["ErrorInvalidSyncStateData"]
    client.mailbox.invalidate_sync_states()
    assert client.sync(own).codes == ["ErrorInvalidSyncStateData"]
    assert client.sync().codes == ["NoError"]


def test_a_folder_that_is_gone_cannot_be_synced(client: EwsClient) -> None:
    folders = client.mailbox.folders
    folder = folders.create(folders.distinguished("contacts"), "Mine", "IPF.Contact")
    element = f'<t:FolderId Id="{folder.id}"/>'
    state = state_of(client.sync(folder=element))
    client.mailbox.delete_folder(folder, "HardDelete")
    assert client.sync(state, folder=element).codes == ["ErrorSyncFolderNotFound"]


def test_ignored_items_are_left_out(client: EwsClient) -> None:
    first, second = named(client, "a"), named(client, "b")
    reply = client.call(
        "<m:SyncFolderItems><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape></m:ItemShape>"
        '<m:SyncFolderId><t:DistinguishedFolderId Id="contacts"/></m:SyncFolderId>'
        f'<m:Ignore><t:ItemId Id="{first[0]}"/></m:Ignore><m:MaxChangesReturned>10</m:MaxChangesReturned>'
        "</m:SyncFolderItems>"
    )
    assert changes(reply) == [("Create", second[0])]


@pytest.mark.parametrize("limit", [0, 513])
def test_a_page_holds_between_1_and_512_changes(client: EwsClient, limit: int) -> None:
    reply = client.call(
        "<m:SyncFolderItems><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape></m:ItemShape>"
        '<m:SyncFolderId><t:DistinguishedFolderId Id="contacts"/></m:SyncFolderId>'
        f"<m:MaxChangesReturned>{limit}</m:MaxChangesReturned></m:SyncFolderItems>",
        valid=False,
    )
    assert (reply.status, reply.codes) == (500, ["ErrorSchemaValidation"])


@pytest.mark.parametrize("seed", range(30))
def test_a_client_that_follows_the_pages_knows_the_folder(seed: int) -> None:
    rng = random.Random(seed)
    history, living, known = History(), set[str](), dict[str, int]()
    versions: dict[str, int] = {}
    state = history.start()
    for number in range(1, 301):
        action = rng.choice("ccuudrs")
        if action == "c":
            member = f"m{number}"
            living.add(member)
            versions[member] = number
            history.record(number, member, "create")
        elif action == "s":
            page = history.page(state, rng.choice([1, 2, 5]))
            state = page.state
            _follow(page.changes, known, versions)
        elif living:
            member = rng.choice(sorted(living))
            versions[member] = number
            kinds = {"u": "update", "d": "delete", "r": "read"}
            history.record(number, member, kinds[action])  # type: ignore[arg-type]
            if action == "d":
                living.discard(member)
    while True:
        page = history.page(state, 3)
        state = page.state
        _follow(page.changes, known, versions)
        if page.last:
            break
    assert known == {member: versions[member] for member in living}
    assert state.ranges == []
    assert history.page(state, 3).changes == []
    assert History.load(history.dump()).page(history.start(), 1000) == history.page(history.start(), 1000)


def _follow(changes: list[tuple[str, str]] | object, known: dict[str, int], versions: dict[str, int]) -> None:
    assert isinstance(changes, list)
    members = [member for _, member in changes]
    assert len(members) == len(set(members))
    for kind, member in changes:
        assert (member in known) == (kind != "create"), (kind, member)
        if kind == "delete":
            del known[member]
        else:
            known[member] = versions[member]


def hierarchy(client: EwsClient, state: str = "", scope: str = "") -> Reply:
    known = f"<m:SyncState>{state}</m:SyncState>" if state else ""
    below = f"<m:SyncFolderId>{scope}</m:SyncFolderId>" if scope else ""
    return client.call(
        "<m:SyncFolderHierarchy><m:FolderShape><t:BaseShape>AllProperties</t:BaseShape></m:FolderShape>"
        f"{below}{known}</m:SyncFolderHierarchy>"
    )


def test_the_hierarchy_tells_of_made_renamed_moved_and_deleted_folders(client: EwsClient) -> None:
    folders = client.mailbox.folders
    contacts = folders.distinguished("contacts")
    scope = '<t:DistinguishedFolderId Id="contacts"/>'
    whole, below = hierarchy(client), hierarchy(client, scope=scope)
    assert "Contacts" in whole.texts("DisplayName")
    assert whole.texts("DisplayName").index("Contacts") < whole.texts("DisplayName").index("Recipient Cache")
    assert below.texts("DisplayName") == ["Recipient Cache"]
    made = folders.create(contacts, "Mine", "IPF.Contact")
    after = hierarchy(client, state_of(below), scope)
    assert after.texts("DisplayName") == ["Mine"]
    assert hierarchy(client, state_of(after), scope).texts("DisplayName") == []
    client.mailbox.delete_folder(made, "MoveToDeletedItems")
    gone = hierarchy(client, state_of(after), scope)
    assert [element.tag[len(T) :] for element in gone.root.iterfind(".//{*}Changes/*")] == ["Delete"]
    assert hierarchy(client, state_of(whole)).texts("DisplayName") == ["Mine"]
    client.mailbox.delete_folder(made, "HardDelete")
    assert gone.ids("FolderId")[0][0] == made.id
