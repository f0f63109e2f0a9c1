"""The values that gave way where both sides had changed a field: by a person's answer, a policy or a rule.

Exists as the log of conflicts, read from the change log, which keeps what stood there before. Must not know blocks of
fields, nor how a value is put back.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop.core.record import Side
from desktop.core.values import ABSENT, FieldValue, MaybeValue
from desktop.store.database import Database
from desktop.store.forms import fields_of, maybe_moment, value_of

_SELECT = """SELECT c.id, c.op_id, c.pair_id, c.side, c.field, c.before, c.after, c.why, o.title, o.source, o.seen,
    o.settled_at FROM change_log c JOIN operation o ON o.op_id = c.op_id
    WHERE c.verb = 'update' AND c.why IN ('decided', 'policy', 'rule', 'longer')
    AND o.state = 'settled' AND o.outcome = 'applied'"""


@dataclass(frozen=True, slots=True)
class LostField:
    """One field whose value on a side gave way.

    `number` is that of the change, `operation` that of the write (fields of one write may belong together); `kept` is
    what stands there instead, `why` a word of `core.plan.Why`. Also blanks give way.
    """

    number: int
    operation: str
    pair_id: str
    side: Side
    field: str
    value: FieldValue
    kept: MaybeValue
    why: str
    title: str
    at: datetime | None


def lost_fields(database: Database, limit: int) -> list[LostField]:
    """What gave way last, newest first, from at most so many changes."""
    rows = database.rows(f"{_SELECT} ORDER BY c.id DESC LIMIT ?", (limit,))
    return [lost for row in rows for lost in _lost_of(row)]


def lost_by(database: Database, number: int) -> list[LostField]:
    """What gave way in the write that a change belongs to; nothing where there is no such change."""
    same_write = "c.op_id = (SELECT op_id FROM change_log WHERE id = ?)"
    return [
        lost for row in database.rows(f"{_SELECT} AND {same_write} ORDER BY c.id", (number,)) for lost in _lost_of(row)
    ]


def _lost_of(row: tuple[Any, ...]) -> list[LostField]:
    """What the change took away; of a value that neither side had, that of the other side too, which goes next."""
    side, field, after = Side(row[3]), row[4], value_of(row[6])
    gone = {side: value_of(row[5])}
    if field in fields_of(row[10]):
        gone[side.other] = fields_of(row[9]).get(field, ABSENT)
    found: list[LostField] = []
    for which, value in gone.items():
        if value is ABSENT or value in [each.value for each in found]:
            continue
        found.append(
            LostField(row[0], row[1], row[2], which, field, value, after, row[7], row[8], maybe_moment(row[11]))
        )
    return found
