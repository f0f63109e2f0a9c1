"""Our error categories on contacts: they are put on and taken off, and nothing else of a contact changes.

Graph knows no way to add one category: the whole list of a contact is written, under the version that it was read with.
Must not know why a contact fails.
"""

from __future__ import annotations

from collections.abc import Sequence

from desktop.core.labels import Label, with_labels
from desktop.core.outcome import Applied, Outcome, Stale
from desktop.exchange.graph.calls import Part
from desktop.exchange.graph.category_list import ensure_categories
from desktop.exchange.graph.items import Placed
from desktop.exchange.graph.source import Reading
from desktop.exchange.graph.wire import Wire
from desktop.exchange.graph.writes import category_change, placed_now, send_all


class Labelling:
    """Labels the contacts of one mailbox. Raises PortFault only when no contact was written."""

    def __init__(self, wire: Wire, reading: Reading) -> None:
        self._wire = wire
        self._reading = reading

    def label(self, labels: Sequence[Label]) -> list[Outcome]:
        """See `Mailbox.label`; names that are put on a contact come into the category list first."""
        outcomes: list[Outcome] = []
        changes: dict[int, Part] = {}
        used: dict[str, None] = {}
        answers = self._reading.answers([label.native_id for label in labels], None)
        for index, (label, answer) in enumerate(zip(labels, answers, strict=True)):
            now = placed_now(answer)
            outcomes.append(_standing(label, now) if isinstance(now, Placed) else now)
            if not isinstance(now, Placed) or isinstance(outcomes[index], Stale):
                continue
            categories = with_labels(now.categories, label.names)
            if categories != now.categories:
                changes[index] = category_change(now, categories, None)
                used.update(dict.fromkeys(label.names))
        if used:
            ensure_categories(self._wire, list(used))
        for index, outcome in zip(changes, send_all(self._wire, list(changes.values())), strict=True):
            outcomes[index] = outcome
        return outcomes


def _standing(label: Label, now: Placed) -> Outcome:
    """The outcome for a contact that is there, as long as nothing was written."""
    expected = not label.expect or label.expect == now.version
    return Applied(now.native_id, now.version) if expected else Stale()
