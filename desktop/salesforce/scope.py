"""Whose contacts: a scope as queries name it, and how a list view's SOQL becomes one.

Pure. A row tells by itself whether it is the person's own; whether it is in a list view only the server can tell, since
a view may filter by fields that are not read, by dates that move, and by rules of comparison that are the org's.
Vendor page: SOQL and SOSL reference, "SOQL SELECT Syntax" and "USING SCOPE".
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from desktop.salesforce import soql
from desktop.salesforce.api import Query, Row

CONTACTS = "Contact"
_TEXT = re.compile(r"'(?:\\.|[^'\\])*'", re.DOTALL)
_PARENTHESES = re.compile(r"\([^()]*\)")
_FORM = re.compile(
    rf"SELECT\s.*?\sFROM\s+(?P<source>{CONTACTS}(?:\s+USING\s+SCOPE\s+\w+)?)"
    r"(?:\s+WHERE\s+(?P<where>.+?))?(?:\s+ORDER\s+BY\s+.+?)?\s*\Z",
    re.IGNORECASE | re.DOTALL,
)
_CUTS = re.compile(r"\s(?:LIMIT|OFFSET|FOR|GROUP|HAVING)\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Scope:
    """Which contacts count: those of `source` under `condition` ('' for no condition).

    `owner` is the user whose contacts they are, '' where that does not matter. `told_by_rows`: whether a row is inside
    can be seen from the row itself.
    """

    condition: str = ""
    source: str = CONTACTS
    owner: str = ""
    told_by_rows: bool = True

    @classmethod
    def of_user(cls, user_id: str) -> Scope:
        """The contacts that a user owns."""
        return cls(f"OwnerId = '{user_id}'", owner=user_id)

    @classmethod
    def of_query(cls, text: str) -> Scope:
        """The contacts that a query shows. Raises ValueError for one that is more than a filter."""
        blank = _blanked(text)
        found = _FORM.match(blank)
        if found is None or _CUTS.search(blank):
            raise ValueError("the query is no plain filter of contacts")
        where = text[slice(*found.span("where"))].strip() if found["where"] else ""
        source = " ".join(text[slice(*found.span("source"))].split())
        return cls(f"({where})" if where else "", source, told_by_rows=False)

    @property
    def fingerprint(self) -> str:
        """A short text that differs from that of every other scope."""
        return hashlib.sha256(f"{self.source}\n{self.condition}".encode()).hexdigest()[:16]

    def select(self, fields: str, *conditions: str, order: str = "") -> str:
        """A query of contacts inside, under further conditions."""
        return soql.select(fields, self.source, *conditions, self.condition, order=order)

    def counted(self, *conditions: str) -> Query:
        """The query for the number of live contacts inside, under further conditions."""
        return Query(self.select("COUNT()", *conditions))

    def holds(self, row: Row) -> bool:
        """Whether a row is inside, where rows tell."""
        return not self.owner or row.get("OwnerId") == self.owner


def _blanked(text: str) -> str:
    """The query with texts and whatever is in parentheses replaced by as many dots."""
    blank = _TEXT.sub(lambda found: "." * len(found[0]), text)
    while (shorter := _PARENTHESES.sub(lambda found: "." * len(found[0]), blank)) != blank:
        blank = shorter
    return blank
