"""The mailbox's list of categories over Graph: ours are put into it where they are missing.

https://learn.microsoft.com/graph/api/outlookuser-list-mastercategories
Must not know what a category means.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Final

from desktop.core.faults import FaultClass
from desktop.exchange.categories import colour_of
from desktop.exchange.graph import errors
from desktop.exchange.graph.calls import Part, path
from desktop.exchange.graph.wire import MOST_PARTS, Wire

log = logging.getLogger(__name__)

_LIST: Final = path("me", "outlook", "masterCategories")


def ensure_categories(wire: Wire, names: Sequence[str]) -> None:
    """Put categories of ours into the list, in their colours. Raises PortFault.

    A refusal by Exchange is no fault: contacts carry the name of the category also without the list.
    """
    (found,) = wire.send([Part("GET", _LIST)])
    if not found.ok:
        log.info("the category list cannot be read: %s", found.code or found.status)
        return
    listed = {str(entity.get("displayName") or "").casefold() for entity in found.entities()}
    missing = [name for name in names if name.casefold() not in listed]
    bodies = [{"displayName": name, "color": f"preset{colour_of(name)}"} for name in missing]
    for answer in wire.send([Part("POST", _LIST, body) for body in bodies[:MOST_PARTS]]):
        if not answer.ok and errors.fault_of(answer).kind is not FaultClass.STALE:
            log.info("the category list cannot be written: %s", answer.code or answer.status)
