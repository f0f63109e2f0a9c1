"""The contact folders over Graph: list, read, create, rename, delete, and their change tracking.

https://learn.microsoft.com/graph/api/resources/contactfolder - the collection of a mailbox holds the folders under the
default one, and not the default one itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop.sandbox.exchange.folders import Folder
from desktop.sandbox.exchange.graph import links
from desktop.sandbox.exchange.graph.call import Call, Reply
from desktop.sandbox.exchange.graph.contact_shapes import expanded, selected, written_extended
from desktop.sandbox.exchange.graph.extended import asked_names, read_name, read_values
from desktop.sandbox.exchange.graph.filters import Reading, compile_filter
from desktop.sandbox.exchange.graph.id_formats import folder_of, plain_id
from desktop.sandbox.exchange.graph.pages import listed, ordered
from desktop.sandbox.exchange.history import ChangeKind
from desktop.sandbox.exchange.mailbox import Mailbox
from desktop.sandbox.exchange.refusals import Refusal

_CLASS = "IPF.Contact"
_NAMES = ("parentFolderId", "displayName")
_SCOPE = "graph hierarchy"


def is_shown(folder: Folder) -> bool:
    """Whether it is a contact folder of the user's own, not one that the server keeps for itself."""
    return folder.folder_class.startswith(_CLASS) and not folder.distinguished


def answer_folders(mailbox: Mailbox, call: Call, parent: Folder) -> Reply:
    """A request on the folders under one: list them, or make one."""
    call.expect("GET", "POST")
    if call.method == "POST":
        return _create(mailbox, call, parent)
    folders = [folder for folder in mailbox.folders.children(parent) if is_shown(folder)]
    text = call.options.get("filter", "")
    if text:
        condition, names = compile_filter(text), asked_names(text.replace("/", " "))
        folders = [folder for folder in folders if condition(_reading(folder, names))]
    folders = ordered(call, folders, lambda folder, name: _reading(folder, [])(name))
    context = f"users('{mailbox.ledger.guid}')/contactFolders"
    return listed(call, context, folders, lambda folder: _written(call, folder), mailbox.settings.list_page)


def answer_folder(mailbox: Mailbox, call: Call, folder: Folder) -> Reply:
    """A request on one folder."""
    call.expect("GET", "PATCH", "DELETE")
    if call.method == "DELETE":
        mailbox.delete_folder(folder, "MoveToDeletedItems")
        return Reply(204)
    if call.method == "PATCH":
        if folder.distinguished:
            raise Refusal("ErrorAccessDenied")
        mailbox.folders.update(folder, _edits(call))
    return _entity(mailbox, call, folder, 200)


def delete_for_good(mailbox: Mailbox, call: Call, folder: Folder) -> Reply:
    """A request to delete a folder for good, with what is in it."""
    call.expect("POST")
    mailbox.delete_folder(folder, "HardDelete")
    return Reply(204)


def _entity(mailbox: Mailbox, call: Call, folder: Folder, status: int) -> Reply:
    context = f"{call.root}/$metadata#users('{mailbox.ledger.guid}')/contactFolders/$entity"
    return Reply(status, {"@odata.context": context, **_written(call, folder)})


def _written(call: Call, folder: Folder, select: str | None = None) -> dict[str, Any]:
    values = {"parentFolderId": plain_id(folder.parent_id), "displayName": folder.name}
    names = selected(call.options.get("select", "") if select is None else select, _NAMES)
    extended = expanded(call.options.get("expand", ""))
    return {
        "id": plain_id(folder.id),
        **{name: values[name] for name in names},
        **written_extended(extended, [folder.properties.get(name.key) for name in extended]),
    }


def _reading(folder: Folder, extended: list[str]) -> Reading:
    def read(path: str) -> Any:
        match path.lower():
            case "displayname":
                return folder.name
            case "id":
                return plain_id(folder.id)
            case "parentfolderid":
                return plain_id(folder.parent_id)
            case "singlevalueextendedproperties":
                values = [(text, folder.properties.get(read_name(text).key)) for text in extended]
                return [{"id": text, "value": value} for text, value in values if value is not None]
        raise Refusal("BadRequest", f"Invalid filter clause: Could not find a property named '{path}'.")

    return read


def _edits(call: Call) -> dict[str, Any]:
    edits: dict[str, Any] = {}
    for name, given in call.members.items():
        match name:
            case "displayName":
                if not isinstance(given, str) or not given:
                    raise Refusal("ErrorInvalidProperty", "The folder must have a display name.")
                edits["folder:DisplayName"] = given
            case "singleValueExtendedProperties":
                edits.update(read_values(given, several=False))
            case "multiValueExtendedProperties":
                edits.update(read_values(given, several=True))
            case "parentFolderId" | "id":
                pass
            case _ if not name.startswith("@"):
                raise Refusal(
                    "RequestBodyRead", f"The property '{name}' does not exist on 'microsoft.graph.contactFolder'."
                )
    return edits


def _create(mailbox: Mailbox, call: Call, parent: Folder) -> Reply:
    edits = _edits(call)
    name = edits.pop("folder:DisplayName", "")
    if not name:
        raise Refusal("ErrorInvalidProperty", "The folder must have a display name.")
    given = call.members.get("parentFolderId")
    target = folder_of(mailbox, given) if isinstance(given, str) and given else parent
    kept = {key: value for key, value in edits.items() if value is not None}
    return _entity(mailbox, call, mailbox.folders.create(target, name, _CLASS, kept), 201)


def folder_delta(mailbox: Mailbox, call: Call) -> Reply:
    """One page of what changed among the folders under the default one, at any depth."""
    call.expect("GET")
    top = mailbox.folders.distinguished("contacts").id
    state, select = links.opened(mailbox, call, _SCOPE, mailbox.folders.history)
    page = mailbox.folders.history.page(state, call.page_size(mailbox.settings.delta_page), call.horizon)
    value = [
        entry
        for kind, folder_id in page.changes
        if (entry := _entry(mailbox, call, (kind, folder_id, top), select)) is not None
    ]
    return links.tracked(mailbox, call, _SCOPE, "Collection(contactFolder)", value, page, select)


def _entry(mailbox: Mailbox, call: Call, change: tuple[ChangeKind, str, str], select: str) -> Mapping[str, Any] | None:
    kind, folder_id, top = change
    inside = top in mailbox.folders.ancestors(folder_id)
    if kind != "delete" and inside:
        folder = mailbox.folders.get(folder_id)
        return (
            {"@odata.type": "#microsoft.graph.contactFolder", **_written(call, folder, select)}
            if is_shown(folder)
            else None
        )
    if inside or top in mailbox.folders.ancestors(folder_id, former=True):
        return links.removed("contactFolder", plain_id(folder_id))
    return None
