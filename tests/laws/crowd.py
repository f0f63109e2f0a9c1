"""A crowd: so many people, each of whom something happened to since both sides agreed, and one session about all of it.

Exists so that a session can be held against the same session under other circumstances, person by person. People are
told apart by their last names, which nothing changes. Knows no law.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from desktop.core.labels import Label
from desktop.core.memory.calls import Calls
from desktop.core.outcome import Outcome
from desktop.core.ports import Draft, Edit, Target
from desktop.core.record import Role, Side
from tests.behaviour.office import Office

Wanted = TypeVar("Wanted")
Looks = Mapping[str, list[str]]
"""By last name: everything that is seen of a person on both sides, and what is asked about them."""


def _clash(office: Office, crm: str, copy: str) -> None:
    office.crm.edit(crm, {"Title": "Countess", "Phone": "1"})
    office.mailbox.edit(copy, {"JobTitle": "Programmer", "Department": "Engines"})


FATES: Mapping[str, Callable[[Office, str, str], object]] = {
    "nothing": lambda office, crm, copy: None,
    "edited in Salesforce": lambda office, crm, copy: office.crm.edit(crm, {"Title": "Countess"}),
    "edited in Outlook": lambda office, crm, copy: office.mailbox.edit(copy, {"JobTitle": "Programmer"}),
    "edited on both": _clash,
    "too long": lambda office, crm, copy: office.mailbox.edit(copy, {"JobTitle": "x" * 200, "Department": "Engines"}),
    "deleted in Salesforce": lambda office, crm, copy: office.crm.delete(crm),
    "deleted in Outlook": lambda office, crm, copy: office.mailbox.delete(copy),
    "un-shared": lambda office, crm, copy: office.mailbox.unshare(copy),
    "given away": lambda office, crm, copy: office.crm.reown(crm),
}
"""What may have happened to a person of whom there is a pair."""
NEWCOMERS = ("new in Salesforce", "new in Outlook", "new on both")


@dataclass
class Crowd:
    """People by number, each with a fate of FATES or NEWCOMERS; `chance` brings everything into another order."""

    fates: Sequence[str]
    chance: random.Random | None = None
    unlucky: frozenset[str] = frozenset()
    """Last names of those of whom the servers take no write."""
    outcome: Callable[[], Outcome] | None = None
    """What the servers say to a write about the unlucky."""
    office: Office = field(default_factory=Office)

    def live(self) -> Looks:
        """Let all of it happen, sync once, and tell how everybody stands."""
        office = self.office
        if self.chance is not None:
            office.ids = _ShuffledIds(self.chance)  # type: ignore[assignment]
        pairs = {name: office.new_in_salesforce("Ann", name) for name in self._names(FATES)}
        office.settled()
        for name, fate in zip(self._names(), self.fates, strict=True):
            if fate in FATES:
                FATES[fate](office, pairs[name], office.copy_of(f"Ann {name}"))
                continue
            if fate != "new in Outlook":
                office.new_in_salesforce("Ann", name, Title="Analyst")
            if fate != "new in Salesforce":
                office.new_in_outlook("Ann", name, Department="Poetry")
        for side, end in ((Side.CRM, office.world.crm), (Side.MAILBOX, office.world.mailbox)):
            end.calls = _CrowdedCalls(self, side)
        office.sync()
        return self.looks()

    def looks(self) -> Looks:
        """How everybody stands now."""
        seen: dict[str, list[str]] = defaultdict(list)
        for row in self.office.crm.contacts():
            seen[str(row.fields["LastName"])].append(f"crm {row.owner} {_said(row.fields, 'Id')}")
        for item in self.office.mailbox.contacts(*Role):
            seen[str(item.fields["Surname"])].append(f"mailbox {item.role} {item.marked} {_said(item.fields)}")
        store = self.office.store
        asked = [(conflict.pair_id, f"{conflict.type} {conflict.field}") for conflict in store.conflicts.waiting()]
        asked += [(hold.pair_id, hold.guard) for hold in store.holds.active()]
        for pair_id, question in asked:
            if pair_id is None:
                continue
            (view,) = store.pairs.views([pair_id])
            record = view.crm or view.mailbox
            assert record is not None
            seen[str(record.fields["last_name"])].append(f"asked about: {question}")
        return {name: sorted(told) for name, told in seen.items()}

    def name_of(self, side: Side, wanted: object) -> str:
        """Whom one item of a write is about, by last name."""
        if isinstance(wanted, Draft):
            return str(wanted.fields.get("LastName" if side is Side.CRM else "Surname"))
        assert isinstance(wanted, Edit | Label | Target)
        if side is Side.CRM:
            return next(
                str(r.fields["LastName"]) for r in self.office.crm.contacts() if r.native_id == wanted.native_id
            )
        items = self.office.mailbox.contacts(*Role)
        return next(str(item.fields["Surname"]) for item in items if item.native_id == wanted.native_id)

    def _names(self, fates: Mapping[str, object] | None = None) -> list[str]:
        return [f"Smith{n:02}" for n, fate in enumerate(self.fates) if fates is None or fate in fates]


class _ShuffledIds:
    """Ids in no order, so that pairs are planned and written in another one."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance

    def new(self) -> str:
        return f"id-{self._chance.getrandbits(64):016x}"


class _CrowdedCalls(Calls):
    """The calls of an end that takes the items of a batch in any order, and none about the unlucky."""

    def __init__(self, crowd: Crowd, side: Side) -> None:
        super().__init__()
        self._crowd, self._side = crowd, side

    def write(self, name: str, items: Sequence[Wanted], limit: int, one: Callable[[Wanted], Outcome]) -> list[Outcome]:
        """As in the world, but for the order and the unlucky."""
        crowd, order = self._crowd, list(range(len(items)))
        if crowd.chance is not None:
            crowd.chance.shuffle(order)

        def taken(item: Wanted) -> Outcome:
            if crowd.outcome is not None and crowd.name_of(self._side, item) in crowd.unlucky:
                return crowd.outcome()
            return one(item)

        outcomes = super().write(name, [items[at] for at in order], limit, taken)
        return [outcomes[order.index(at)] for at in range(len(items))]


def _said(fields: Mapping[str, object], *besides: str) -> str:
    return ", ".join(f"{name}: {value}" for name, value in sorted(fields.items()) if value and name not in besides)
