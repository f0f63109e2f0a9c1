"""Change tracking of the contacts in a folder.

https://learn.microsoft.com/graph/api/contact-delta - a contact that was moved away is told as removed, as a deleted one
is. How changes are remembered is the history's business.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop.sandbox.exchange.fields import CONTACT, table_of
from desktop.sandbox.exchange.folders import Folder
from desktop.sandbox.exchange.graph import links
from desktop.sandbox.exchange.graph.call import Call, Reply
from desktop.sandbox.exchange.graph.contact_shapes import ContactShape
from desktop.sandbox.exchange.graph.id_formats import immutable_id, plain_id
from desktop.sandbox.exchange.history import ChangeKind
from desktop.sandbox.exchange.mailbox import Mailbox


def contact_delta(mailbox: Mailbox, call: Call, folder: Folder) -> Reply:
    """One page of what changed in a folder since the call's state."""
    scope = f"graph {folder.id}"
    state, select = links.opened(mailbox, call, scope, folder.history)
    shape = ContactShape(mailbox, call, select, "")
    page = folder.history.page(state, call.page_size(mailbox.settings.delta_page), call.horizon)
    value = [
        entry
        for kind, item_id in page.changes
        if (entry := _entry(mailbox, shape, call.immutable, (kind, item_id, folder.id))) is not None
    ]
    return links.tracked(mailbox, call, scope, "Collection(contact)", value, page, select)


def _entry(
    mailbox: Mailbox, shape: ContactShape, immutable: bool, change: tuple[ChangeKind, str, str]
) -> Mapping[str, Any] | None:
    kind, item_id, folder_id = change
    if kind != "delete":
        item = mailbox.items.get(item_id)
        if table_of(item.item_class) is not CONTACT:
            return None
        return {"@odata.type": "#microsoft.graph.contact", **shape.write(item)}
    if not immutable:
        return links.removed("contact", plain_id(item_id))
    lasting_id = mailbox.items.lasting_id(item_id)
    # Moved away and back again: under the id that stays, it never left.
    if mailbox.items.is_in(lasting_id, folder_id):
        return None
    return links.removed("contact", immutable_id(lasting_id))
