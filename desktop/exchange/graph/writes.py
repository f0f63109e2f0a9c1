"""Creating, changing and deleting contacts, twenty in a request, each with an outcome of its own.

A change names exactly the fields of its patch, under the version that was seen; a deletion goes to Deleted Items and
nowhere else. Nothing is sent twice after a lost reply. Must not decide what to write.
https://learn.microsoft.com/graph/api/contact-update
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from desktop.core.faults import FaultClass, PortFault
from desktop.core.outcome import Applied, Outcome, Refused, Stale, Unknown
from desktop.core.ports import Draft, Edit, Target
from desktop.core.record import Role
from desktop.exchange.categories import with_mark
from desktop.exchange.graph import errors, fields, items
from desktop.exchange.graph.calls import Answer, Json, Part, path
from desktop.exchange.graph.folder_tree import FolderTree
from desktop.exchange.graph.items import Placed
from desktop.exchange.graph.source import Reading
from desktop.exchange.graph.wire import MOST_PARTS, Wire

BATCH: Final = MOST_PARTS


class Writing:
    """Writes to one mailbox. Methods raise PortFault only when nothing was carried out."""

    def __init__(self, wire: Wire, folders: FolderTree, reading: Reading) -> None:
        self._wire = wire
        self._folders = folders
        self._reading = reading

    def create(self, drafts: Sequence[Draft]) -> list[Outcome]:
        """Make contacts in the shared folder, with mark and link id."""
        outcomes = self._create(drafts)
        if outcomes and all(map(folder_missing, outcomes)):
            self._folders.forget(Role.SHARED)
            outcomes = self._create(drafts)
        return outcomes

    def update(self, edits: Sequence[Edit]) -> list[Outcome]:
        """Write patches under their versions; an edit with nothing to write is Applied as it stands."""
        present = self._present(edits)
        outcomes: dict[int, Outcome] = {}
        parts: dict[int, Part] = {}
        for index, edit in enumerate(edits):
            now = present.get(edit.native_id)
            if isinstance(now, Refused):
                outcomes[index] = now
            elif edit.expect and now is not None and now.get("@odata.etag") != edit.expect:
                outcomes[index] = Stale()
            else:
                parts[index] = self._change(edit, now)
        unwritten = {index: part.match for index, part in parts.items() if not part.body}
        outcomes |= {index: Applied(edits[index].native_id, version) for index, version in unwritten.items()}
        writing = [index for index in parts if index not in unwritten]
        sent = send_all(self._wire, [parts[index] for index in writing])
        outcomes |= zip(writing, sent, strict=True)
        return self._without_binned(edits, [outcomes[index] for index in range(len(edits))])

    def delete(self, targets: Sequence[Target]) -> list[Outcome]:
        """Move contacts to Deleted Items after a look where they are; what is gone already is Applied."""
        answers = self._reading.answers([target.native_id for target in targets], None)
        outcomes: list[Outcome | None] = []
        parts: list[Part] = []
        for target, answer in zip(targets, answers, strict=True):
            now = placed_now(answer)
            outcomes.append(self._before_deletion(target, now))
            if outcomes[-1] is None and isinstance(now, Placed):
                parts.append(Part("DELETE", contact(target.native_id), match=now.version))
        deleted = iter(send_all(self._wire, parts))
        return [
            _deleted(target, next(deleted) if outcome is None else outcome)
            for target, outcome in zip(targets, outcomes, strict=True)
        ]

    def _create(self, drafts: Sequence[Draft]) -> list[Outcome]:
        if not drafts:
            return []
        address = path("me", "contactFolders", self._folders.made(Role.SHARED), "contacts")
        return send_all(self._wire, [Part("POST", address, _new_contact(draft)) for draft in drafts])

    def _present(self, edits: Sequence[Edit]) -> dict[str, Json | Refused]:
        """The contacts as they are now, of those edits that can only be written by somebody who knows."""
        ids = [edit.native_id for edit in edits if not edit.expect or fields.needs_present(edit.patch)]
        query = items.wanted(fields.PRESENT, fields.PRESENT_BESIDES)
        answers = self._wire.read([Part("GET", contact(native_id) + query) for native_id in ids])
        found: dict[str, Json | Refused] = {}
        for native_id, answer in zip(ids, answers, strict=True):
            now = placed_now(answer)
            found[native_id] = now if isinstance(now, Refused) else answer.body
        return found

    def _change(self, edit: Edit, now: Json | None) -> Part:
        body = fields.written(edit.patch, now or {})
        if edit.link is not None:
            body.setdefault("singleValueExtendedProperties", []).append(items.with_link(edit.link))
        version = edit.expect or str((now or {}).get("@odata.etag") or "")
        return Part("PATCH", contact(edit.native_id), body, version)

    def _without_binned(self, edits: Sequence[Edit], outcomes: list[Outcome]) -> list[Outcome]:
        """The outcomes, where a contact keeps its id in the bin: what lies there is gone and not merely changed."""
        stale = [index for index, outcome in enumerate(outcomes) if isinstance(outcome, Stale)]
        answers = self._reading.answers([edits[index].native_id for index in stale], None)
        for index, answer in zip(stale, answers, strict=True):
            if errors.is_gone(answer) or (answer.ok and self._is_deleted(items.placed(answer.body))):
                outcomes[index] = gone_from_mailbox()
        return outcomes

    def _is_deleted(self, now: Placed) -> bool:
        return self._folders.role_of(now.folder_id) in (Role.DELETED, None)

    def _before_deletion(self, target: Target, now: Placed | Refused) -> Outcome | None:
        """The outcome of a deletion that is not to be sent; None when it is."""
        if isinstance(now, Refused):
            return now
        if self._is_deleted(now):
            # A second deletion would take it out of the bin, where the person looks for it.
            return Applied(target.native_id)
        return Stale() if target.expect and now.version != target.expect else None


def send_all(wire: Wire, parts: Sequence[Part], begun: bool = False) -> list[Outcome]:
    """Send parts in as few requests as fit and return an outcome for each.

    After a lost reply, and after any fault once something was carried out (`begun`: before this call), the rest is
    Unknown, so that what is known is never thrown away. Raises PortFault when nothing was carried out.
    """
    outcomes: list[Outcome] = []
    for first in range(0, len(parts), MOST_PARTS):
        run = parts[first : first + MOST_PARTS]
        try:
            answers = wire.send(run)
            if not (outcomes or begun) and all(answer.status == 429 for answer in answers):
                raise PortFault(errors.fault_of(answers[-1]))
        except PortFault as problem:
            if not (outcomes or begun or problem.fault.lost_reply):
                raise
            return outcomes + [Unknown(problem.fault)] * (len(parts) - len(outcomes))
        outcomes += map(outcome_of, run, answers)
    return outcomes


def outcome_of(part: Part, answer: Answer) -> Outcome:
    """What became of one write."""
    if answer.ok:
        return Applied(str(answer.body.get("id") or part.path.rpartition("/")[2]), answer.version)
    if errors.is_stale(answer):
        return Stale()
    fault = errors.fault_of(answer)
    # A server that has no time is no refusal of the contact: the next session looks and goes on.
    passing = errors.concerns_the_call(fault) and answer.code not in errors.FOLDER_GONE
    return Unknown(fault) if passing else Refused(fault)


def folder_missing(outcome: Outcome) -> bool:
    """Whether a contact was refused because the folder that it was meant for is not there."""
    return isinstance(outcome, Refused) and outcome.fault.vendor in errors.FOLDER_GONE


def placed_now(answer: Answer) -> Placed | Refused:
    """Where and how a contact is, or why it cannot be written."""
    return items.placed(answer.body) if answer.ok else Refused(errors.fault_of(answer))


def gone_from_mailbox() -> Refused:
    """The outcome for a contact that is no longer in the mailbox."""
    return Refused(errors.fault_of(Answer(404)))


def contact(native_id: str) -> str:
    """The path of a contact."""
    return path("me", "contacts", native_id)


def category_change(now: Placed, categories: Sequence[str] | None, link: str | None) -> Part:
    """The change of categories and link id, either where given, under the version that was read."""
    body: dict[str, Any] = {}
    if categories is not None:
        body["categories"] = list(categories)
    if link is not None:
        body["singleValueExtendedProperties"] = [items.with_link(link)]
    return Part("PATCH", contact(now.native_id), body, now.version)


def _new_contact(draft: Draft) -> Mapping[str, Any]:
    body = fields.written(draft.fields)
    body["categories"] = with_mark(())
    if draft.link:
        body.setdefault("singleValueExtendedProperties", []).append(items.with_link(draft.link))
    return body


def _deleted(target: Target, outcome: Outcome) -> Outcome:
    gone = isinstance(outcome, Refused) and outcome.fault.kind is FaultClass.GONE
    return Applied(target.native_id) if gone or isinstance(outcome, Applied) else outcome
