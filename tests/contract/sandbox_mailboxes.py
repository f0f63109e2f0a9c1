"""The mailbox ends over the sandbox's servers, one a dialect, with an owner who acts on the servers' own state."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

import pytest
from lxml import etree

from desktop.core.record import NativeFields, Role, Scalar
from tests.kept import TextMemory

from .ends import MailboxEnd, Ticking, World
from .sandbox_ends import lost_create

if TYPE_CHECKING:
    from desktop.sandbox.exchange.folders import Folder
    from desktop.sandbox.exchange.items import Disposal, Item
    from desktop.sandbox.exchange.items import Value as ItemValue
    from desktop.sandbox.serve import Sandbox
    from tests.conftest import SandboxFactory

Result = TypeVar("Result")


class EwsHands:
    """The owner of the sandbox's mailbox."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._mailbox = sandbox.mailbox

    def create(self, fields: NativeFields) -> str:
        return self._create(Role.SHARED, fields, ["Salesforce"])

    def create_personal(self, fields: NativeFields, *categories: str) -> str:
        return self._create(Role.DEFAULT, fields, list(categories))

    def edit(self, native_id: str, changes: NativeFields) -> None:
        self._write(native_id, _properties(changes))

    def delete(self, native_id: str) -> str:
        return self.move(native_id, Role.DELETED)

    def restore(self, native_id: str) -> str:
        return self.move(native_id, Role.SHARED)

    def purge(self, native_id: str) -> None:
        self._do(lambda: self._mailbox.items.delete(self._item(native_id), "HardDelete"))

    def delete_shared_folder(self, for_good: bool = False) -> None:
        disposal: Disposal = "HardDelete" if for_good else "MoveToDeletedItems"
        self._do(lambda: self._mailbox.delete_folder(self._folder(Role.SHARED), disposal))

    def forget_category(self) -> None:
        from desktop.sandbox.exchange.configurations import Configuration

        root = self._category_xml()
        for row in root.findall("{*}category[@name='Salesforce']"):
            root.remove(row)
        kept = Configuration("", 0, xml=base64.b64encode(etree.tostring(root)).decode())
        self._do(lambda: self._mailbox.configurations.update(self._calendar(), "CategoryList", kept))

    def category_list(self) -> tuple[str, ...]:
        return tuple(row.get("name", "") for row in self._category_xml())

    def _category_xml(self) -> etree._Element:
        xml = self._mailbox.configurations.get(self._calendar(), "CategoryList").xml
        return etree.fromstring(base64.b64decode(xml or ""))

    def _calendar(self) -> str:
        return self._mailbox.folders.distinguished("calendar").id

    def case_twins(self) -> tuple[str, str]:
        first = self.create({"Surname": "Twin"})
        minted = self._item(first).id
        place = max(place for place, char in enumerate(minted[:-8]) if char.isalpha())
        twin = minted[:place] + minted[place].swapcase() + minted[place + 1 :]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(self._mailbox.ledger, "mint", lambda kind: twin)
            return first, self.create({"Surname": "Twin"})

    def copy(self, native_id: str) -> str:
        item = self._item(native_id)
        store = self._mailbox.items
        return self._told(self._do(lambda: store.copy(item, self._mailbox.folders.get(item.folder_id))))

    def move(self, native_id: str, role: Role) -> str:
        return self._told(self._do(lambda: self._mailbox.items.move(self._item(native_id), self._folder(role))))

    def categorise(self, native_id: str, *categories: str) -> None:
        self._write(native_id, {"item:Categories": list(categories)})

    def categories(self, native_id: str) -> tuple[str, ...]:
        return tuple(self._item(native_id).properties.get("item:Categories", ()))

    def set_nickname(self, native_id: str, nickname: str) -> None:
        self._write(native_id, {"contacts:Nickname": nickname})

    def nickname(self, native_id: str) -> str | None:
        return self._item(native_id).text("contacts:Nickname") or None

    def _create(self, role: Role, fields: NativeFields, categories: list[str]) -> str:
        properties = {key: value for key, value in _properties(fields).items() if value is not None}
        properties["item:Categories"] = categories
        return self._told(self._do(lambda: self._mailbox.items.create(self._folder(role), "IPM.Contact", properties)))

    def _write(self, native_id: str, edits: dict[str, ItemValue | None]) -> None:
        from desktop.sandbox.exchange.items import Basis

        basis = Basis(None, "AlwaysOverwrite")
        self._do(lambda: self._mailbox.items.update(self._item(native_id), edits, basis))

    def _item(self, native_id: str) -> Item:
        return self._mailbox.items.get(native_id)

    def _told(self, item: Item) -> str:
        return item.id

    def _folder(self, role: Role) -> Folder:
        tree = self._mailbox.folders
        contacts = tree.distinguished("contacts")
        if role in (Role.DEFAULT, Role.DELETED):
            return contacts if role is Role.DEFAULT else tree.distinguished("deleteditems")
        name = "Salesforce Contacts" if role is Role.SHARED else "Climbing club"
        known = [folder for folder in tree.children(contacts) if folder.name == name]
        return known[0] if known else tree.create(contacts, name, "IPF.Contact")

    def _do(self, act: Callable[[], Result]) -> Result:
        return self._sandbox.call(act)


