"""The laws that can be seen from outside, as questions to a simulation; each raises Violation with its number.

Exists as the one place that says what "all is well" means. L3 and L4 are also watched at every write, by `recorder`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from desktop.core.conflict import ConflictType
from desktop.core.pairing import Pairing, PairState, PairView
from desktop.core.plan import Verb
from desktop.core.record import Kind, Link, NativeRecord, Role, Side
from desktop.core.undo import Deed
from desktop.core.values import ABSENT, EMPTY
from desktop.store.doctor import examine
from desktop.sync.session import Report, Verdict

from . import asking
from .history import BOTH, CRM
from .violation import Violation

if TYPE_CHECKING:
    from .machine import Machine
    from .simulation import Simulation

VERBS = frozenset({"create", "update", "delete", "share", "unshare", "labelled"})
"""The counters of a session that speak of writes begin with these."""


def after_session(simulation: Simulation, machine: Machine) -> None:
    """What must hold after every session on a machine, however it ended."""
    sentences = examine(machine.database)
    if sentences:
        raise Violation("doctor", " ".join(sentences))
    simulation.recorder.doubles()
    simulation.recorder.deletions(machine.database)
    asking.emptied(simulation, machine)
    if simulation.quiet_since is not None:
        asking.answered_once(machine, simulation.quiet_since)
    if simulation.history.setting.people == CRM and any(h.guard == "deletion" for h in machine.store.holds.active()):
        raise Violation("L5", "nobody deleted anything in the mailbox, yet a deletion there is asked about")
    if simulation.history.setting.people != BOTH and len(simulation.machines) == 1:
        for conflict in machine.store.conflicts.waiting():
            # Two without a base have never agreed, or after a loss nobody knows it, whoever edited them.
            if conflict.type == ConflictType.EDIT_DELETE:
                agreed = not machine.lost
            else:
                agreed = ABSENT not in (conflict.base_crm, conflict.base_mailbox)
            if conflict.type != ConflictType.DUPLICATE and agreed:
                raise Violation(
                    "L5",
                    f"only one side was edited, yet there is a conflict about {conflict.field or conflict.type}: "
                    f"{conflict.crm_value!r} and {conflict.mailbox_value!r}",
                )


def undone(machine: Machine) -> set[str]:
    """The pairs of which something was undone: what was taken back on one side differs until somebody edits it."""
    return {row[0] for row in machine.database.rows("SELECT pair_id FROM change_log WHERE undone_by IS NOT NULL")}


def after_undo(simulation: Simulation, machine: Machine, session: int, report: Report) -> None:
    """An undo that names nothing that stays has given every field of a live pair its former value, and no record that
    the session made in Salesforce is left there, be it hidden."""
    left = [deed for deed in machine.store.deeds.of_session(session) if not deed.undone]
    there = {view.pairing.pair_id: view for view in machine.store.pairs.views(deed.pair_id for deed in left)}
    live = {row.native_id for row in simulation.world.crm.people.contacts()}
    for deed in left if report.verdict is Verdict.CLEAN else ():
        made = deed.side is Side.CRM and deed.verb is Verb.CREATE and deed.native_id in live
        if made or (deed.field and _differs(there.get(deed.pair_id), deed)):
            what = deed.field or "a record"
            raise Violation("L3", f"the undo of session {session} leaves {what} of {deed.pair_id} and is silent")


def _differs(view: PairView | None, deed: Deed) -> bool:
    """Whether a field of a whole pair has not the value that it had before; a person may have put it back."""
    records = [view.live(side) for side in Side] if view is not None else []
    if not records or None in records:
        return False
    record = next(record for record in records if record is not None and record.side is deed.side)
    return record.fields.get(deed.field, EMPTY) != deed.before


def versions(simulation: Simulation) -> Mapping[str, str]:
    """The version of everything on both sides."""
    crm = {row.native_id: row.stamp for row in simulation.world.crm.people.contacts()}
    mailbox = {item.native_id: item.version for item in simulation.world.mailbox.people.contacts(*Role)}
    return crm | mailbox


def agreement(simulation: Simulation, machine: Machine) -> None:
    """Both sides agree, and every shared record is accounted for by a machine (law L1)."""
    pairings = [
        view.pairing
        for view in machine.store.pairs.views(row[0] for row in machine.database.rows("SELECT pair_id FROM pairing"))
    ]
    excused: dict[str, set[str]] = {}
    for issue in machine.store.issues.open():
        if issue.complaint.pair_id:
            excused.setdefault(issue.complaint.pair_id, set()).add(issue.complaint.field)
    bound: dict[Side, set[str]] = {side: set() for side in Side}
    links: list[str] = []
    apart = machine.store.exclusions.pairs(Kind.CONTACT, [pairing.pair_id for pairing in pairings]) | undone(machine)
    for pairing in pairings:
        records = _records(simulation, machine, pairing)
        for side, record in records.items():
            bound[side].add(record.native_id)
        if pairing.pair_id in apart:
            continue
        if pairing.state is PairState.ACTIVE:
            said = excused.get(pairing.pair_id, set())
            _agree(simulation, pairing, records, said)
            links += [record.link for record in records.values() if record.link and not said]
        elif pairing.state is PairState.HELD and pairing.pair_id not in excused:
            raise Violation("L1", f"the pair {pairing.pair_id} is held although nothing is asked")
    if not machine.store.exclusions.all():
        _nobody_forgotten(simulation, bound)
    twice = [link for link, count in Counter(links).items() if count > 1]
    if twice:
        raise Violation("L4", f"several items claim to be one: {', '.join(twice)}")


def known(machine: Machine) -> Mapping[str, tuple[str, str]]:
    """What is kept the same and not in doubt: native ids in Salesforce and in the mailbox, by pair."""
    store = machine.store
    doubted = {issue.complaint.pair_id for issue in store.issues.open()} | undone(machine)
    ids = [row[0] for row in machine.database.rows("SELECT pair_id FROM pairing")]
    return {
        view.pairing.pair_id: (view.crm.native_id, view.mailbox.native_id)
        for view in store.pairs.views(ids)
        if view.pairing.state is PairState.ACTIVE
        and view.crm is not None
        and view.mailbox is not None
        and not view.excluded
        and view.pairing.pair_id not in doubted
    }


def rebuilt(machine: Machine, before: Mapping[str, tuple[str, str]]) -> None:
    """The database was lost in agreement: everything is paired again, and nothing is asked about it (law L11)."""
    after = known(machine)
    for pair_id, ids in before.items():
        if after.get(pair_id) != ids:
            raise Violation("L11", f"{pair_id} was {ids}, and after the loss it is {after.get(pair_id)}")
    for conflict in machine.store.conflicts.waiting():
        if conflict.pair_id in before:
            raise Violation(
                "L11", f"{conflict.field or conflict.type} of {conflict.pair_id} is asked about after a loss"
            )


def _records(simulation: Simulation, machine: Machine, pairing: Pairing) -> dict[Side, NativeRecord]:
    """The live records of a pair as the servers show them now."""
    found: dict[Side, NativeRecord] = {}
    for side, row in ((Side.CRM, pairing.crm_row), (Side.MAILBOX, pairing.mailbox_row)):
        if row is not None:
            native_id = machine.store.mirror.get([row])[row].native_id
            for record in simulation.world.ends.of(side).fetch(Kind.CONTACT, [native_id]).records:
                found[side] = record
    return found


def _agree(simulation: Simulation, pairing: Pairing, records: Mapping[Side, NativeRecord], excused: set[str]) -> None:
    missing = [side.value for side in Side if side not in records]
    if missing:
        if not excused:
            raise Violation("L1", f"the pair {pairing.pair_id} lacks a record in {missing[0]}, unexplained")
        return
    names = simulation.names
    crm = names.view(Side.CRM, records[Side.CRM].fields)
    mailbox = names.view(Side.MAILBOX, records[Side.MAILBOX].fields)
    for name in names.fields:
        if name in crm and name in mailbox and name not in excused and not names.same(name, crm[name], mailbox[name]):
            raise Violation("L1", f"{name} of {pairing.pair_id} is {crm[name]!r} here and {mailbox[name]!r} there")
    copy = records[Side.MAILBOX]
    if not (copy.marked and copy.role is Role.SHARED):
        raise Violation("L1", f"the copy of {pairing.pair_id} is not in the shared folder with the category")


def _nobody_forgotten(simulation: Simulation, bound: Mapping[Side, set[str]]) -> None:
    world = simulation.world
    inside = {
        native_id
        for page in world.crm.scan(Kind.CONTACT, world.crm.containers(Kind.CONTACT)[0])
        for native_id, _ in page
    }
    for native_id in inside - bound[Side.CRM]:
        raise Violation("L1", f"{native_id} is in the scope, but is not known")
    for item in world.mailbox.people.contacts(Role.SHARED, Role.DEFAULT):
        if (item.role is Role.SHARED or item.marked) and item.native_id not in bound[Side.MAILBOX]:
            raise Violation("L1", f"{item.native_id} is shared, but is not known ({Link.parse(item.link)})")
