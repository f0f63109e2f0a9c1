"""The forms of an Exchange id in Graph: plain, immutable, EWS and the store's own, and how one becomes another.

https://learn.microsoft.com/graph/outlook-immutable-id - a plain id is the EWS id in the alphabet of addresses and
changes when the item moves; an immutable one stays with the item. Ids are opaque to every client, so that their
inside here is ours.
"""

from __future__ import annotations

import base64
import binascii

from desktop.sandbox.exchange.folders import Folder
from desktop.sandbox.exchange.identifiers import FOLDER
from desktop.sandbox.exchange.items import Item
from desktop.sandbox.exchange.mailbox import Mailbox
from desktop.sandbox.exchange.refusals import Refusal

FORMATS = ("entryId", "ewsId", "immutableEntryId", "restId", "restImmutableEntryId")
_TO_ADDRESS = str.maketrans("/+", "-_")
_TO_BASE64 = str.maketrans("-_", "/+")
_MARK = b"\x00\x09\x00"
_IMMUTABLE_HEAD = "AAkA"


def plain_id(ews_id: str) -> str:
    """The plain form of an EWS id."""
    return ews_id.translate(_TO_ADDRESS)


def immutable_id(lasting_id: str) -> str:
    """The immutable form of the id that an item was made with."""
    return plain_id(base64.b64encode(_MARK + base64.b64decode(lasting_id)[3:]).decode())


def id_of(item: Item, immutable: bool) -> str:
    """The item's id in one of the two forms."""
    return immutable_id(item.lasting_id) if immutable else plain_id(item.id)


def item_of(mailbox: Mailbox, text: str) -> Item:
    """The item of an id in either form; raises ErrorInvalidIdMalformed, ErrorItemNotFound."""
    if text.startswith(_IMMUTABLE_HEAD):
        return mailbox.items.get_lasting(_lasting_id(mailbox, text))
    return mailbox.items.get(text.translate(_TO_BASE64))


def folder_of(mailbox: Mailbox, text: str) -> Folder:
    """The folder of an id or of a well-known name; raises ErrorInvalidIdMalformed, ErrorFolderNotFound."""
    if text.isalpha() and len(text) < 32:
        return mailbox.folders.distinguished(text.lower())
    return mailbox.folders.get(text.translate(_TO_BASE64))


def _lasting_id(mailbox: Mailbox, immutable: str) -> str:
    try:
        raw = base64.b64decode(immutable.translate(_TO_BASE64), validate=True)
    except (binascii.Error, ValueError) as problem:
        raise Refusal("ErrorInvalidIdMalformed") from problem
    ews_id = base64.b64encode(b"\x00\x03\x24" + raw[3:]).decode()
    mailbox.ledger.kind_of(ews_id)
    return ews_id


def translated(mailbox: Mailbox, text: str, source: str, target: str) -> str:
    """An id in another form; raises ErrorInvalidIdMalformed, and ErrorItemNotFound where the item is not there."""
    ews_id = _to_ews(mailbox, text, source)
    if mailbox.ledger.kind_of(ews_id) == FOLDER:
        lasting = ews_id = mailbox.folders.get(ews_id).id
        if target == "restImmutableEntryId":
            return plain_id(ews_id)
    else:
        lasting = mailbox.items.get(ews_id).lasting_id
    match target:
        case "ewsId":
            return ews_id
        case "restId":
            return plain_id(ews_id)
        case "restImmutableEntryId":
            return immutable_id(lasting)
        case "entryId":
            return _packed(mailbox.ledger.entry_id(ews_id))
    return _packed(mailbox.ledger.entry_id(lasting))


def _to_ews(mailbox: Mailbox, text: str, source: str) -> str:
    match source:
        case "ewsId":
            return text
        case "restId":
            return text.translate(_TO_BASE64)
        case "restImmutableEntryId":
            return item_of(mailbox, text).id
        case "entryId":
            return mailbox.ledger.from_entry_id(_unpacked(text))
    return mailbox.items.get_lasting(mailbox.ledger.from_entry_id(_unpacked(text))).id


def _packed(raw: bytes) -> str:
    """Binary in the form of addresses: the count of padding signs stands at the end in their place."""
    text = base64.urlsafe_b64encode(raw).decode()
    bare = text.rstrip("=")
    return f"{bare}{len(text) - len(bare)}"


def _unpacked(text: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(text[:-1] + "=" * int(text[-1:]))
    except (binascii.Error, ValueError) as problem:
        raise Refusal("ErrorInvalidIdMalformed") from problem
