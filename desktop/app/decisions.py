"""What a person decides: answers to conflicts and holds, what becomes of issues, what is shared.

Exists so that a decision is checked where it is made; it is applied by the next session through the planner.
"""

from __future__ import annotations

from datetime import datetime

from desktop.app import excluding
from desktop.app.policies import Rule, set_rule
from desktop.app.refusals import refusal, require_quiet
from desktop.core.faults import PortFault
from desktop.core.guards import EXCLUDE, answers
from desktop.core.pairing import PairState, Wish
from desktop.core.record import Kind, Side
from desktop.core.retrying import LOOP_FROZEN
from desktop.core.rules import Policy
from desktop.core.sentences import inline, say
from desktop.core.values import ABSENT, EMPTY, MaybeValue
from desktop.mapping.lens import KindMap
from desktop.store.conflicts import Conflicts, Resolution, StoredConflict
from desktop.store.database import Database
from desktop.store.decided import Decided
from desktop.store.exclusions import Exclusions
from desktop.store.holds import Holds
from desktop.store.issues import Issue, Issues
from desktop.store.lookup import MirrorLookup
from desktop.store.mirror import Mirror
from desktop.store.pairs import Pairs, taken
from desktop.sync.exclusion import Cause

SIDES = {"salesforce": "crm", "mailbox": "mailbox", "outlook": "mailbox"}
RULED = {"crm": Policy.SALESFORCE, "mailbox": Policy.OUTLOOK}
"""The rule that an answer can be remembered as."""


def resolve(database: Database, names: KindMap, number: int, take: str, at: datetime, always: bool = False) -> None:
    """Store the answer to a conflict, and with `always` keep it as a rule for the field. Raises PortFault with what
    may be said instead."""
    resolution = _resolution(names, conflict := _open(database, number), take)
    if always and (conflict.type != "field" or resolution.take not in RULED):
        raise refusal(
            "no-rule",
            say("Only a side can be taken always."),
            say("Say salesforce or mailbox for a conflict about a field."),
        )
    if conflict.type == "duplicate" and resolution.take == "value":
        _require_free(database, take)
    with database.transaction():
        _store(database, number, resolution, at)
        if always:
            set_rule(database, names, Rule(conflict.field, RULED[resolution.take], at, remembered=True))


def resolve_with(database: Database, names: KindMap, number: int, text: str, at: datetime) -> None:
    """Store a typed value as the answer to a conflict, whatever words it is made of. Raises PortFault."""
    conflict = _open(database, number)
    if conflict.type != "field":
        raise refusal(
            "no-choice", say("Conflict {number} is not about a value.", number=number), say("Choose one of the sides.")
        )
    resolution = Resolution("value", _typed(names, conflict.field, text))
    with database.transaction():
        _store(database, number, resolution, at)


def _open(database: Database, number: int) -> StoredConflict:
    conflict = Conflicts(database).get(number)
    if conflict is None or conflict.state != "open":
        raise _not_open(number)
    return conflict


def _store(database: Database, number: int, resolution: Resolution, at: datetime) -> None:
    """Raises PortFault where a session that runs has closed the conflict meanwhile."""
    if not Conflicts(database).resolve(number, resolution, at):
        raise _not_open(number)


def _not_open(number: int) -> PortFault:
    return refusal(
        "unknown-conflict",
        say("No conflict {number} is open.", number=number),
        say("The command conflicts lists the open ones."),
    )


def _require_free(database: Database, native_id: str) -> None:
    """Raises PortFault where a candidate has become another's counterpart, or was so all along."""
    found = MirrorLookup(database).by_native(Side.CRM, Kind.CONTACT, [native_id])
    if taken(Pairs(database), [record.row for record in found.values()]):
        raise refusal(
            "taken",
            say("That Salesforce contact is synced with another contact in Outlook already."),
            say("If both are the same person, delete one of the two in Outlook."),
        )


