"""Mutants: the product with one safeguard switched off, by one line of its own code.

Exists to prove that the simulation bites: with any of these it must find a history that breaks a law. A line that is
not found any more is an error, so that no mutant turns into the product unnoticed.
"""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from types import CodeType, FunctionType, ModuleType
from typing import Final

from desktop.store import bases
from desktop.sync import execute, guarding, match, recover, settle


@dataclass(frozen=True, slots=True)
class Mutant:
    """One line of one function, and what stands there in the mutant. `place` is a module or a class.

    `laws`: what the missing safeguard is there for. Only one of these counts as caught, so that a mutant that merely
    falls over does not.
    """

    laws: frozenset[str]
    place: ModuleType | type
    function: str
    old: str
    new: str


def _mutant(laws: str, place: ModuleType | type, function: str, old: str, new: str) -> Mutant:
    return Mutant(frozenset(laws.split()), place, function, old, new)


MUTANTS: Final[Mapping[str, Mutant]] = {
    "precondition of changes": _mutant("L1 L3", execute, "_edit", "item.operation.expect", '""'),
    "precondition of deletions": _mutant("L1 L3", execute, "_call", "item.operation.expect", '""'),
    "link id": _mutant("L4", execute, "_call", "Draft(item.link,", 'Draft("",'),
    "journal": _mutant(
        "L3 L4", execute, "_batch", "journal.intend([item.entry for item in ready], context.now())", "journal.last()"
    ),
    "base per side": _mutant(
        "L5",
        bases.Bases,
        "of",
        "fields_of(row[2]) for row in found",
        "fields_of(row[2]) | {name: value for other in found if other[:2] == (row[0], 'crm') for name, value in "
        "fields_of(other[2]).items() if name in fields_of(row[2])} for row in found",
    ),
    "base of intended values": _mutant(
        "L1",
        settle,
        "_updated",
        "{**entry.intended, **entry.seen}",
        "{name: context.map.view(side, outcome.record.fields).get(name, value) if outcome.record else value "
        "for name, value in {**entry.intended, **entry.seen}.items()}",
    ),
    "copy detection": _mutant("L1", match, "_bind_linked", "elif view.live(side) is None:", "elif True:"),
    "hold of an emptied side": _mutant("L12", guarding, "situation", "Situation(emptied,", "Situation(frozenset(),"),
    "recovery of creates by link id": _mutant("L4 L5", recover, "_by_link", "link is not None and", "None and"),
    "recovery of creates by keys": _mutant("L4", recover, "_by_keys", "return found", "return {}"),
    "question after an ambiguous create": _mutant("L4", recover, "_creates", "elif len(hits) == 1 or", "elif True or"),
    "recovery of updates": _mutant("L5", recover, "_updates", "if native is not None and", "if None and"),
    "recovery of deletions": _mutant("L3", recover, "_deletes", "if entry.native_id in live or", "if True or"),
}
"""By the safeguard that is missing."""


@contextmanager
def without(safeguard: str) -> Iterator[None]:
    """The product without a safeguard, until the block ends. LookupError where the line is not as it was."""
    mutant = MUTANTS[safeguard]
    function: FunctionType = getattr(mutant.place, mutant.function)
    original = function.__code__
    # In place, for tables hold functions, too.
    function.__code__ = _changed(function, mutant)
    try:
        yield
    finally:
        function.__code__ = original


def _changed(function: FunctionType, mutant: Mutant) -> CodeType:
    source = textwrap.dedent(inspect.getsource(function))
    if source.count(mutant.old) != 1:
        raise LookupError(f"{mutant.function} does not say {mutant.old!r} once any more")
    names: dict[str, FunctionType] = {}
    code = compile("from __future__ import annotations\n" + source.replace(mutant.old, mutant.new), "<mutant>", "exec")
    exec(code, function.__globals__, names)
    return names[mutant.function].__code__
