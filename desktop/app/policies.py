"""What decides conflicts without asking: for all fields together, and for single ones.

Exists so that a rule is kept, shown and taken back in one place; the planner applies it. A field's own policy is called
a rule: a person sets it, or has an answer remembered as one.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop.app.refusals import refusal
from desktop.core.conflict import ConflictType
from desktop.core.record import Kind
from desktop.core.rules import Policies, Policy
from desktop.core.sentences import say
from desktop.mapping.lens import KindMap
from desktop.store.conflicts import Conflicts, StoredConflict
from desktop.store.database import Database
from desktop.store.decided import Decided
from desktop.store.forms import json_text, moment_of, moment_text
from desktop.store.settings import Settings

OVERALL = "policy"
"""The setting of the policy for everything that has no rule."""
_RULES = "policies.{kind}"


@dataclass(frozen=True, slots=True)
class Rule:
    """The policy of one field or block; `remembered`: it was made of an answer to a conflict."""

    field: str
    policy: Policy
    since: datetime
    remembered: bool = False


def overall(database: Database) -> Policy:
    """What decides conflicts where no rule does; a preset that this version does not know asks."""
    stored = Settings(database).text(OVERALL)
    return Policy(stored) if stored in set(Policy) else Policy.ASK


def set_overall(database: Database, preset: Policy) -> None:
    """Choose what decides conflicts; the open ones that it may decide are planned again."""
    with database.transaction():
        Settings(database).put(OVERALL, preset)
        _touch(database, lambda conflict: conflict.type != ConflictType.DUPLICATE)


def rules(database: Database, names: KindMap, kind: Kind = Kind.CONTACT) -> tuple[Rule, ...]:
    """Every rule of a kind, in the order in which people see the fields; fields that are mapped no more come last."""
    found = [
        Rule(field, Policy(told["policy"]), moment_of(told["since"]), told["remembered"])
        for field, told in _stored(database, kind).items()
        if told["policy"] in set(Policy)
    ]
    places = {name: place for place, name in enumerate(names.subjects())}
    return tuple(sorted(found, key=lambda rule: (places.get(rule.field, len(places)), rule.field)))


def set_rule(database: Database, names: KindMap, rule: Rule, kind: Kind = Kind.CONTACT) -> None:
    """Keep a rule in place of an earlier one; open conflicts that it may decide are planned again. Raises PortFault."""
    _known(names, rule.field)
    told = {"policy": rule.policy.value, "since": moment_text(rule.since), "remembered": rule.remembered}
    with database.joined():
        _keep(database, kind, rule.field, {**_stored(database, kind), rule.field: told})


def drop_rule(database: Database, field: str, kind: Kind = Kind.CONTACT) -> None:
    """Take a rule back: the field follows the overall policy again. Raises PortFault where there is none."""
    with database.joined():
        kept = _stored(database, kind)
        if field not in kept:
            raise refusal(
                "no-rule",
                say("There is no rule for {field}.", field=field),
                say("The command rules lists those that hold."),
            )
        _keep(database, kind, field, {name: told for name, told in kept.items() if name != field})


def policies(database: Database, kind: Kind = Kind.CONTACT) -> Policies:
    """All that the planner must know."""
    by_field = {field: told["policy"] for field, told in _stored(database, kind).items()}
    return Policies(overall(database), {name: Policy(word) for name, word in by_field.items() if word in set(Policy)})


def _known(names: KindMap, field: str) -> None:
    if field not in names.subjects():
        known = ", ".join(names.subjects())
        raise refusal(
            "unknown-field",
            say("{field} is no field that is synced.", field=field),
            say("Name one of: {known}.", known=known),
        )


def _stored(database: Database, kind: Kind) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = json.loads(Settings(database).text(_RULES.format(kind=kind), "{}"))
    return found


def _keep(database: Database, kind: Kind, field: str, kept: dict[str, dict[str, Any]]) -> None:
    """Inside a transaction."""
    Settings(database).put(_RULES.format(kind=kind), json_text(kept) if kept else None)
    _touch(database, lambda conflict: conflict.field == field)


def _touch(database: Database, concerned: Callable[[StoredConflict], bool]) -> None:
    found = [conflict for conflict in Conflicts(database).waiting() if concerned(conflict)]
    Decided(database).mark(conflict.pair_id for conflict in found if conflict.pair_id)