def _resolution(names: KindMap, conflict: StoredConflict, take: str) -> Resolution:
    side = SIDES.get(take.lower(), "")
    if conflict.type == "field":
        return Resolution(side) if side else Resolution("value", _typed(names, conflict.field, take))
    if conflict.type == "edit_delete" and side:
        return Resolution(side)
    if conflict.type == "duplicate" and take in conflict.candidates:
        return Resolution("value", take)
    if conflict.type == "duplicate" and side == "mailbox":
        return Resolution(side)
    choices = say("salesforce or mailbox")
    if conflict.type == "duplicate":
        choices = say("one of {ids}, or mailbox to make a record of its own", ids=", ".join(conflict.candidates))
    raise refusal(
        "no-choice",
        say("Conflict {id} cannot be answered with {take}.", id=conflict.id, take=take),
        say("Say {choices}.", choices=choices),
    )


def _typed(names: KindMap, field: str, text: str) -> MaybeValue:
    if names.parts(field):
        raise refusal(
            "no-choice",
            say("An address is taken as a whole."),
            say("Say salesforce or mailbox, and change the address there."),
        )
    value = names.typed(field, text)
    if value is EMPTY and any(field in names.required(side) for side in Side):
        blank = say("The {label} cannot be left blank.", label=inline(names.label(field)))
        raise refusal("required-field", blank, say("Type a value."))
    if value is ABSENT:
        label = names.label(field).lower()
        raise refusal(
            "no-choice",
            say("{text} is not a value for the {label}.", text=text, label=label),
            say("A day is written as 1970-12-31."),
        )
    return value


def confirm(database: Database, number: int, answer: str, at: datetime) -> None:
    """Store the answer to a hold. Raises PortFault with what may be said instead."""
    with database.transaction():
        hold = Holds(database).get(number)
        if hold is None or hold.state not in ("open", "answered"):
            raise refusal(
                "unknown-hold",
                say("Nothing with the number {number} waits for a yes.", number=number),
                say("The command holds lists what does."),
            )
        allowed = answers(hold.guard)
        if answer not in allowed:
            raise refusal(
                "no-choice",
                say("{answer} is no answer here.", answer=answer),
                say("Say {allowed}.", allowed=" or ".join(allowed)),
            )
        if hold.pair_id:
            require_quiet(database, hold.pair_id)
        Holds(database).answer(number, answer, at)
        if answer == EXCLUDE and hold.pair_id:
            excluding.exclude_pair(database, hold.pair_id, Cause.DELETION, at)


def retry(database: Database, number: int) -> None:
    """Have the record of an issue tried again; an ignored issue is heeded again. Raises PortFault."""
    with database.transaction():
        issue = _standing(database, number)
        Issues(database).heed(number)
        if issue.complaint.code == LOOP_FROZEN:
            Issues(database).solve_ids([number])
        _touch(database, issue)


def ignore(database: Database, number: int) -> None:
    """Let an issue be ignored. Raises PortFault."""
    with database.transaction():
        _standing(database, number)
        Issues(database).ignore(number)


def _standing(database: Database, number: int) -> Issue:
    issue = Issues(database).get(number)
    if issue is None or issue.state == "solved":
        raise refusal(
            "unknown-issue",
            say("No problem has the number {number}.", number=number),
            say("The command issues lists them."),
        )
    return issue


def _touch(database: Database, issue: Issue) -> None:
    told = issue.complaint
    Decided(database).mark([told.pair_id] if told.pair_id else [])
    Mirror(database).touch([told.record] if told.record else [])


_SO = {Wish.SHARE: PairState.ACTIVE, Wish.UNSHARE: PairState.DETACHED}


def wish(database: Database, pair_id: str, wished: Wish) -> None:
    """Store that a pair is to be shared anew or un-shared; the opposite wish is withdrawn. Raises PortFault."""
    with database.transaction():
        pairs = Pairs(database)
        pairing = pairs.get([pair_id]).get(pair_id)
        if pairing is None:
            raise refusal(
                "unknown-pair",
                say("No pair has the id {pair_id}.", pair_id=pair_id),
                say("The command records lists them with --json."),
            )
        if Exclusions(database).pairs(pairing.kind, [pair_id]):
            raise refusal(
                "excluded", say("This contact is excluded: it is left alone."), say("Include it again first.")
            )
        if pairing.state is PairState.HELD:
            raise refusal("waits", say("A question about this contact waits for your answer."), say("Answer it first."))
        require_quiet(database, pair_id)
        if pairing.wish is not wished:
            pairs.wish(pair_id, Wish.NONE if pairing.state is _SO[wished] else wished)
