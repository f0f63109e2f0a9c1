"""Names in a query against the org's objects: paths to fields, relationships, and how to read them from a row.

Knows nothing of conditions or of paging.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from desktop.sandbox.salesforce.errors import SandboxError
from desktop.sandbox.salesforce.org import Org
from desktop.sandbox.salesforce.schema import Field, ObjectSchema, object_name
from desktop.sandbox.salesforce.sharing import visible
from desktop.sandbox.salesforce.soql_syntax import Path, placed
from desktop.sandbox.salesforce.table import Row

Reader = Callable[[Row], Any]
_ADVICE = (
    "If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. "
    "Please reference your WSDL or the describe call for the appropriate names."
)
_DEPTH = 5


@dataclass(frozen=True, slots=True)
class Step:
    """One relationship on the way to a field: its reference field, and the object at its other end."""

    field: Field
    target: ObjectSchema

    @property
    def name(self) -> str:
        """The relationship's name, which is the key in answers."""
        return self.field.relationship or ""


@dataclass(frozen=True, slots=True)
class Column:
    """A field that a query names, with the relationships that lead to it and the object that it belongs to."""

    steps: tuple[Step, ...]
    schema: ObjectSchema
    field: Field


@dataclass(frozen=True)
class Scope:
    """What one query may see: the org as its user sees it, the query's text, and its object with its alias."""

    org: Org
    user_id: str
    text: str
    schema: ObjectSchema
    alias: str | None = None

    def refuse(self, code: str, at: int, message: str) -> SandboxError:
        """The service's refusal with the place in the query."""
        return SandboxError(code, placed(self.text, at, message))

    def column(self, path: Path) -> Column:
        """The field of a path; raises INVALID_FIELD for an unknown field or relationship."""
        names = list(path.names)
        own = {self.schema.name.lower(), (self.alias or self.schema.name).lower()}
        if len(names) > 1 and names[0].lower() in own and names[0].lower() not in self.schema.by_relationship:
            names.pop(0)
        schema, steps = self.schema, list[Step]()
        for name in names[:-1]:
            field = schema.by_relationship.get(name.lower())
            if field is None or object_name(field.refers_to[0]) is None or len(steps) == _DEPTH:
                message = f"Didn't understand relationship '{name}' in field path. {_ADVICE}"
                raise self.refuse("INVALID_FIELD", path.at, message)
            schema = self.org.schema(field.refers_to[0])
            steps.append(Step(field, schema))
        field = schema.find(names[-1])
        if field is None:
            message = f"No such column '{names[-1]}' on entity '{schema.name}'. {_ADVICE}"
            raise self.refuse("INVALID_FIELD", path.at, message)
        return Column(tuple(steps), schema, field)

    def related(self, step: Step, row: Row) -> Row | None:
        """The row at the other end of a relationship; None where there is none that the user may see."""
        key = row[step.field.name]
        other = self.org.tables[step.target.name].rows.get(key) if key else None
        if other is None or not visible(self.org.settings, step.target.name, other, self.user_id):
            return None
        return other

    def reader(self, column: Column) -> Reader:
        """How to read the column from a row of the query's object."""
        name, steps = column.field.name, column.steps
        if column.field.type == "address":
            parts = column.schema.parts[name]
            return lambda row: _address(name, parts, row)
        if not steps:
            return lambda row: row.get(name)

        def read(row: Row) -> Any:
            found: Row | None = row
            for step in steps:
                found = self.related(step, found) if found is not None else None
            return found.get(name) if found is not None else None

        return read


def _address(name: str, parts: tuple[Field, ...], row: Row) -> dict[str, Any] | None:
    """A compound address: its parts under their short names, in the alphabetical order of the service."""
    prefix = len(name) - len("Address")
    found = {part.name[prefix].lower() + part.name[prefix + 1 :]: row[part.name] for part in parts}
    return dict(sorted(found.items())) if any(value is not None for value in found.values()) else None
