"""Unmodified exchangelib against the simulated mailbox, over real HTTP on loopback."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from typing import Any

import exchangelib
import pytest
import uvicorn
from exchangelib.errors import ErrorFolderExists, ErrorIrresolvableConflict, ErrorItemNotFound, UnauthorizedError
from exchangelib.folders import Contacts
from exchangelib.indexed_properties import EmailAddress, PhoneNumber, PhysicalAddress
from exchangelib.items import Contact

from desktop.sandbox.exchange.app import create_app
from desktop.sandbox.exchange.mailbox import Mailbox
from desktop.sandbox.exchange.seed import populate


class LinkId(exchangelib.ExtendedProperty):  # type: ignore[misc]  # the library has no types
    """A named property as a sync program keeps one."""

    property_set_id = "6f1a0b1c-2d3e-4f50-8a61-7b8c9d0e1f23"
    property_name = "LinkId"
    property_type = "String"


@pytest.fixture(scope="module")
def served() -> Iterator[tuple[Mailbox, str]]:
    mailbox = Mailbox(2)
    populate(mailbox)
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(16)
    config = uvicorn.Config(create_app(mailbox), log_level="critical", lifespan="off", access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    Contact.register("sandbox_link", LinkId)
    yield mailbox, f"http://127.0.0.1:{listener.getsockname()[1]}/EWS/Exchange.asmx"
    Contact.deregister("sandbox_link")
    exchangelib.close_connections()
    server.should_exit = True
    thread.join(10)
    listener.close()


def account_of(mailbox: Mailbox, url: str, password: str = "", **extra: Any) -> exchangelib.Account:
    credentials = exchangelib.Credentials(mailbox.username, password or mailbox.password)
    config = exchangelib.Configuration(service_endpoint=url, credentials=credentials, **extra)
    return exchangelib.Account(
        mailbox.email, config=config, access_type=exchangelib.DELEGATE, default_timezone=exchangelib.UTC
    )


@pytest.fixture
def account(served: tuple[Mailbox, str]) -> exchangelib.Account:
    version = exchangelib.Version(exchangelib.Build(*served[0].settings.build))
    return account_of(*served, auth_type=exchangelib.BASIC, version=version)


@pytest.fixture
def folder(account: exchangelib.Account, request: pytest.FixtureRequest) -> Any:
    made = Contacts(parent=account.contacts, name=request.node.name)
    made.save()
    return made


def test_a_client_that_probes_finds_version_and_sign_in(served: tuple[Mailbox, str]) -> None:
    account = account_of(*served)
    assert account.version.build.major_version == 15
    assert account.contacts.total_count >= 24
    with pytest.raises(UnauthorizedError):
        account_of(*served, password="wrong", auth_type=exchangelib.BASIC).root.refresh()


def test_a_contact_is_made_read_changed_and_searched(folder: Any) -> None:
    contact = Contact(
        folder=folder,
        display_name="Ada Lovelace",
        given_name="Ada",
        surname="Lovelace",
        email_addresses=[EmailAddress(label="EmailAddress1", email="ada@e.example")],
        phone_numbers=[
            PhoneNumber(label="MobilePhone", phone_number="1"),
            PhoneNumber(label="Pager", phone_number="2"),
        ],
        physical_addresses=[PhysicalAddress(label="Business", street="1 St\nFloor 2", country="UK")],
        birthday=exchangelib.EWSDate(1990, 1, 1),
        body="one\ntwo",
        categories=["Salesforce"],
        sandbox_link="pair-1",
    )
    contact.save()
    found = folder.get(sandbox_link="pair-1")
    assert (found.id, found.changekey) == (contact.id, contact.changekey)
    assert (found.body, found.birthday, found.categories) == ("one\r\ntwo", contact.birthday, ["Salesforce"])
    assert found.physical_addresses[0].street == "1 St\r\nFloor 2"
    found.given_name = "Augusta"
    found.phone_numbers = [PhoneNumber(label="Pager", phone_number="3")]
    found.save(update_fields=["given_name", "phone_numbers"])
    again = folder.get(given_name__icontains="august")
    assert [(phone.label, phone.phone_number) for phone in again.phone_numbers] == [("Pager", "3")]
    assert again.surname == "Lovelace"
    contact.given_name = "Old"
    with pytest.raises(ErrorIrresolvableConflict):
        contact.save(update_fields=["given_name"], conflict_resolution="NeverOverwrite")


def test_a_sync_tells_of_changes_moves_and_deletions(account: exchangelib.Account, folder: Any) -> None:
    assert list(folder.sync_items()) == []
    contact = Contact(folder=folder, display_name="Ada", given_name="Ada", sandbox_link="moved")
    contact.save()
    assert [(kind, item.given_name, item.sandbox_link) for kind, item in folder.sync_items()] == [
        ("create", "Ada", "moved")
    ]
    contact.given_name = "Bea"
    contact.save(update_fields=["given_name"])
    assert [(kind, item.given_name) for kind, item in folder.sync_items()] == [("update", "Bea")]
    old_id = contact.id
    contact.move(account.contacts)
    assert contact.id != old_id
    assert [kind for kind, _ in folder.sync_items()] == ["delete"]
    account.contacts.get(sandbox_link="moved").move_to_trash()
    assert account.trash.filter(sandbox_link="moved").count() == 1


def test_bulk_calls_answer_item_by_item(account: exchangelib.Account, folder: Any) -> None:
    drafts = [Contact(display_name=f"B{n}", given_name="B", surname=f"{n:03}") for n in range(120)]
    made = account.bulk_create(folder=folder, items=drafts)
    edits = [
        (Contact(folder=folder, id=c.id, changekey=c.changekey, display_name="B", job_title="J"), ["job_title"])
        for c in made
    ]
    assert len(account.bulk_update(edits)) == 120
    assert {item.job_title for item in account.fetch(made)} == {"J"}
    assert account.bulk_delete(made[:10], delete_type="MoveToDeletedItems") == [True] * 10
    assert isinstance(next(iter(account.fetch(made[:1]))), ErrorItemNotFound)
    account.bulk_move(made[10:20], account.contacts)
    account.bulk_copy(made[20:25], folder)
    assert folder.all().count() == 105
    assert [item.surname for item in folder.all().order_by("-surname").only("surname")[:2]] == ["119", "118"]


def test_folders_and_configurations_are_worked_on(account: exchangelib.Account, folder: Any) -> None:
    with pytest.raises(ErrorFolderExists):
        Contacts(parent=account.contacts, name=folder.name.upper()).save()
    folder.name = "Renamed"
    folder.save(update_fields=["name"])
    assert (account.contacts / "Renamed").id == folder.id
    categories = account.calendar.get_user_configuration(name="CategoryList")
    assert categories.xml_data.startswith(b"<?xml")
    account.calendar.create_user_configuration(name="Own", dictionary={"a": 1}, xml_data=b"<a/>")
    account.calendar.update_user_configuration(name="Own", dictionary={"a": 2})
    own = account.calendar.get_user_configuration(name="Own")
    assert (own.dictionary, own.xml_data) == ({"a": 2}, b"<a/>")
    account.calendar.delete_user_configuration(name="Own")
    folder.delete()
    assert "Renamed" not in [child.name for child in account.contacts.children]
