"""SyncFolderItems and SyncFolderHierarchy: what changed since a state.

https://learn.microsoft.com/exchange/client-developer/exchange-web-services/mailbox-synchronization-and-ews-in-exchange
How changes are remembered is the history's business.
"""

from __future__ import annotations

from lxml import etree

from desktop.sandbox.exchange.ews.answers import answer, leaf
from desktop.sandbox.exchange.ews.folder_shapes import FolderShape
from desktop.sandbox.exchange.ews.paths import folder_in
from desktop.sandbox.exchange.ews.shapes import ItemShape
from desktop.sandbox.exchange.ews.soap import M, T, part, violation
from desktop.sandbox.exchange.folders import Folder
from desktop.sandbox.exchange.history import ChangeKind
from desktop.sandbox.exchange.mailbox import Mailbox

_ELEMENTS: dict[ChangeKind, str] = {"create": "Create", "update": "Update", "delete": "Delete"}
_WHOLE_TREE = 1_000_000


def sync_folder_items(mailbox: Mailbox, request: etree._Element) -> etree._Element:
    """SyncFolderItems: one page of a folder's changes and the state after it."""
    shape = ItemShape(mailbox, part(request, "ItemShape"), lean=True)
    limit = _limit(request)
    ignored = {element.get("Id") for element in request.iterfind(f"{M}Ignore/*")}

    def sync(_: str) -> list[etree._Element]:
        folder = folder_in(mailbox, request.find(f"{M}SyncFolderId"), "ErrorSyncFolderNotFound")
        text = (request.findtext(f"{M}SyncState") or "").strip()
        state = mailbox.open_state(folder.id, text) if text else folder.history.start()
        page = folder.history.page(state, min(limit, mailbox.settings.sync_page))
        changes = etree.Element(f"{M}Changes")
        for kind, item_id in page.changes:
            if item_id not in ignored:
                _write_item_change(mailbox, shape, etree.SubElement(changes, f"{T}{_name(kind)}"), item_id)
        return [
            leaf("SyncState", mailbox.seal_state(folder.id, page.state)),
            leaf("IncludesLastItemInRange", "true" if page.last else "false"),
            changes,
        ]

    return answer("SyncFolderItems", [""], sync)


def _name(kind: ChangeKind) -> str:
    return _ELEMENTS.get(kind, "ReadFlagChange")


def _write_item_change(mailbox: Mailbox, shape: ItemShape, change: etree._Element, item_id: str) -> None:
    if change.tag == f"{T}Delete":
        etree.SubElement(change, f"{T}ItemId", {"Id": item_id, "ChangeKey": mailbox.ledger.change_key(0)})
        return
    item = mailbox.items.get(item_id)
    if change.tag == f"{T}ReadFlagChange":
        key = mailbox.items.change_key(item)
        etree.SubElement(change, f"{T}ItemId", {"Id": item_id, "ChangeKey": key})
        etree.SubElement(change, f"{T}IsRead").text = item.text("message:IsRead") or "false"
        return
    change.append(shape.write(item))


def _limit(request: etree._Element) -> int:
    text = (request.findtext(f"{M}MaxChangesReturned") or "").strip()
    if not text.isdigit() or not 1 <= int(text) <= 512:
        raise violation(f"The 'MaxChangesReturned' element is invalid - The value '{text}' is invalid.", request)
    return int(text)


def sync_folder_hierarchy(mailbox: Mailbox, request: etree._Element) -> etree._Element:
    """SyncFolderHierarchy: every folder change below SyncFolderId, or below the mailbox's top, in one answer."""
    shape = FolderShape(mailbox, part(request, "FolderShape"))

    def sync(_: str) -> list[etree._Element]:
        scope = _scope(mailbox, request.find(f"{M}SyncFolderId"))
        text = (request.findtext(f"{M}SyncState") or "").strip()
        history = mailbox.folders.history
        key = f"hierarchy {scope.id}"
        page = history.page(mailbox.open_state(key, text) if text else history.start(), _WHOLE_TREE)
        changes = etree.Element(f"{M}Changes")
        # The history lists the newest first, so that children would come before their parents.
        for kind, folder_id in page.changes if text else reversed(page.changes):
            _write_folder_change(mailbox, shape, changes, (kind, folder_id, scope.id))
        return [
            leaf("SyncState", mailbox.seal_state(key, page.state)),
            leaf("IncludesLastFolderInRange", "true"),
            changes,
        ]

    return answer("SyncFolderHierarchy", [""], sync)


def _scope(mailbox: Mailbox, holder: etree._Element | None) -> Folder:
    if holder is None:
        return mailbox.folders.distinguished("msgfolderroot")
    return folder_in(mailbox, holder, "ErrorSyncFolderNotFound")


def _write_folder_change(
    mailbox: Mailbox, shape: FolderShape, changes: etree._Element, change: tuple[ChangeKind, str, str]
) -> None:
    kind, folder_id, scope_id = change
    inside = scope_id in mailbox.folders.ancestors(folder_id)
    if not inside and scope_id not in mailbox.folders.ancestors(folder_id, former=True):
        return
    if kind == "delete" or not inside:
        removed = etree.SubElement(changes, f"{T}Delete")
        etree.SubElement(removed, f"{T}FolderId", {"Id": folder_id, "ChangeKey": mailbox.ledger.change_key(0)})
        return
    etree.SubElement(changes, f"{T}{_name(kind)}").append(shape.write(mailbox.folders.get(folder_id)))
