"""What the org refuses in a write: unknown and read-only fields, missing ones, references, duplicates, own rules.

Knows nothing of HTTP; reads the org's tables through the small view that it is given, and writes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from desktop.sandbox.salesforce.errors import SandboxError
from desktop.sandbox.salesforce.schema import LINK_FIELD, Field, ObjectSchema
from desktop.sandbox.salesforce.settings import DuplicateRule, OrgSettings
from desktop.sandbox.salesforce.table import Row, Table
from desktop.sandbox.salesforce.values import stored_value

# The record types of the recorded describe of Account: there is no RecordType object in this org.
RECORD_TYPES = frozenset({"012000000000000AAA", "01254000001upcKAAQ"})


@dataclass(frozen=True, slots=True)
class Write:
    """One write as the rules see it: the row before (None for an insert) and the row that would be stored."""

    schema: ObjectSchema
    before: Row | None
    after: Row
    changed: frozenset[str]
    allow_save: bool = False


def read_values(schema: ObjectSchema, values: Mapping[str, Any], flag: str) -> dict[str, Any]:
    """The values under their canonical names as they would be stored; `flag` is "c" for insert, "u" for update."""
    found: dict[str, Any] = {}
    denied: list[str] = []
    for name, value in values.items():
        if name.lower() == "attributes":
            continue
        field = schema.find(name)
        if field is None:
            raise SandboxError("INVALID_FIELD", f"No such column '{name}' on sobject of type {schema.name}")
        if not field.has(flag):
            denied.append(field.name)
        else:
            found[field.name] = stored_value(field, value)
    if denied:
        message = (
            f"Unable to create/update fields: {', '.join(denied)}. Please check the security settings of this field "
            "and verify that it is read/write for your profile or permission set."
        )
        raise SandboxError("INVALID_FIELD_FOR_INSERT_UPDATE", message, denied)
    return found


class Rules:
    """The checks of one org, run in the service's order on a row that is about to be stored."""

    def __init__(self, tables: Mapping[str, Table], settings: OrgSettings) -> None:
        self._tables = tables
        self._settings = settings

    def check(self, write: Write) -> None:
        """Raise the first refusal of the write."""
        self._check_required(write)
        self._check_references(write)
        self._check_owner(write)
        self.check_unique(write)
        for rule in self._settings.rules(write.schema.name):
            if rule.predicate(write.after):
                fields = [rule.field] if rule.field else []
                raise SandboxError("FIELD_CUSTOM_VALIDATION_EXCEPTION", rule.message, fields)
        self._check_duplicates(write)

    def _check_required(self, write: Write) -> None:
        missing = [f.name for f in write.schema.fields if _required(f) and write.after[f.name] is None]
        if missing and (write.before is None or write.changed.intersection(missing)):
            message = f"Required fields are missing: [{', '.join(missing)}]"
            raise SandboxError("REQUIRED_FIELD_MISSING", message, missing)

    def _check_references(self, write: Write) -> None:
        for name in write.changed:
            field = write.schema.find(name)
            value = write.after[name]
            if field is None or field.type != "reference" or value is None:
                continue
            if field.refers_to[0] in self._tables and not value.startswith(_prefixes(field, self._tables)):
                message = f"{field.label}: id value of incorrect type: {value}"
                raise SandboxError("MALFORMED_ID", message, [name])
            if not self._exists(field, value):
                raise SandboxError("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", [name])

    def _exists(self, field: Field, value: str) -> bool:
        if field.refers_to == ("RecordType",):
            return value in RECORD_TYPES
        rows = (self._tables[target].rows.get(value) for target in field.refers_to if target in self._tables)
        return any(row is not None and not row["IsDeleted"] for row in rows)

    def _check_owner(self, write: Write) -> None:
        if "OwnerId" not in write.changed:
            return
        owner = self._tables["User"].rows.get(write.after["OwnerId"])
        if owner is None:
            raise SandboxError("INVALID_CROSS_REFERENCE_KEY", "Owner ID: owner cannot be blank", ["OwnerId"])
        if not owner["IsActive"]:
            kind = write.schema.name.lower()
            message = f"operation performed with inactive user [{owner['Id']}] as owner of {kind}"
            raise SandboxError("INACTIVE_OWNER_OR_USER", message)

    def check_unique(self, write: Write) -> None:
        """Raise DUPLICATE_VALUE where another live row has the value of the unique field."""
        value = write.after[LINK_FIELD]
        field = write.schema.find(LINK_FIELD)
        if LINK_FIELD not in write.changed or value is None or field is None or field.property("unique") is None:
            return
        table = self._tables[write.schema.name]
        for other in table.equal(LINK_FIELD, value) or ():
            if other != write.after["Id"] and not table.rows[other]["IsDeleted"]:
                message = f"duplicate value found: {LINK_FIELD} duplicates value on record with id: {other}"
                raise SandboxError("DUPLICATE_VALUE", message)

    def _check_duplicates(self, write: Write) -> None:
        table = self._tables[write.schema.name]
        for rule in self._settings.duplicate_rules:
            value = write.after[rule.field]
            if rule.object != write.schema.name or rule.field not in write.changed or value is None:
                continue
            hits = table.equal(rule.field, value)
            if hits is None:
                hits = [key for key, row in table.rows.items() if str(row[rule.field]).lower() == value.lower()]
            found = [hit for hit in hits if hit != write.after["Id"] and not table.rows[hit]["IsDeleted"]]
            if found and not (rule.action == "alert" and write.allow_save):
                raise _duplicate(rule, found)


def _required(field: Field) -> bool:
    return not field.has("n") and not field.has("d") and (field.has("c") or field.has("u")) and field.type != "boolean"


def _prefixes(field: Field, tables: Mapping[str, Table]) -> tuple[str, ...]:
    prefixes = {"Account": "001", "Contact": "003", "User": "005"}
    return tuple(prefixes[target] for target in field.refers_to if target in tables)


def _duplicate(rule: DuplicateRule, hits: list[str]) -> SandboxError:
    """The refusal with the matches; the key of its details has been misspelt by the service ever since."""
    matches = [
        {
            "additionalInformation": [],
            "fieldDiffs": [],
            "matchConfidence": 100.0,
            "record": {
                "attributes": {"type": rule.object, "url": f"/services/data/v59.0/sobjects/{rule.object}/{hit}"},
                "Id": hit,
            },
        }
        for hit in hits
    ]
    result = {
        "entityType": rule.object,
        "errors": [],
        "matchEngine": "FuzzyMatchEngine",
        "matchRecords": matches,
        "rule": "Standard_Contact_Match_Rule_v1_1",
        "size": len(matches),
        "success": True,
    }
    details = {
        "allowSave": rule.action == "alert",
        "duplicateRule": rule.name,
        "duplicateRuleEntityType": rule.object,
        "errorMessage": "Use one of these records?",
        "matchResults": [result],
    }
    return SandboxError("DUPLICATES_DETECTED", "Use one of these records?", extra={"duplicateResut": details})
