"""The columns that a person may choose: a heading, by what it sorts, and the text of a line.

Exists so that the model paints ready texts and the menu offers what there is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from desktop.app.reads import LineState, Order, RecordLine
from desktop.core.record import Side
from desktop.core.values import EMPTY
from desktop.ui import texts, wording
from desktop.ui.texts import tr

DEFAULT = ("name", "company", "email", "state", "changed")
_NAMED = {"first_name", "last_name"}
"""Fields that the name shows already."""
_SORTED = {"company": Order.COMPANY, "email": Order.EMAIL}


@dataclass(frozen=True, slots=True)
class BrowserColumn:
    """One column. `width` is in characters, about; `order` is None where it cannot sort."""

    key: str
    heading: str
    text: Callable[[RecordLine], str]
    order: Order | None = None
    width: int = 16


def all_columns(fields: Mapping[str, str]) -> list[BrowserColumn]:
    """Every column that there is, in the order in which they are offered; `fields` are the labels by name."""
    words = {which: state(which) for which in LineState}
    return [
        BrowserColumn("name", tr("Name"), lambda line: line.title, Order.NAME, 24),
        *(_field(name, wording.field(label)) for name, label in fields.items() if name not in _NAMED),
        BrowserColumn("state", tr("State"), lambda line: words[line.state], None, 18),
        BrowserColumn("sides", tr("Where"), _sides, None, 20),
        BrowserColumn("changed", tr("Changed"), lambda line: moment(line.changed_at), Order.CHANGED),
        BrowserColumn("agreed", tr("Last the same"), lambda line: moment(line.agreed_at), Order.AGREED),
    ]


def state(which: LineState) -> str:
    """How a line stands."""
    return {
        LineState.EXCLUDED: tr("Excluded"),
        LineState.HELD: tr("Deletion waits"),
        LineState.CONFLICT: tr("Conflict"),
        LineState.PROBLEM: tr("Problem"),
        LineState.UNSHARED: tr("Not shared"),
        LineState.SYNCED: tr("Synced"),
        LineState.CRM_ONLY: tr("Only in Salesforce"),
        LineState.MAILBOX_ONLY: tr("Only in Outlook"),
    }[which]


def moment(when: datetime | None) -> str:
    """A moment, a dash for None."""
    return texts.moment(when, datetime.now(UTC))


def _field(name: str, heading: str) -> BrowserColumn:
    def text(line: RecordLine) -> str:
        return " ".join(wording.value(line.fields.get(name, EMPTY)).split())

    return BrowserColumn(name, heading, text, _SORTED.get(name), {"email": 28, "company": 20}.get(name, 18))


def _sides(line: RecordLine) -> str:
    return ", ".join(wording.side(side) for side in Side if side in line.native_ids)
