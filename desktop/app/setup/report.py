"""The match report: what the first plan found, in groups that a person understands, with names.

Exists so that wizard and command line show the same before anything is written. Decides nothing.
"""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from desktop.app.queries import Queries
from desktop.core.plan import Planned, Tally, Verb
from desktop.core.record import Side
from desktop.sync.session import Report

SHOWN = 200
"""So many names of a group are listed; the others are only counted."""


class Group(enum.StrEnum):
    """What the report says of a contact."""

    BY_EMAIL = "linked-by-email"
    BY_NAME = "linked-by-name"
    BY_LINK = "linked-before"
    NEW_IN_OUTLOOK = "new-in-outlook"
    NEW_IN_SALESFORCE = "new-in-salesforce"
    AMBIGUOUS = "ambiguous"
    REFUSED = "refused"


_HOW = {"email": Group.BY_EMAIL, "name": Group.BY_NAME}
_NEW = {Side.MAILBOX: Group.NEW_IN_OUTLOOK, Side.CRM: Group.NEW_IN_SALESFORCE}


@dataclass(frozen=True, slots=True)
class Found:
    """One contact of a group. `detail` says who could be meant, or why it is refused; '' otherwise."""

    name: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One group: how many contacts are in it, and the first of them."""

    group: Group
    count: int
    found: tuple[Found, ...] = ()


@dataclass(frozen=True, slots=True)
class MatchReport:
    """What the first plan found. Every group has a line, also an empty one."""

    lines: tuple[Line, ...]
    differing: int = 0
    """Values that differ between linked contacts; they wait for the person, or for the policy."""
    writes: int = 0
    """How many writes the first sync would make on both sides."""

    def count(self, *groups: Group) -> int:
        """How many contacts are in these groups."""
        return sum(line.count for line in self.lines if line.group in groups)


def match_report(report: Report, queries: Queries) -> MatchReport:
    """The report of a plan that was just made."""
    planned = report.planned or Tally()
    names: dict[Group, list[Found]] = {group: [] for group in Group}
    counts: Counter[Group] = Counter()
    for how, number in queries.matches().items():
        counts[_HOW.get(how, Group.BY_LINK)] += number
    for title, how in queries.matched(len(_HOW) * SHOWN):
        names[_HOW.get(how, Group.BY_LINK)].append(Found(title))
    for side, group in _NEW.items():
        counts[group] = planned.count(Verb.CREATE, side) - planned.refused[side]
        counts[Group.REFUSED] += planned.refused[side]
    _list_new(names, report.items)
    names[Group.AMBIGUOUS] = _ambiguous(queries)
    counts[Group.AMBIGUOUS] = len(names[Group.AMBIGUOUS])
    lines = tuple(Line(group, counts[group], tuple(names[group][:SHOWN])) for group in Group)
    return MatchReport(lines, planned.conflicts, planned.total - sum(planned.refused.values()))


def _list_new(names: dict[Group, list[Found]], items: Iterable[Planned]) -> None:
    for item in items:
        if item.verb is Verb.CREATE:
            group = Group.REFUSED if item.refused else _NEW[item.side]
            names[group].append(Found(item.title, item.refused))


def _ambiguous(queries: Queries) -> list[Found]:
    open_ones = [shown for shown in queries.conflicts() if shown.conflict.type == "duplicate"]
    ids = [native_id for shown in open_ones for native_id in shown.conflict.candidates]
    titles = queries.names(Side.CRM, ids)
    return [
        Found(shown.title, ", ".join(titles.get(native_id, native_id) for native_id in shown.conflict.candidates))
        for shown in open_ones
    ]
