"""The contacts of a folder over Graph: list, read, create, change, delete.

https://learn.microsoft.com/graph/api/resources/contact - a deleted contact goes to Deleted Items, one deleted for good
to the purges. The rules of the store are not here.
"""

from __future__ import annotations

from typing import Any

from desktop.sandbox.exchange.derived import value_of
from desktop.sandbox.exchange.fields import CONTACT, table_of
from desktop.sandbox.exchange.folders import Folder
from desktop.sandbox.exchange.graph.call import Call, Reply
from desktop.sandbox.exchange.graph.contact_delta import contact_delta
from desktop.sandbox.exchange.graph.contact_fields import READERS
from desktop.sandbox.exchange.graph.contact_shapes import ContactShape
from desktop.sandbox.exchange.graph.contact_values import read_contact
from desktop.sandbox.exchange.graph.extended import asked_names, read_name
from desktop.sandbox.exchange.graph.filters import Reading, compile_filter, path_reading
from desktop.sandbox.exchange.graph.id_formats import item_of, plain_id
from desktop.sandbox.exchange.graph.pages import listed, ordered
from desktop.sandbox.exchange.items import Basis, Item
from desktop.sandbox.exchange.mailbox import Mailbox
from desktop.sandbox.exchange.refusals import Refusal

_CONTEXT = "users('{}')/contacts"


def answer_contacts(mailbox: Mailbox, call: Call, folder: Folder, rest: tuple[str, ...], anywhere: bool) -> Reply:
    """A request on the contacts of a folder; `rest` is the path under them.

    `anywhere`: the path names no folder, so that a single contact may lie in any.
    """
    match rest:
        case ():
            call.expect("GET", "POST")
            return _create(mailbox, call, folder) if call.method == "POST" else _list(mailbox, call, folder)
        case (name,) if name.lower() == "delta":
            call.expect("GET")
            return contact_delta(mailbox, call, folder)
        case (identifier,):
            call.expect("GET", "PATCH", "DELETE")
            return _single(mailbox, call, _found(mailbox, identifier, None if anywhere else folder))
        case (identifier, action) if action.lower() == "permanentdelete":
            call.expect("POST")
            item = _found(mailbox, identifier, None if anywhere else folder)
            mailbox.items.move(item, mailbox.folders.distinguished("recoverableitemspurges"))
            return Reply(204)
    raise Refusal("ResourceNotFound")


def _found(mailbox: Mailbox, identifier: str, folder: Folder | None) -> Item:
    item = item_of(mailbox, identifier)
    purged = mailbox.folders.distinguished("recoverableitemspurges").id
    if table_of(item.item_class) is not CONTACT or item.folder_id == purged:
        raise Refusal("ErrorItemNotFound")
    if folder is not None and item.folder_id != folder.id:
        raise Refusal("ErrorItemNotFound")
    return item


def _context(mailbox: Mailbox) -> str:
    return _CONTEXT.format(mailbox.ledger.guid)


def _list(mailbox: Mailbox, call: Call, folder: Folder) -> Reply:
    shape = ContactShape(mailbox, call)
    items = [item for item in mailbox.items.within(folder, call.horizon) if table_of(item.item_class) is CONTACT]
    text = call.options.get("filter", "")
    if text:
        condition, names = compile_filter(text), asked_names(text.replace("/", " "))
        items = [item for item in items if condition(_reading(mailbox, item, names))]
    items = ordered(call, items, lambda item, name: _reading(mailbox, item, [])(name))
    return listed(call, _context(mailbox), items, shape.write, mailbox.settings.list_page)


def _reading(mailbox: Mailbox, item: Item, extended: list[str]) -> Reading:
    """The values of a contact by Graph's paths; `extended` are the ids that are asked for, as they are written."""

    def read(path: str) -> Any:
        name, _, part = path.partition("/")
        if name.lower() in ("singlevalueextendedproperties", "multivalueextendedproperties"):
            values = [(text, value_of(item, read_name(text).key)) for text in extended]
            return [{"id": text, "value": value} for text, value in values if value is not None]
        if name == "parentFolderId":
            return plain_id(item.folder_id)
        if name == "changeKey":
            return mailbox.items.change_key(item)
        if name not in READERS:
            raise Refusal("BadRequest", f"Invalid filter clause: Could not find a property named '{name}'.")
        value = READERS[name](item)
        return path_reading(value)(part) if part else value

    return read


def _create(mailbox: Mailbox, call: Call, folder: Folder) -> Reply:
    given = {key: value for key, value in read_contact(call.members).items() if value is not None}
    item = mailbox.items.create(folder, "IPM.Contact", given)
    return _entity(mailbox, call, item, 201)


def _entity(mailbox: Mailbox, call: Call, item: Item, status: int) -> Reply:
    if call.method != "GET" and call.preferences.get("return", "").lower() == "minimal":
        return Reply(204)
    context = f"{call.root}/$metadata#{_context(mailbox)}/$entity"
    return Reply(status, {"@odata.context": context, **ContactShape(mailbox, call).write(item)})


def _single(mailbox: Mailbox, call: Call, item: Item) -> Reply:
    if call.method == "GET":
        return _entity(mailbox, call, item, 200)
    _check_match(mailbox, call, item)
    if call.method == "DELETE":
        mailbox.items.delete(item, "MoveToDeletedItems")
        return Reply(204)
    mailbox.items.update(item, read_contact(call.members), Basis(None, "AlwaysOverwrite"))
    return _entity(mailbox, call, item, 200)


def _check_match(mailbox: Mailbox, call: Call, item: Item) -> None:
    """Raise ErrorIrresolvableConflict where If-Match names another version than the present one."""
    wanted = call.headers.get("if-match", "*").strip()
    if wanted != "*" and wanted.removeprefix("W/").strip('"') != mailbox.items.change_key(item):
        raise Refusal("ErrorIrresolvableConflict")
