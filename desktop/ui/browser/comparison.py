"""One record field by field: what each side shows, what both last agreed on, and where they differ.

Exists apart from the widgets. Decides nothing: what a difference leads to is the planner's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from desktop.app.reads import RecordDetail
from desktop.core.record import Side
from desktop.core.values import ABSENT, EMPTY, MaybeValue
from desktop.ui import wording
from desktop.ui.texts import tr

SHOWN = 240
"""Characters of one value; the window of conflicts shows all of them."""
Same: TypeAlias = Callable[[str, MaybeValue, MaybeValue], bool]


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field in words; `note` is '' where both sides mean the same."""

    label: str
    crm: str
    mailbox: str
    base: str
    note: str


def compare(detail: RecordDetail, fields: Mapping[str, str], same: Same) -> list[FieldRow]:
    """Every field that holds something somewhere, in the order of `fields`: labels by name."""
    rows = []
    for name, label in fields.items():
        held = {side: record.get(name) for side, record in detail.records.items()}
        base: dict[Side, MaybeValue] = {
            side: fields_of[name] for side, fields_of in detail.bases.items() if name in fields_of
        }
        if all(value in (ABSENT, EMPTY) for value in (*held.values(), *base.values())):
            continue
        rows.append(
            FieldRow(
                label=wording.field(label),
                crm=_text(held, Side.CRM),
                mailbox=_text(held, Side.MAILBOX),
                base=_agreed(name, base, same),
                note=_note(name, held, base, same),
            )
        )
    return rows


def _text(held: dict[Side, MaybeValue], side: Side) -> str:
    """A dash for a blank value, nothing where the record does not exist there; very long texts are cut."""
    text = (wording.value(held[side]).strip() or "–") if side in held else ""
    return text if len(text) <= SHOWN else f"{text[:SHOWN]} …"


def _agreed(name: str, base: dict[Side, MaybeValue], same: Same) -> str:
    """One text, or both where the sides showed the same thing in different ways."""
    if not base:
        return ""
    crm, mailbox = base.get(Side.CRM, ABSENT), base.get(Side.MAILBOX, ABSENT)
    shown = dict.fromkeys(wording.value_line(value) for value in (crm, mailbox) if value is not ABSENT)
    return " / ".join(shown) if len(shown) > 1 and not same(name, crm, mailbox) else next(iter(shown), "")


def _note(name: str, held: dict[Side, MaybeValue], base: dict[Side, MaybeValue], same: Same) -> str:
    crm, mailbox = held.get(Side.CRM, ABSENT), held.get(Side.MAILBOX, ABSENT)
    if crm is ABSENT or mailbox is ABSENT or same(name, crm, mailbox):
        return ""
    changed = [side for side in Side if side in base and not same(name, held[side], base[side])]
    if len(changed) == 2:
        return tr("changed on both sides")
    if changed:
        return tr("changed in {side}").format(side=wording.side(changed[0]))
    return tr("differs")
