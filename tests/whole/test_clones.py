"""Clones over real HTTP: a record cloned in Salesforce and an item copied in Outlook are new ones.

Laws: L4, L11.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest
import requests

from tests.whole.desk import SHARED_FOLDER, Desk, text_of

if TYPE_CHECKING:
    from tests.conftest import SandboxFactory

LINK = "SmartCloudLink__c"


@pytest.fixture
def desk(sandbox_factory: SandboxFactory, tmp_path: Path) -> Desk:
    """An org with the link field, and a contact that we made in it, which so bears its link."""
    desk = Desk(sandbox_factory(), tmp_path)
    desk.sandbox.call(lambda: setattr(desk.sandbox.org.settings, "link_field", True))
    desk.settled()
    desk.people.add_in_outlook({"GivenName": "Ada", "Surname": "Lovelace", "JobTitle": "Analyst"})
    assert desk.sync().code == 0
    assert row(desk, "Ada Lovelace")[LINK].startswith("scc:1:")
    return desk


def row(desk: Desk, name: str) -> dict[str, Any]:
    """A live row of the org as it is stored."""
    (found,) = [each for each in desk.sandbox.org.rows("Contact") if each["Name"] == name and not each["IsDeleted"]]
    return found


@pytest.mark.parametrize("copied", [True, False])
def test_a_record_that_is_cloned_in_salesforce_is_a_contact_of_its_own(desk: Desk, copied: bool) -> None:
    """Where the link field is not unique any more, the clone bears the link of its original."""
    org = desk.sandbox.org
    original = row(desk, "Ada Lovelace")
    clone = {"FirstName": "Augusta", "LastName": "Lovelace", "Title": original["Title"]}
    if copied:
        desk.sandbox.call(lambda: setattr(org.settings, "link_field_unique", False))
        clone[LINK] = original[LINK]
    desk.sandbox.call(lambda: org.insert("Contact", clone))
    desk.people.edit_in_salesforce("Ada Lovelace", {"Title": "Countess"})
    assert desk.sync().code == 0
    desk.agreed(10)
    (ada,), (augusta,) = desk.in_outlook("Ada Lovelace"), desk.in_outlook("Augusta Lovelace")
    assert (text_of(ada, "JobTitle"), text_of(augusta, "JobTitle")) == ("Countess", "Analyst")
    desk.people.edit_in_outlook("Augusta Lovelace", {"JobTitle": "Programmer"})
    assert desk.sync().code == 0
    assert (row(desk, "Ada Lovelace")["Title"], row(desk, "Augusta Lovelace")["Title"]) == ("Countess", "Programmer")
    desk.agreed(10)


def test_an_item_that_is_copied_in_outlook_is_a_contact_of_its_own(desk: Desk) -> None:
    """The copy bears the stamp of its original until it has one of its own."""
    box = desk.sandbox.mailbox

    def copy() -> None:
        from desktop.sandbox.exchange.items import Basis

        tree = box.folders
        (folder,) = [each for each in tree.children(tree.distinguished("contacts")) if each.name == SHARED_FOLDER]
        (original,) = [item for item in box.items.within(folder) if item.properties.get("contacts:GivenName") == "Ada"]
        made = box.items.copy(original, folder)
        box.items.update(made, {"contacts:GivenName": "Augusta"}, Basis(None, "AlwaysOverwrite"))

    desk.sandbox.call(copy)
    desk.people.edit_in_salesforce("Ada Lovelace", {"Title": "Countess"})
    assert desk.sync().code == 0
    assert (row(desk, "Ada Lovelace")["Title"], row(desk, "Augusta Lovelace")["Title"]) == ("Countess", "Analyst")
    assert row(desk, "Ada Lovelace")[LINK] != row(desk, "Augusta Lovelace")[LINK]
    desk.agreed(10)


def test_several_records_under_the_link_of_a_new_contact_are_told_and_the_others_go_on(desk: Desk) -> None:
    """Which of them it is only the administrator can say; none is written, and no third one made."""
    org = desk.sandbox.org
    desk.sandbox.call(lambda: setattr(org.settings, "link_field_unique", False))
    links: list[str] = []

    def plant(body: bytes) -> None:
        found = re.search(rb"SmartCloudLink__c/(scc[^\"?]+)", body)
        if found and not links:
            links.append(unquote(found[1].decode()))
            for name in ("One", "Two"):
                values = {"LastName": name, LINK: links[0]}
                desk.sandbox.call(lambda values=values: org.insert("Contact", values))  # type: ignore[misc]

    desk.people.add_in_outlook({"GivenName": "Grace", "Surname": "Hopper"})
    desk.people.edit_in_outlook("Ada Lovelace", {"JobTitle": "Countess"})
    with before_each_request(plant):
        told = desk.sync()
    assert links and told.code == 3
    assert list(told.issues) == ["Grace Hopper"] and "make the link field unique" in told.issues["Grace Hopper"]
    assert row(desk, "Ada Lovelace")["Title"] == "Countess"
    assert desk.in_salesforce("Grace Hopper") == []
    assert [row(desk, name)["FirstName"] for name in ("One", "Two")] == [None, None]


@contextmanager
def before_each_request(act: Callable[[bytes], None]) -> Iterator[None]:
    """While open, `act` is told the body of every request of the program before it leaves."""
    send = requests.adapters.HTTPAdapter.send

    def tapped(adapter: Any, request: requests.PreparedRequest, **more: Any) -> requests.Response:
        act(request.body.encode() if isinstance(request.body, str) else request.body or b"")
        return send(adapter, request, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(requests.adapters.HTTPAdapter, "send", tapped)
        yield
