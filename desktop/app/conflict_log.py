"""The conflict log: which values gave way, and how one is put back.

Exists so that a decision, whoever made it, can be reversed. Putting back is an answer like every other: the next
session carries it out through the planner, unless a value has changed until then.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from desktop.app.refusals import refusal, require_quiet
from desktop.core.pairing import PairState, PairView
from desktop.core.record import Side
from desktop.core.sentences import say
from desktop.core.values import ABSENT, EMPTY, Fields
from desktop.mapping.lens import KindMap
from desktop.store.conflicts import Conflicts, Resolution, StoredConflict
from desktop.store.database import Database
from desktop.store.lost_values import LostField, lost_by, lost_fields
from desktop.store.pairs import Pairs

SHOWN = 500
"""Changes that are listed; the history holds the others."""
BY = "put-back"


@dataclass(frozen=True, slots=True)
class LostValue:
    """What gave way on one side in one decision: a field, or the parts of a block that were taken with it.

    `number` with `side` names it; `value` and `kept` are by field. `state` is '' while it can be put back, `waiting`
    until a session does so, `back` where both sides hold it, `gone` where the pair is not synced any more.
    """

    number: int
    side: Side
    pair_id: str
    title: str
    field: str
    value: Fields
    kept: Fields
    why: str
    at: datetime | None
    state: str = ""


def lost_values(database: Database, names: KindMap) -> list[LostValue]:
    """What gave way, newest first."""
    fields = lost_fields(database, SHOWN)
    views = {view.pairing.pair_id: view for view in Pairs(database).views({field.pair_id for field in fields})}
    coming = {
        (conflict.pair_id, conflict.field)
        for conflict in Conflicts(database).of_pairs(views)
        if conflict.resolution is not None
    }
    return [_with_state(value, names, views.get(value.pair_id), coming) for value in _gathered(fields, names)]


def put_back(database: Database, names: KindMap, number: int, side: Side | None, at: datetime) -> None:
    """Have a value that gave way stand on both sides again. Raises PortFault with what may be done instead.

    Without a side the decision took only one value away.
    """
    with database.transaction():
        value = _named(_gathered(lost_by(database, number), names), number, side)
        view = next(iter(Pairs(database).views([value.pair_id])), None)
        _require_synced(view)
        assert view is not None
        require_quiet(database, value.pair_id)
        if _is_back(value, names, view):
            raise refusal("back", say("This value stands on both sides already."), say("There is nothing to put back."))
        _make_way(database, value, at)
        for name, former in value.value.items():
            _answer(database, view, name, Resolution("value", former, BY), at)


def _make_way(database: Database, value: LostValue, at: datetime) -> None:
    """Void an answer about the same that waits to be carried out. Raises PortFault where a question is open."""
    concerned = (value.field, *value.value)
    waiting = [each for each in Conflicts(database).of_pairs([value.pair_id]) if each.field in concerned]
    for standing in waiting:
        if standing.state == "open":
            raise refusal(
                "asked",
                say("A conflict about this is open."),
                say("Answer it: resolve {number} --take VALUE.", number=standing.id),
            )
    Conflicts(database).expire([each.id for each in waiting], at)


def _named(found: list[LostValue], number: int, side: Side | None) -> LostValue:
    fitting = [value for value in found if value.number == number and side in (None, value.side)]
    if not fitting:
        raise refusal(
            "unknown-value",
            say("No value with the number {number} gave way.", number=number),
            say("The command conflicts --log lists those that did."),
        )
    if len(fitting) > 1:
        raise refusal(
            "which-value",
            say("Both sides lost a value in decision {number}.", number=number),
            say("Say which one to put back: --of salesforce or --of mailbox."),
        )
    return fitting[0]


def _require_synced(view: PairView | None) -> None:
    if view is None or not _is_synced(view):
        raise refusal(
            "not-synced",
            say("This contact is not synced any more."),
            say("Share it again first, or type the value where you need it."),
        )


def _answer(database: Database, view: PairView, name: str, resolution: Resolution, at: datetime) -> None:
    """Keep the former value as an answer about what stands there now; it is void when that has changed."""
    assert view.crm is not None and view.mailbox is not None, "a synced pair has two records"
    conflict = StoredConflict(
        field=name,
        type="field",
        session=database.number("SELECT ifnull(max(id), 0) FROM session"),
        pair_id=view.pairing.pair_id,
        crm_value=view.crm.get(name),
        mailbox_value=view.mailbox.get(name),
        crm_version=view.crm.version,
        mailbox_version=view.mailbox.version,
    )
    conflicts = Conflicts(database)
    conflicts.open([conflict], at)
    opened = [c.id for c in conflicts.of_pairs([view.pairing.pair_id]) if c.field == name and c.state == "open"]
    conflicts.resolve(opened[0], resolution, at)


def _gathered(fields: list[LostField], names: KindMap) -> list[LostValue]:
    """Parts of a block that one write took away are one value; where only blanks gave way nothing was lost."""

    def subject(field: LostField) -> tuple[str, str, str]:
        return field.operation, names.block(field.field) or field.field, field.side

    order = {name: place for place, name in enumerate(names.fields)}
    places = {key: place for place, key in reversed(list(enumerate(map(subject, fields))))}
    found = []
    for (_, name, side), parts in groupby(sorted(fields, key=lambda f: places[subject(f)]), subject):
        group = sorted(parts, key=lambda field: order.get(field.field, len(order)))
        if all(field.value is EMPTY for field in group):
            continue
        first = min(group, key=lambda field: field.number)
        found.append(
            LostValue(
                first.number,
                Side(side),
                first.pair_id,
                first.title,
                name,
                {field.field: field.value for field in group},
                {field.field: field.kept for field in group if field.kept is not ABSENT},
                first.why,
                first.at,
            )
        )
    return found


def _with_state(
    value: LostValue, names: KindMap, view: PairView | None, coming: set[tuple[str | None, str]]
) -> LostValue:
    if any((value.pair_id, name) in coming for name in value.value):
        return replace(value, state="waiting")
    if view is None or not _is_synced(view):
        return replace(value, state="gone")
    return replace(value, state="back") if _is_back(value, names, view) else value


def _is_synced(view: PairView) -> bool:
    both = view.live(Side.CRM) is not None and view.live(Side.MAILBOX) is not None
    return both and view.pairing.state is PairState.ACTIVE


def _is_back(value: LostValue, names: KindMap, view: PairView) -> bool:
    """Whether both sides hold the value again."""
    records = [record for record in (view.crm, view.mailbox) if record is not None]
    return all(names.same(name, record.get(name), former) for name, former in value.value.items() for record in records)
