"""The simulated org: its rows, its users, its switches, and the one way in which rows change.

REST, SOAP and tests all write through here, so that the same rules hold for everybody. Knows nothing of HTTP.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from desktop.sandbox import owner
from desktop.sandbox.salesforce.budget import CallBudget
from desktop.sandbox.salesforce.errors import SandboxError, not_found
from desktop.sandbox.salesforce.ids import PREFIXES, derived_token, full_id, numbered_id
from desktop.sandbox.salesforce.list_views import ListView, usual
from desktop.sandbox.salesforce.rules import Rules, Write, read_values
from desktop.sandbox.salesforce.schema import OBJECTS, ObjectSchema, SchemaSwitches, object_name, switched
from desktop.sandbox.salesforce.sessions import Sessions
from desktop.sandbox.salesforce.settings import OrgSettings
from desktop.sandbox.salesforce.sharing import visible
from desktop.sandbox.salesforce.table import Row, Table, transaction
from desktop.sandbox.salesforce.times import parse_stamp, stamp

_INSTANCE = "Sb"
_BIN_DAYS = 15


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Colleague:
    """The second user of the org, with a session of her own."""

    id: str
    access_token: str


class Org:
    """One org. `rows` and `row` read; `insert` to `merge` write under the rules; `dump` and `load` keep it."""

    def __init__(self, seed: int = 0, clock: Callable[[], datetime] = _utc_now) -> None:
        self.seed = seed
        self.clock = clock
        self.settings = OrgSettings()
        self.tables = {name: Table(name) for name in OBJECTS}
        self.views = usual()
        self.org_id = numbered_id("00D", _INSTANCE, 1_000_000 + seed)
        self.user_id = numbered_id(PREFIXES["User"], _INSTANCE, 1)
        self.username = owner.address(seed)
        self.password = derived_token(seed, "password", 14)
        self.client_id = "3MVG9" + derived_token(seed, "client", 60)
        self.sessions = Sessions(seed, self.org_id, clock)
        self.access_token = self.sessions.open(self.user_id)
        self.refresh_token = self.sessions.open_lasting(self.user_id)
        colleague_id = numbered_id(PREFIXES["User"], _INSTANCE, 2)
        self.colleague = Colleague(colleague_id, self.sessions.open(colleague_id))
        self.calls = CallBudget(clock)
        self.schema_changed_at = clock()
        self._counters = dict.fromkeys(OBJECTS, 0)
        self._switches: SchemaSwitches | None = None
        self._schemas: dict[str, ObjectSchema] = {}
        self._add_users()

    @property
    def users(self) -> list[Row]:
        """The users of the org."""
        return self.rows("User")

    def rows(self, name: str, deleted: bool = False) -> list[Row]:
        """Copies of all live rows of an object (all deleted ones with `deleted`); a null field reads as None."""
        return [Row(row) for row in self.tables[name].rows.values() if bool(row["IsDeleted"]) == deleted]

    def row(self, name: str, row_id: str) -> Row:
        """A copy of one row, deleted or not; raises NOT_FOUND."""
        found = self.tables[name].rows.get(full_id(row_id) or "")
        if found is None:
            raise not_found()
        return Row(found)

    def schema(self, name: str) -> ObjectSchema:
        """The object as it stands with the present switches, named in any casing; raises NOT_FOUND."""
        switches = self.settings.switches()
        if switches != self._switches:
            if self._switches is not None:
                self.schema_changed_at = self.clock()
            self._switches = switches
            self._schemas = {known: switched(known, switches) for known in OBJECTS}
        known = object_name(name)
        if known is None:
            raise not_found()
        return self._schemas[known]

    def insert(self, name: str, values: Mapping[str, Any], user_id: str | None = None, allow_save: bool = False) -> str:
        """Create a row and return its id; raises SandboxError."""
        schema = self.schema(name)
        changes = read_values(schema, values, "c")
        row = self._new_row(schema, changes, user_id or self.user_id)
        changed = frozenset(changes)
        self._rules().check(Write(schema, None, row, changed, allow_save))
        self.tables[schema.name].put(row)
        return str(row["Id"])

    def update(
        self, name: str, row_id: str, values: Mapping[str, Any], user_id: str | None = None, allow_save: bool = False
    ) -> None:
        """Change fields of a live row that the user sees; raises SandboxError."""
        schema = self.schema(name)
        before = self._live(schema.name, row_id, user_id)
        changes = read_values(schema, values, "u")
        row = self._changed(before, changes, user_id)
        self._rules().check(Write(schema, before, row, frozenset(changes), allow_save))
        self.tables[schema.name].put(row)

    def delete(self, name: str, row_id: str, user_id: str | None = None) -> None:
        """Move a row to the recycle bin; the contacts of an account go with it; raises SandboxError."""
        schema = self.schema(name)
        if schema.name == "User":
            raise SandboxError("INSUFFICIENT_ACCESS_OR_READONLY", "entity type cannot be deleted: User")
        row = self._live(schema.name, row_id, user_id)
        self._bury(schema.name, row, {}, user_id)

    def undelete(self, name: str, row_id: str, user_id: str | None = None) -> None:
        """Bring a row back from the recycle bin under its old id, with what had gone with it; raises SandboxError."""
        schema = self.schema(name)
        row = self.tables[schema.name].rows.get(full_id(row_id) or "")
        if row is None or not visible(self.settings, schema.name, row, user_id):
            raise SandboxError("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id")
        if not row["IsDeleted"] or self.is_purged(row):
            raise SandboxError("UNDELETE_FAILED", "Entity is not in the recycle bin")
        self._rules().check_unique(Write(schema, None, row, frozenset(row)))
        self._revive(schema.name, row, user_id)
        for child, _, other in list(self._children(schema, row["Id"], cascade=True)):
            if other["IsDeleted"] and other["_buried_with"] == row["Id"]:
                self._revive(child, other, user_id)

    def purge(self, name: str, row_id: str, user_id: str | None = None) -> None:
        """Take a deleted row out of the recycle bin for good; raises SandboxError."""
        row = self.tables[name].rows.get(full_id(row_id) or "")
        if row is None or not visible(self.settings, name, row, user_id):
            raise SandboxError("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id")
        if not row["IsDeleted"] or self.is_purged(row):
            raise SandboxError("ENTITY_IS_NOT_DELETED", "Entity is not in the recycle bin")
        self.tables[name].put(Row({**row, "_purged": True}))

    def is_purged(self, row: Row) -> bool:
        """Whether a deleted row has left the recycle bin: emptied by a person, or after its fifteen days."""
        kept_since = stamp(self.clock() - timedelta(days=_BIN_DAYS))
        return bool(row["IsDeleted"]) and (bool(row["_purged"]) or row["SystemModstamp"] < kept_since)

    def merge(
        self, master: str, losers: Sequence[str], values: Mapping[str, Any] | None = None, user_id: str | None = None
    ) -> list[str]:
        """Merge up to two rows into the master and return the ids of re-parented rows; raises SandboxError.

        The vendor's call is SOAP `merge` (SOAP API guide): losers go to the recycle bin with MasterRecordId set.
        """
        name = next((known for known, prefix in PREFIXES.items() if master.startswith(prefix)), "")
        if name not in ("Account", "Contact"):
            raise SandboxError("INVALID_TYPE_FOR_OPERATION", "entity type does not support merge")
        if not all(loser.startswith(PREFIXES[name]) for loser in losers):
            raise SandboxError("INVALID_TYPE", "merge works for rows of one object")
        if not 1 <= len(losers) <= 2 or full_id(master) in {full_id(loser) for loser in losers}:
            raise SandboxError("INVALID_NUMBER_ARGUMENTS", "merge takes one or two rows other than the master")
        schema = self.schema(name)
        keeper = self._live(name, master, user_id)
        rows = [self._live(name, loser, user_id) for loser in losers]
        moved: list[str] = []
        with transaction(self.tables):
            for row in rows:
                moved += self._reparent(schema, row["Id"], keeper["Id"], user_id)
                self._bury(name, self.tables[name].rows[row["Id"]], {"MasterRecordId": keeper["Id"]}, user_id)
            self.update(name, keeper["Id"], values or {}, user_id, allow_save=True)
        return moved

    def dump(self) -> dict[str, Any]:
        """The whole org as JSON values, but for validation rules and the clock."""
        return {
            "seed": self.seed,
            "counters": dict(self._counters),
            "calls": self.calls.dump(),
            "settings": self.settings.dump(),
            "sessions": self.sessions.dump(),
            "tokens": [self.access_token, self.refresh_token, self.colleague.access_token],
            "schema_changed_at": stamp(self.schema_changed_at),
            "rows": {name: [dict(row) for row in table.rows.values()] for name, table in self.tables.items()},
            "views": [view.dump() for view in self.views],
        }

    @classmethod
    def load(cls, kept: Mapping[str, Any], clock: Callable[[], datetime] = _utc_now) -> Org:
        """The org from its dump."""
        org = cls(kept["seed"], clock)
        org.settings = OrgSettings.load(kept["settings"])
        org.sessions.restore(kept["sessions"])
        org.access_token, org.refresh_token, token = kept["tokens"]
        org.colleague = Colleague(org.colleague.id, token)
        org._counters = dict(kept["counters"])
        org.calls.restore(kept["calls"])
        org._switches = org.settings.switches()
        org._schemas = {name: switched(name, org._switches) for name in OBJECTS}
        org.schema_changed_at = parse_stamp(kept["schema_changed_at"])
        org.views = [ListView.load(view) for view in kept["views"]] if "views" in kept else usual()
        for name, rows in kept["rows"].items():
            org.tables[name] = Table(name)
            for row in rows:
                org.tables[name].put(Row(row))
        return org

    def _add_users(self) -> None:
        made = stamp(self.clock())
        people = (
            (owner.GIVEN_NAME, owner.SURNAME, self.username),
            ("Tomas", "Weber", self.username.replace(owner.ACCOUNT, "tomas.weber")),
        )
        for first, last, username in people:
            row_id = self.next_id("User")
            row = Row(Id=row_id, Username=username, FirstName=first, LastName=last, Name=f"{first} {last}")
            row.update(Email=username, Alias=first.lower()[:8], CommunityNickname=first.lower(), IsActive=True)
            row.update(TimeZoneSidKey="Europe/Vienna", LocaleSidKey="en_GB", LanguageLocaleKey="en_US")
            row.update(EmailEncodingKey="UTF-8", UserType="Standard", ProfileId=numbered_id("00e", _INSTANCE, 1))
            row.update(CreatedDate=made, CreatedById=self.user_id, LastModifiedDate=made)
            row.update(LastModifiedById=self.user_id, SystemModstamp=made)
            self.tables["User"].put(row)

    def next_id(self, name: str) -> str:
        """The id of the next row of an object, which is thereby taken."""
        self._counters[name] += 1
        return numbered_id(PREFIXES[name], _INSTANCE, self._counters[name])

    def _rules(self) -> Rules:
        return Rules(self.tables, self.settings)

    def _live(self, name: str, row_id: str, user_id: str | None) -> Row:
        full = full_id(row_id)
        if full is None:
            raise SandboxError("MALFORMED_ID", f"malformed id {row_id}", ["Id"])
        row = self.tables[name].rows.get(full)
        if row is None or not visible(self.settings, name, row, user_id):
            raise not_found()
        if row["IsDeleted"]:
            raise SandboxError("ENTITY_IS_DELETED", "entity is deleted")
        return row

    def _new_row(self, schema: ObjectSchema, changes: Mapping[str, Any], user_id: str) -> Row:
        row_id = self.next_id(schema.name)
        made = stamp(self.clock())
        row = Row(Id=row_id)
        row.update({f.name: False for f in schema.fields if f.type == "boolean" and not f.has("n")})
        if schema.find("OwnerId"):
            row["OwnerId"] = user_id
            row["PhotoUrl"] = f"/services/images/photo/{row_id}"
        if schema.name == "User":
            row.update(IsActive=True, UserType="Standard")
        row.update({key: value for key, value in changes.items() if value is not None})
        row.update(CreatedDate=made, CreatedById=user_id, LastModifiedDate=made)
        row.update(LastModifiedById=user_id, SystemModstamp=made)
        return _named(schema.name, row)

    def _changed(self, before: Row, changes: Mapping[str, Any], user_id: str | None) -> Row:
        row = Row({key: value for key, value in {**before, **changes}.items() if value is not None})
        now = stamp(self.clock())
        row.update(LastModifiedDate=now, LastModifiedById=user_id or self.user_id, SystemModstamp=now)
        return _named("Account" if row["Id"].startswith(PREFIXES["Account"]) else "Contact", row)

    def _children(self, schema: ObjectSchema, row_id: str, cascade: bool = False) -> Iterator[tuple[str, str, Row]]:
        """The rows that point at a row, deleted ones included: object, field and row."""
        for relation in schema.children:
            if cascade and not relation.cascade:
                continue
            table = self.tables[relation.child]
            for child in table.equal(relation.field, row_id) or ():
                yield relation.child, relation.field, table.rows[child]

    def _reparent(self, schema: ObjectSchema, loser: str, master: str, user_id: str | None) -> list[str]:
        moved = []
        for child, field, row in list(self._children(schema, loser)):
            if not row["IsDeleted"]:
                target = None if row["Id"] == master else master
                self.tables[child].put(self._changed(row, {field: target}, user_id))
                moved.append(str(row["Id"]))
        return moved

    def _bury(self, name: str, row: Row, extra: Mapping[str, Any], user_id: str | None) -> None:
        self.tables[name].put(self._changed(row, {"IsDeleted": True, **extra}, user_id))
        for child, _, other in list(self._children(self.schema(name), row["Id"], cascade=True)):
            if not other["IsDeleted"]:
                self._bury(child, other, {"_buried_with": row["Id"]}, user_id)

    def _revive(self, name: str, row: Row, user_id: str | None) -> None:
        changes = {"IsDeleted": False, "MasterRecordId": None, "_buried_with": None}
        self.tables[name].put(self._changed(row, changes, user_id))


def _named(name: str, row: Row) -> Row:
    """The row with the full name that the service derives from its parts; an account's name is its own."""
    if name != "Account":
        row["Name"] = " ".join(part for part in (row["FirstName"], row["LastName"]) if part)
    return row
