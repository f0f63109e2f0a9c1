"""The list views of an org's contacts: what they filter by, and how the service tells of it as columns and as SOQL.

Knows nothing of HTTP and runs no query. Vendor pages: REST API guide, "List View Describe"; SOAP API guide,
"DescribeSoqlListView" and "SoqlWhereCondition".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from desktop.sandbox.salesforce.ids import numbered_id

_OBJECT = "Contact"
_SIGNS = {"equals": "=", "notEquals": "!=", "like": "LIKE", "in": "IN", "greaterThan": ">", "lessThan": "<"}


@dataclass(frozen=True, slots=True)
class _Column:
    path: str
    label: str
    type: str
    hidden: bool = False


_COLUMNS = (
    _Column("Name", "Name", "string"),
    _Column("Account.Name", "Account Name", "string"),
    _Column("Title", "Title", "string"),
    _Column("Phone", "Phone", "phone"),
    _Column("Email", "Email", "email"),
    _Column("Owner.Alias", "Contact Owner Alias", "string"),
    _Column("Id", "Contact ID", "id", hidden=True),
    _Column("CreatedDate", "Created Date", "datetime", hidden=True),
    _Column("LastModifiedDate", "Last Modified Date", "datetime", hidden=True),
    _Column("SystemModstamp", "System Modstamp", "datetime", hidden=True),
)
_ORDER = ("Name", "Id")
_UNSORTED = frozenset({"Id", "CreatedDate", "LastModifiedDate", "SystemModstamp"})


@dataclass(frozen=True, slots=True)
class Filter:
    """One line of a view's filter: `values` are literals of SOQL, of which only `in` takes more than one."""

    field: str
    operator: str
    values: tuple[str, ...]

    @property
    def soql(self) -> str:
        """The line as a condition."""
        value = f"({', '.join(self.values)})" if self.operator == "in" else self.values[0]
        return f"{self.field} {_SIGNS[self.operator]} {value}"

    def shown(self) -> dict[str, Any]:
        """The line as the describe shows it."""
        return {"field": self.field, "operator": self.operator, "values": list(self.values)}


@dataclass(frozen=True, slots=True)
class ListView:
    """One list view of contacts.

    `scope` is "everything" or "mine"; `any` joins the filters with OR instead of AND. A view with an `only_for` is seen
    by that user alone. One that is not `soql` cannot be told as a query.
    """

    number: int
    name: str
    label: str
    scope: str = "everything"
    filters: tuple[Filter, ...] = ()
    any: bool = False
    only_for: str = ""
    soql: bool = True

    @property
    def id(self) -> str:
        """Its record id."""
        return numbered_id("00B", "Sb", self.number)

    def query(self) -> str:
        """The SOQL that shows the view."""
        joined = (" OR " if self.any else " AND ").join(each.soql for each in self.filters)
        parts = ["SELECT", ", ".join(column.path for column in _COLUMNS), "FROM", _OBJECT]
        parts += ["USING SCOPE", self.scope] if self.scope != "everything" else []
        parts += ["WHERE", joined] if joined else []
        return " ".join([*parts, "ORDER BY", ", ".join(f"{name} ASC NULLS FIRST" for name in _ORDER)])

    def dump(self) -> dict[str, Any]:
        """The view as JSON values."""
        return {**asdict(self), "filters": [[each.field, each.operator, list(each.values)] for each in self.filters]}

    @classmethod
    def load(cls, kept: Mapping[str, Any]) -> ListView:
        """The view from its dump."""
        filters = tuple(Filter(field, operator, tuple(values)) for field, operator, values in kept["filters"])
        return cls(**{**kept, "filters": filters})


def usual() -> list[ListView]:
    """The views of a new org: two that every org has, and what people have made of them."""
    key = tuple(Filter("Department", "equals", (f"'{name}'",)) for name in ("Purchasing", "Finance"))
    cities = Filter("MailingCity", "in", ("'Berlin'", "'Boston'"))
    return [
        ListView(1, "AllContacts", "All Contacts"),
        ListView(2, "MyContacts", "My Contacts", "mine"),
        ListView(3, "NewThisWeek", "New This Week", filters=(Filter("CreatedDate", "equals", ("THIS_WEEK",)),)),
        ListView(4, "BirthdaysThisMonth", "Birthdays This Month", soql=False),
        ListView(5, "Key_accounts", "Key accounts", filters=key, any=True),
        ListView(6, "Berlin_and_Boston", "Berlin and Boston", "mine", (cities,)),
    ]


def basic(view: ListView, version: str) -> dict[str, Any]:
    """A view as the list of views shows it."""
    url = f"/services/data/v{version}/sobjects/{_OBJECT}/listviews/{view.id}"
    told = {"describeUrl": f"{url}/describe", "developerName": view.name, "id": view.id, "label": view.label}
    return {**told, "resultsUrl": f"{url}/results", "soqlCompatible": view.soql, "url": url}


def described(view: ListView) -> dict[str, Any]:
    """A view as its describe shows it."""
    order = [{"fieldNameOrPath": name, "nullsPosition": "first", "sortDirection": "ascending"} for name in _ORDER]
    return {
        "columns": columns(),
        "id": view.id,
        "orderBy": order,
        "query": view.query(),
        "scope": None if view.scope == "everything" else view.scope,
        "sobjectType": _OBJECT,
        "whereCondition": _condition(view),
    }


def columns() -> list[dict[str, Any]]:
    """The columns of every view."""
    return [_shown(column) for column in _COLUMNS]


def cells(record: Mapping[str, Any]) -> dict[str, Any]:
    """A record of the view's query as a row of its results."""
    return {"columns": [{"fieldNameOrPath": column.path, "value": _value(record, column)} for column in _COLUMNS]}


def _condition(view: ListView) -> dict[str, Any]:
    lines: Sequence[dict[str, Any]] = [each.shown() for each in view.filters]
    if len(lines) == 1:
        return lines[0]
    return {"conditions": lines, "conjunction": "or" if view.any else "and"}


def _shown(column: _Column) -> dict[str, Any]:
    sortable = column.path not in _UNSORTED
    first = column.path == _ORDER[0]
    return {
        "ascendingLabel": "Z-A" if sortable else None,
        "descendingLabel": "A-Z" if sortable else None,
        "fieldNameOrPath": column.path,
        "hidden": column.hidden,
        "label": column.label,
        "selectListItem": column.path,
        "sortDirection": "ascending" if first else None,
        "sortIndex": 0 if first else None,
        "sortable": sortable,
        "type": column.type,
    }


def _value(record: Mapping[str, Any], column: _Column) -> Any:
    value: Any = record
    for name in column.path.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return value
