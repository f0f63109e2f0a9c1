"""The EWS operations by name, and the way of one request through them; the last stop before HTTP."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from desktop.sandbox.exchange.ews import config_ops, directory_ops, find_ops, folder_ops, item_ops, sync_ops
from desktop.sandbox.exchange.ews.grammar import check_frame
from desktop.sandbox.exchange.ews.soap import Request, violation
from desktop.sandbox.exchange.mailbox import Mailbox
from desktop.sandbox.exchange.refusals import Refusal
from desktop.sandbox.mishaps import trouble

_BACK_OFF_S = 10.0

_OPERATIONS: dict[str, Callable[[Mailbox, etree._Element], etree._Element]] = {
    "ConvertId": directory_ops.convert_id,
    "CopyItem": item_ops.copy_item,
    "CreateFolder": folder_ops.create_folder,
    "CreateItem": item_ops.create_item,
    "CreateUserConfiguration": config_ops.create_user_configuration,
    "DeleteFolder": folder_ops.delete_folder,
    "DeleteItem": item_ops.delete_item,
    "DeleteUserConfiguration": config_ops.delete_user_configuration,
    "EmptyFolder": folder_ops.empty_folder,
    "FindFolder": folder_ops.find_folder,
    "FindItem": find_ops.find_item,
    "GetFolder": folder_ops.get_folder,
    "GetItem": item_ops.get_item,
    "GetServerTimeZones": directory_ops.get_server_time_zones,
    "GetUserConfiguration": config_ops.get_user_configuration,
    "MoveFolder": folder_ops.move_folder,
    "MoveItem": item_ops.move_item,
    "ResolveNames": directory_ops.resolve_names,
    "SyncFolderHierarchy": sync_ops.sync_folder_hierarchy,
    "SyncFolderItems": sync_ops.sync_folder_items,
    "UpdateFolder": folder_ops.update_folder,
    "UpdateItem": item_ops.update_item,
    "UpdateUserConfiguration": config_ops.update_user_configuration,
}


def perform(mailbox: Mailbox, request: Request) -> etree._Element:
    """The answer to a request; raises Refusal where the request is refused as a whole (a SOAP fault)."""
    operation = _OPERATIONS.get(request.operation)
    if operation is None:
        raise violation(f"The element '{request.operation}' is not an operation.", request.element)
    if refused := trouble.of_request("ErrorServerBusy", "ErrorInvalidRequest"):
        back_off_s = _BACK_OFF_S if refused.back_off_s is None else refused.back_off_s
        back_off = {"BackOffMilliseconds": str(round(back_off_s * 1000))}
        values = back_off if refused.code == "ErrorServerBusy" else {}
        raise Refusal(refused.code, values=values)
    check_frame(request.element)
    return operation(mailbox, request.element)
