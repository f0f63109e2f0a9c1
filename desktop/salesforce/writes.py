"""Writing contacts: guarded updates, creates and deletes, each in one call with one outcome a record.

Exists so that no write is blind. An update goes as single-row PATCHes with If-Unmodified-Since inside one composite,
because that header does not reach the rows of collections; its last part reads all rows again, because a PATCH answers
with nothing. Vendor pages: REST API guide, "Conditional Request Headers", "Composite", "sObject Collections".
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias
from urllib.parse import quote

from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.core.link_field import LINK_FIELD
from desktop.core.outcome import Applied, Outcome, Refused, Stale, Unknown
from desktop.core.ports import Draft, Edit, Target
from desktop.core.record import NativeRecord
from desktop.core.sentences import say
from desktop.salesforce import soql
from desktop.salesforce.api import PRECONDITION_FAILED, Part, PartAnswer, Query, Row
from desktop.salesforce.contacts import (
    ACCOUNT,
    ACCOUNT_NAME,
    BATCH_DELETE,
    OBJECT,
    ContactForm,
)
from desktop.salesforce.errors import (
    GONE_CODES,
    SCHEMA_CODES,
    Problem,
    SalesforceRefusal,
    fault_of,
    problem_of,
    vanished,
)
from desktop.salesforce.org import Org
from desktop.salesforce.source import ContactSource, FormOf

SEVERAL = 300
"""The status of an upsert whose external id several rows carry."""
Seen: TypeAlias = Mapping[str, NativeRecord | None]
"""What a look showed by full id: None for what is in the recycle bin; what is not there cannot be seen."""
_SURPRISES = SCHEMA_CODES | {"INVALID_FIELD_FOR_INSERT_UPDATE"}


class ContactWrites:
    """The writes. A lost reply makes every record's outcome Unknown; nothing is ever sent twice."""

    def __init__(self, org: Org, source: ContactSource, form: FormOf) -> None:
        self._org = org
        self._source = source
        self._form = form

    def create(self, drafts: Sequence[Draft]) -> list[Outcome]:
        """Make contacts, owned by this user, up to 200 a call, with the link field 25; no versions are told."""
        form = self._form()
        _check_size(len(drafts), form.capabilities.batch_create)
        if not drafts:
            return []
        if form.link and all(draft.link for draft in drafts):
            return self._upsert(drafts, form)
        rows = [_new_row(draft, form) for draft in drafts]
        try:
            results = self._org.api.create_rows(rows)
        except PortFault as problem:
            return _lost(problem, len(drafts))
        problems = [None if row["success"] else _row_problem(row) for row in results]
        outcomes: list[Outcome] = [
            Applied(row["id"]) if problem is None else Refused(self._fault(problem))
            for row, problem in zip(results, problems, strict=True)
        ]
        self._learn_from(problems)
        return outcomes

    def _upsert(self, drafts: Sequence[Draft], form: ContactForm) -> list[Outcome]:
        """Make contacts by their link ids, so that a repeated request makes no second one (201; 200 where it is there).

        Several contacts under one link id (300) are written to by nobody. Vendor page: REST API guide, "Insert or
        Update (Upsert) a Record Using an External ID".
        """
        parts = [_linked_part(draft, form) for draft in drafts]
        try:
            answers = self._org.api.composite(parts, writes=True)
        except PortFault as problem:
            return _lost(problem, len(drafts))
        outcomes: list[Outcome] = []
        for answer in answers:
            if answer.status == SEVERAL:
                outcomes.append(Refused(_several()))
            elif answer.problem is not None:
                outcomes.append(Refused(self._fault(answer.problem)))
            else:
                outcomes.append(Applied(answer.body["id"]))
        self._learn_from([answer.problem for answer in answers if answer.status != SEVERAL])
        return outcomes

    def update(self, edits: Sequence[Edit]) -> list[Outcome]:
        """Change up to 24 contacts, each only if it is as it was when it was read; all are read again in the call."""
        form = self._form()
        _check_size(len(edits), form.capabilities.batch_update)
        if not edits:
            return []
        stamps = self._unknown_versions(edits)
        parts = [_patch(edit, edit.expect or stamps.get(soql.full_id(edit.native_id), ""), form) for edit in edits]
        alone = [at for at, part in enumerate(parts) if _may_be_misread(part)]
        together = [at for at in range(len(parts)) if at not in alone]
        outcomes = dict(zip(together, self._update_together(edits, parts, together, form), strict=True))
        outcomes.update((at, self._update_alone(edits[at], parts[at])) for at in alone)
        return [outcomes[at] for at in range(len(edits))]

    def delete(self, targets: Sequence[Target]) -> list[Outcome]:
        """Move up to 200 contacts to the recycle bin, after a look that they are as they were; DELETE has no guard."""
        _check_size(len(targets), BATCH_DELETE)
        rows = self._now([target.native_id for target in targets])
        outcomes: dict[str, Outcome] = {}
        doomed: dict[str, str] = {}
        moved: dict[str, str] = {}
        for target in targets:
            row = rows.get(soql.full_id(target.native_id))
            if row is None:
                outcomes[target.native_id] = Refused(vanished())
            elif row["IsDeleted"]:
                outcomes[target.native_id] = Applied(target.native_id)
            elif target.expect and target.expect != row["SystemModstamp"]:
                moved[row["Id"]] = target.native_id
            else:
                doomed[row["Id"]] = target.native_id
        for record in self._source.records([rows[row_id] for row_id in moved]):
            outcomes[moved[record.native_id]] = Stale(record)
        if doomed:
            outcomes.update(self._delete(doomed))
        return [outcomes[target.native_id] for target in targets]

    def restore(self, targets: Sequence[Target]) -> list[Outcome]:
        """Take up to 200 contacts out of the recycle bin after a look which of them are there; read again after it."""
        _check_size(len(targets), BATCH_DELETE)
        rows = self._now([target.native_id for target in targets])
        wanted = {full: target.native_id for target in targets if (full := soql.full_id(target.native_id)) in rows}
        buried = [full for full in wanted if rows[full]["IsDeleted"]]
        outcomes: dict[str, Outcome] = {target.native_id: Refused(vanished()) for target in targets}
        outcomes.update((native_id, Applied(native_id)) for native_id in wanted.values())
        if buried:
            try:
                results = self._org.api.undelete_rows(buried)
            except PortFault as problem:
                return _lost(problem, len(targets))
            refused = {full: row for full, row in zip(buried, results, strict=True) if not row["success"]}
            outcomes.update((wanted[full], Refused(self._fault(_row_problem(row)))) for full, row in refused.items())
        return [outcomes[target.native_id] for target in targets]

    def _update_together(
        self, edits: Sequence[Edit], parts: Sequence[Part], places: Sequence[int], form: ContactForm
    ) -> list[Outcome]:
        """The outcomes of the parts at these places, sent as one call that reads the records again at its end."""
        if not places:
            return []
        (ids,) = soql.listed("Id", [edits[at].native_id for at in places])
        looks = [Query(soql.select(form.select, OBJECT, ids), deleted=True)]
        if not form.scope.told_by_rows:
            looks.append(Query(form.scope.select("Id", ids)))
        try:
            answers = self._org.api.composite([*(parts[at] for at in places), *map(Part.of, looks)], writes=True)
        except PortFault as problem:
            return _lost(problem, len(places))
        problems = [answer.problem for answer in answers]
        seen = _seen(answers[len(places) :], form) if not any(problems[len(places) :]) else {}
        outcomes = [self._updated(edits[at], why, seen) for at, why in zip(places, problems, strict=False)]
        self._learn_from(problems)
        return outcomes

    def _update_alone(self, edit: Edit, part: Part) -> Outcome:
        """The outcome of a part that is sent by itself; its faults are its own, since others may be written already."""
        refusal: Problem | None = None
        try:
            self._org.api.write(part)
        except SalesforceRefusal as problem:
            if problem.fault.lost_reply:
                return Unknown(problem.fault)
            refusal = problem.problem
        except PortFault as problem:
            return Unknown(problem.fault) if problem.fault.lost_reply else Refused(problem.fault)
        seen: Seen = {}
        with contextlib.suppress(PortFault):  # what became of the write is known without this look
            rows = self._now([edit.native_id])
            seen = dict.fromkeys(rows) | {record.native_id: record for record in self._source.records(_live(rows))}
        outcome = self._updated(edit, refusal, seen)
        self._learn_from([refusal])
        return outcome

    def _delete(self, doomed: Mapping[str, str]) -> dict[str, Outcome]:
        """The outcomes of deleting; the mapping is from full id to the id that the caller knows."""
        try:
            results = self._org.api.delete_rows(list(doomed))
        except PortFault as problem:
            return dict(zip(doomed.values(), _lost(problem, len(doomed)), strict=True))
        found: dict[str, Outcome] = {}
        for given, result in zip(doomed.values(), results, strict=True):
            refusal = None if result["success"] else _row_problem(result)
            if refusal is None or refusal.code == "ENTITY_IS_DELETED":
                found[given] = Applied(given)
            else:
                found[given] = Refused(self._fault(refusal))
        return found

    def _updated(self, edit: Edit, problem: Problem | None, seen: Seen) -> Outcome:
        record = seen.get(soql.full_id(edit.native_id))
        if problem is None:
            return Applied(edit.native_id, record.version if record else "", record)
        if problem.status == PRECONDITION_FAILED:
            return Stale(record)
        if problem.code in GONE_CODES and not problem.fields and soql.full_id(edit.native_id) not in seen:
            return Refused(vanished())
        return Refused(self._fault(problem))

    def _learn_from(self, problems: Sequence[Problem | None]) -> None:
        """Have the fields described anew, when they are needed next, where one was not what it was taken for."""
        if any(problem is not None and problem.code in _SURPRISES for problem in problems):
            self._org.forget((OBJECT, ACCOUNT))

    def _unknown_versions(self, edits: Sequence[Edit]) -> dict[str, str]:
        """The present versions of those records whose version the caller does not know."""
        wanted = [edit.native_id for edit in edits if not edit.expect]
        return {native_id: row["SystemModstamp"] for native_id, row in self._now(wanted).items()} if wanted else {}

    def _now(self, native_ids: Sequence[str]) -> dict[str, Row]:
        rows = self._source.rows_by("Id", [soql.full_id(each) for each in native_ids], deleted=True)
        return {row["Id"]: row for row in rows}

    def _fault(self, problem: Problem) -> Fault:
        return fault_of(problem, self._org.describe(OBJECT).labels())


