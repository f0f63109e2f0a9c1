"""Change tracking over the Graph face: rounds, replay, removal, expiry, lag; over real HTTP on loopback."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from desktop.sandbox.serve import Sandbox
from tests.conftest import SandboxFactory
from tests.unit.sandbox.graph_client import IMMUTABLE, GraphClient

DELTA = "/me/contactFolders/contacts/contacts/delta"


@pytest.fixture
def graph(sandbox: Sandbox) -> GraphClient:
    return GraphClient(sandbox)


def whole_round(
    graph: GraphClient, path: str, headers: Mapping[str, str] | None = None
) -> tuple[list[dict[str, Any]], str]:
    """Every entry from a link to the end of its round, and the link for the next one."""
    entries: list[dict[str, Any]] = []
    page = graph.get(path, headers)
    while "@odata.deltaLink" not in page:
        entries += page["value"]
        page = graph.get(page["@odata.nextLink"], headers)
    return entries + page["value"], str(page["@odata.deltaLink"])


def test_a_first_round_pages_through_everything_and_the_next_is_empty(graph: GraphClient) -> None:
    page = graph.get(DELTA, {"Prefer": "odata.maxpagesize=10"})
    assert len(page["value"]) == 10
    assert "@odata.deltaLink" not in page
    entries, link = whole_round(graph, DELTA, {"Prefer": "odata.maxpagesize=10"})
    assert len({entry["id"] for entry in entries}) == 24
    assert whole_round(graph, link)[0] == []


def test_the_select_of_a_round_stays_in_its_links(graph: GraphClient) -> None:
    _, link = whole_round(graph, DELTA + "?$select=surname")
    graph.create("Lovelace", givenName="Ada")
    ((entry,), _) = whole_round(graph, link)
    assert set(entry) == {"@odata.type", "@odata.etag", "id", "surname"}


def test_a_round_tells_of_new_changed_and_deleted_contacts(graph: GraphClient) -> None:
    kept, doomed, brief = graph.create("Kept"), graph.create("Doomed"), graph.create("Brief")
    _, link = whole_round(graph, DELTA)
    new = graph.create("New")
    graph.send("PATCH", f"/me/contacts/{kept['id']}", json={"jobTitle": "A"})
    graph.send("PATCH", f"/me/contacts/{kept['id']}", json={"jobTitle": "B"})
    graph.send("DELETE", f"/me/contacts/{doomed['id']}")
    graph.send("POST", f"/me/contacts/{brief['id']}/permanentDelete")
    graph.send("DELETE", f"/me/contacts/{graph.create('Never seen')['id']}")
    entries, _ = whole_round(graph, link)
    told = {entry["id"]: entry for entry in entries}
    assert len(entries) == len(told) == 4
    assert (told[new["id"]]["surname"], told[kept["id"]]["jobTitle"]) == ("New", "B")
    for gone in (doomed, brief):
        assert told[gone["id"]]["@removed"] == {"reason": "deleted"}
        assert "surname" not in told[gone["id"]]


def test_the_same_link_gives_the_same_page_again(graph: GraphClient) -> None:
    first = graph.get(DELTA, {"Prefer": "odata.maxpagesize=7"})
    second = graph.get(first["@odata.nextLink"], {"Prefer": "odata.maxpagesize=7"})
    assert graph.get(first["@odata.nextLink"], {"Prefer": "odata.maxpagesize=7"}) == second
    _, link = whole_round(graph, DELTA)
    graph.create("Lovelace")
    assert graph.get(link) == graph.get(link)


def test_a_moved_contact_is_removed_from_one_folder_and_new_in_the_other(graph: GraphClient) -> None:
    made = graph.create("Lovelace")
    lasting = graph.get(f"/me/contacts/{made['id']}", IMMUTABLE)["id"]
    folder = graph.send("POST", "/me/contactFolders", json={"displayName": "CRM"}).json()["id"]
    other = f"/me/contactFolders/{folder}/contacts/delta"
    _, here = whole_round(graph, DELTA, IMMUTABLE)
    _, there = whole_round(graph, other, IMMUTABLE)
    mailbox = graph.mailbox
    contacts = mailbox.folders.distinguished("contacts")
    crm = next(each for each in mailbox.folders.children(contacts) if each.name == "CRM")

    def move(back: bool) -> None:
        source, target = (crm, contacts) if back else (contacts, crm)
        mailbox.items.move(next(iter(mailbox.items.within(source))), target)

    graph.sandbox.call(lambda: move(back=False))
    (left,), _ = whole_round(graph, here, IMMUTABLE)
    (came,), there_after = whole_round(graph, there, IMMUTABLE)
    assert (left["id"], left["@removed"], came["id"]) == (lasting, {"reason": "deleted"}, lasting)
    assert "@removed" in whole_round(graph, here)[0][0]
    graph.sandbox.call(lambda: move(back=True))
    assert [("@removed" in entry, entry["id"]) for entry in whole_round(graph, here, IMMUTABLE)[0]] == [
        (False, lasting)
    ]
    assert [entry["id"] for entry in whole_round(graph, there_after, IMMUTABLE)[0]] == [lasting]


def test_a_lost_state_is_410_and_says_where_to_begin_anew(graph: GraphClient) -> None:
    page = graph.get(DELTA, {"Prefer": "odata.maxpagesize=5"})
    _, link = whole_round(graph, DELTA)
    graph.sandbox.call(graph.mailbox.invalidate_sync_states)
    for lost in (link, page["@odata.nextLink"], f"{DELTA}?$deltatoken=nonsense"):
        answer = graph.send("GET", lost)
        assert (answer.status_code, answer.json()["error"]["code"]) == (410, "SyncStateNotFound")
        assert len(whole_round(graph, answer.headers["Location"])[0]) == 24
    folder = graph.send("POST", "/me/contactFolders", json={"displayName": "CRM"}).json()["id"]
    token = link.partition("deltatoken=")[2]
    elsewhere = f"/me/contactFolders/{folder}/contacts/delta?$deltatoken={token}"
    assert graph.send("GET", elsewhere).status_code == 410


@pytest.mark.parametrize("code", ["syncStateNotFound", "resyncRequired"])
def test_a_state_is_lost_on_request_of_the_fault_plan(graph: GraphClient, code: str) -> None:
    _, link = whole_round(graph, DELTA)
    graph.plan({"match": "contacts/delta", "fault": code, "times": 1})
    answer = graph.send("GET", link)
    assert (answer.status_code, answer.json()["error"]["code"]) == (410, code)
    assert "token" not in answer.headers["Location"]
    assert whole_round(graph, link)[0] == []


def test_what_change_tracking_does_not_take_is_refused(graph: GraphClient) -> None:
    for option in ("$expand=singleValueExtendedProperties", "$filter=surname eq 'x'", "$orderby=surname", "$top=3"):
        assert graph.refused("GET", f"{DELTA}?{option}") == (400, "ErrorInvalidUrlQuery")


def test_links_tokens_and_lasting_ids_outlive_a_restart(sandbox_factory: SandboxFactory, tmp_path: Path) -> None:
    before = GraphClient(sandbox_factory(contacts=0, state_dir=tmp_path))
    made = before.create("Lovelace")
    lasting = before.get(f"/me/contacts/{made['id']}", IMMUTABLE)["id"]
    _, link = whole_round(before, DELTA, IMMUTABLE)
    before.send("DELETE", f"/me/contacts/{made['id']}")
    before.sandbox.stop()
    graph = GraphClient(sandbox_factory(contacts=0, state_dir=tmp_path))
    assert graph.url == before.url
    (entry,), _ = whole_round(graph, link, IMMUTABLE)
    assert (entry["id"], entry["@removed"]) == (lasting, {"reason": "deleted"})
    assert graph.get(f"/me/contacts/{lasting}", IMMUTABLE)["id"] == lasting


def test_folders_are_tracked_at_any_depth(graph: GraphClient) -> None:
    path = "/me/contactFolders/delta"
    entries, link = whole_round(graph, path)
    assert entries == []
    crm = graph.send("POST", "/me/contactFolders", json={"displayName": "CRM"}).json()
    old = graph.send("POST", f"/me/contactFolders/{crm['id']}/childFolders", json={"displayName": "Old"}).json()
    entries, link = whole_round(graph, link)
    assert {entry["displayName"]: entry["parentFolderId"] for entry in entries} == {
        "CRM": crm["parentFolderId"],
        "Old": crm["id"],
    }
    graph.send("PATCH", f"/me/contactFolders/{crm['id']}", json={"displayName": "Customers"})
    graph.send("DELETE", f"/me/contactFolders/{old['id']}")
    told = {entry["id"]: entry for entry in whole_round(graph, link)[0]}
    assert told[crm["id"]]["displayName"] == "Customers"
    assert told[old["id"]]["@removed"] == {"reason": "deleted"}
    graph.send("POST", f"/me/contactFolders/{crm['id']}/permanentDelete")
    assert all("@removed" in entry for entry in whole_round(graph, link)[0])


def test_a_write_shows_in_lists_and_deltas_only_so_many_requests_later(graph: GraphClient) -> None:
    known = graph.create("Known")
    _, link = whole_round(graph, DELTA)
    graph.sandbox.call(lambda: setattr(graph.mailbox.settings, "lag", 2))
    graph.get("/me")
    made = graph.create("Lovelace")
    graph.send("PATCH", f"/me/contacts/{known['id']}", json={"jobTitle": "A"})
    assert graph.get(link)["value"] == []
    assert graph.get(f"/me/contacts/{made['id']}")["surname"] == "Lovelace"
    assert {entry["id"] for entry in graph.get(link)["value"]} == {made["id"], known["id"]}
    graph.create("Late")
    entries, link = whole_round(graph, DELTA)
    assert (len(entries), "Late" in {entry["surname"] for entry in entries}) == (26, False)
    graph.get("/me")
    entries, link = whole_round(graph, link)
    assert [entry["surname"] for entry in entries] == ["Late"]
    assert whole_round(graph, link)[0] == []
