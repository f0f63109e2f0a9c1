"""Our error categories on contacts: they are put on and taken off, and nothing else of a contact changes.

EWS knows no way to add one category: the whole list of an item is written, under the change key that it was read with.
Must not know why a contact fails.
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from desktop.core.labels import Label, with_labels
from desktop.core.outcome import Applied, Outcome, Stale
from desktop.exchange.ews.category_list import ensure_categories
from desktop.exchange.ews.items import Placed
from desktop.exchange.ews.source import Reading
from desktop.exchange.ews.wire import Wire
from desktop.exchange.ews.writes import item_change, placed_now, update_items


class Labelling:
    """Labels the contacts of one mailbox. Raises PortFault only when no contact was written."""

    def __init__(self, wire: Wire, reading: Reading) -> None:
        self._wire = wire
        self._reading = reading

    def label(self, labels: Sequence[Label]) -> list[Outcome]:
        """See `Mailbox.label`; names that are put on an item come into the category list first."""
        outcomes: list[Outcome] = []
        changes: dict[int, etree._Element] = {}
        used: dict[str, None] = {}
        read = self._reading.messages([label.native_id for label in labels], None)
        for index, (label, (_, message)) in enumerate(zip(labels, read, strict=True)):
            now = placed_now(message)
            outcomes.append(_standing(label, now) if isinstance(now, Placed) else now)
            if not isinstance(now, Placed) or isinstance(outcomes[index], Stale):
                continue
            categories = with_labels(now.categories, label.names)
            if categories != now.categories:
                changes[index] = item_change(now.native_id, now.version, {}, None, categories)
                used.update(dict.fromkeys(label.names))
        if used:
            ensure_categories(self._wire, list(used))
        for index, outcome in zip(changes, update_items(self._wire, list(changes.values())), strict=True):
            outcomes[index] = outcome
        return outcomes


def _standing(label: Label, now: Placed) -> Outcome:
    """The outcome for an item that is there, as long as nothing was written."""
    expected = not label.expect or label.expect == now.version
    return Applied(now.native_id, now.version) if expected else Stale()