def _seen(looks: Sequence[PartAnswer], form: ContactForm) -> Seen:
    """What the looks at the end of an update show; the second one, where there is one, tells what is in the scope."""
    rows = {row["Id"]: row for row in looks[0].body["records"]}
    inside = {row["Id"] for row in looks[1].body["records"]} if len(looks) > 1 else None
    live = {
        row["Id"]: form.record(row, form.scope.holds(row) if inside is None else row["Id"] in inside)
        for row in _live(rows)
    }
    return dict.fromkeys(rows) | live


def _live(rows: Mapping[str, Row]) -> list[Row]:
    return [row for row in rows.values() if not row["IsDeleted"]]


def _patch(edit: Edit, version: str, form: ContactForm) -> Part:
    """The guarded PATCH of one contact; without any version (the record is gone) the server refuses it by itself."""
    body = {name: value for name, value in edit.patch.items() if name != ACCOUNT_NAME}
    if edit.link is not None and form.link:
        body[LINK_FIELD] = edit.link
    headers = {"If-Unmodified-Since": soql.http_date(version)} if version else {}
    return Part("PATCH", f"sobjects/{OBJECT}/{edit.native_id}", body, headers)


def _may_be_misread(part: Part) -> bool:
    """Whether a composite would take a text in it for a reference to another call (`@{name.field}`)."""
    return any(isinstance(value, str) and "@{" in value for value in (part.body or {}).values())