class GraphHands(EwsHands):
    """The owner of the sandbox's mailbox, who speaks of contacts by the ids of Graph that stay."""

    def _item(self, native_id: str) -> Item:
        from desktop.sandbox.exchange.graph.id_formats import item_of

        return item_of(self._mailbox, native_id)

    def _told(self, item: Item) -> str:
        from desktop.sandbox.exchange.graph.id_formats import immutable_id

        return immutable_id(item.lasting_id)


def ews(sandboxes: SandboxFactory) -> MailboxEnd:
    """The EWS end over a mailbox with some personal contacts."""
    from desktop.exchange.ews import EwsConnection, EwsMailbox

    clock = Ticking(datetime.now(UTC))
    sandbox = sandboxes(contacts=0, clock=clock.now)
    ready = sandbox.ready["exchange"]
    connection = EwsConnection(
        ready["ews_url"], ready["username"], ready["password"], ready["email"], sandbox.ready["ca_file"]
    )

    def expire(cursor: str) -> str:
        sandbox.call(sandbox.mailbox.invalidate_sync_states)
        return cursor

    @contextmanager
    def small_pages(size: int) -> Iterator[None]:
        settings = sandbox.mailbox.settings
        usual, settings.sync_page = settings.sync_page, size
        yield
        settings.sync_page = usual

    world = World(
        tick=clock.tick,
        now=clock.now,
        expire=expire,
        lost_create=lost_create,
        small_pages=small_pages,
        refused=_refused_by(sandbox),
        enforces_lengths=False,
    )
    return MailboxEnd(EwsMailbox(connection, TextMemory()), EwsHands(sandbox), world)


def graph(sandboxes: SandboxFactory) -> MailboxEnd:
    """The Graph end over a mailbox with some personal contacts."""
    from desktop.exchange.graph import GraphConnection, GraphMailbox, source

    clock = Ticking(datetime.now(UTC))
    sandbox = sandboxes(contacts=0, clock=clock.now)
    ready = sandbox.ready["graph"]
    connection = GraphConnection(
        ready["base_url"], sandbox.ready["exchange"]["email"], lambda _: ready["access_token"], sandbox.ready["ca_file"]
    )

    def expire(cursor: str) -> str:
        sandbox.call(sandbox.mailbox.invalidate_sync_states)
        return cursor

    @contextmanager
    def small_pages(size: int) -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(source, "DELTA_PAGE", size)
            yield

    world = World(
        tick=clock.tick,
        now=clock.now,
        expire=expire,
        lost_create=lost_create,
        small_pages=small_pages,
        refused=_refused_by(sandbox),
        enforces_lengths=False,
    )
    return MailboxEnd(GraphMailbox(connection, TextMemory()), GraphHands(sandbox), world)


def _refused_by(sandbox: Sandbox) -> NativeFields:
    """Let the mailbox refuse contacts of one name, as a rule of the server's would; the fields of such a contact."""
    from desktop.sandbox.exchange.refusals import Refusal

    store = sandbox.mailbox.items
    create = store.create

    def choosy(folder: Folder, item_class: str, properties: Mapping[str, ItemValue]) -> Item:
        if properties.get("contacts:Surname") == "Refused":
            raise Refusal("ErrorInvalidPropertySet")
        return create(folder, item_class, properties)

    store.create = choosy  # type: ignore[method-assign]
    return {"Surname": "Refused"}


def _properties(fields: NativeFields) -> dict[str, ItemValue | None]:
    """Native fields as the properties of the sandbox's store; None and '' clear."""
    found: dict[str, ItemValue | None] = {}
    for name, value in fields.items():
        found |= _property(name, None if value in (None, "") else value)
    return found


def _property(name: str, value: Scalar) -> dict[str, ItemValue | None]:
    text = None if value is None else str(value)
    first, *rest = name.split("/")
    if first == "PhysicalAddresses":
        return {f"contacts:PhysicalAddress:{rest[1]}/{rest[0]}": text}
    if rest:
        kind = {"EmailAddresses": "EmailAddress", "PhoneNumbers": "PhoneNumber"}[first]
        return {f"contacts:{kind}/{rest[0]}": text}
    if name == "Body":
        return {"item:Body": text and text.replace("\n", "\r\n"), "item:Body/Type": text and "Text"}
    if name == "Birthday":
        return {"contacts:Birthday": text and f"{text}T11:59:00Z"}
    return {f"contacts:{name}": text}