def _new_row(draft: Draft, form: ContactForm) -> Row:
    row: Row = {"attributes": {"type": OBJECT}}
    row.update((name, value) for name, value in draft.fields.items() if value is not None and name != ACCOUNT_NAME)
    if draft.link and form.link:
        row[LINK_FIELD] = draft.link
    return row


def _linked_part(draft: Draft, form: ContactForm) -> Part:
    row = {name: value for name, value in _new_row(draft, form).items() if name not in ("attributes", LINK_FIELD)}
    return Part("PATCH", f"sobjects/{OBJECT}/{LINK_FIELD}/{quote(draft.link, safe='')}", row)


def _several() -> Fault:
    message = say("Several contacts in Salesforce carry the link of this one.")
    action = say("Ask your Salesforce administrator to make the link field unique, and keep it off page layouts.")
    return Fault(FaultClass.INVALID, "link-doubled", message, action)


def _row_problem(result: Row) -> Problem:
    """The first problem of a row's result; duplicate rules may put their finding beside the errors."""
    problem = problem_of(400, result.get("errors"))
    return problem if problem.duplicates else replace(problem, duplicates=problem_of(400, [result]).duplicates)


def _lost(problem: PortFault, count: int) -> list[Outcome]:
    """Unknown for every record where the call may have been carried out; any other fault of the call is raised."""
    if not problem.fault.lost_reply:
        raise problem
    return [Unknown(problem.fault)] * count


def _check_size(count: int, most: int) -> None:
    if count > most:
        raise ValueError(f"{count} records in one call, of which {most} are allowed")
