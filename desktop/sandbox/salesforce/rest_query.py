"""The query resources: query and queryAll with their pages, and the limits.

Knows nothing of the web framework. Vendor pages: REST API guide, "Query", "QueryAll", "Query Options Header", "Limits".
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

from desktop.sandbox.salesforce.call import Answer, Call, header_options
from desktop.sandbox.salesforce.errors import SandboxError
from desktop.sandbox.salesforce.ids import numbered_id
from desktop.sandbox.salesforce.soql_run import Asker, Result, Runner

_PAGE = 2000
_LEAST_PAGE = 200
_MOST_CURSORS = 50


@dataclass(slots=True)
class Cursors:
    """The queries that were begun and not read to their end; the oldest ones are forgotten first."""

    kept: OrderedDict[str, tuple[str, Result]] = field(default_factory=OrderedDict)
    opened: int = 0

    def open(self, user_id: str, result: Result) -> str:
        """Keep a result for its user and return the locator without a position."""
        self.opened += 1
        locator = numbered_id("01g", "Sb", self.opened)
        self.kept[locator] = (user_id, result)
        while len(self.kept) > _MOST_CURSORS:
            self.kept.popitem(last=False)
        return locator

    def find(self, user_id: str, locator: str) -> Result:
        """The result of a locator; raises INVALID_QUERY_LOCATOR."""
        owner, result = self.kept.get(locator, ("", None))
        if result is None or owner != user_id:
            raise SandboxError("INVALID_QUERY_LOCATOR", "invalid query locator")
        return result


class Queries:
    """The handlers of the query resources of one org."""

    def __init__(self) -> None:
        self._cursors = Cursors()

    def query(self, call: Call) -> Answer:
        """Run a query over live rows."""
        return self._begin(call, deleted=False)

    def query_all(self, call: Call) -> Answer:
        """Run a query over live and deleted rows."""
        return self._begin(call, deleted=True)

    def more(self, call: Call) -> Answer:
        """The next page of a query."""
        locator, _, position = call.path[1].rpartition("-")
        result = self._cursors.find(call.user_id, locator)
        if not position.isdigit() or int(position) >= len(result.ids):
            raise SandboxError("INVALID_QUERY_LOCATOR", "invalid query locator")
        return Answer(200, self._page(call, result, int(position), locator))

    def _begin(self, call: Call, deleted: bool) -> Answer:
        text = call.query.get("q", "")
        if not text.strip():
            raise SandboxError("MALFORMED_QUERY", "A query string has to be specified")
        result = Runner(call.org, Asker(call.user_id, call.version, deleted)).run(text)
        return Answer(200, self._page(call, result, 0, ""))

    def _page(self, call: Call, result: Result, start: int, locator: str) -> dict[str, Any]:
        if result.render is None:
            return {"totalSize": result.total, "done": True, "records": result.records}
        size = _page_size(call)
        rows = call.org.tables[result.object].rows
        render, deleted = result.render, result.deleted
        shown = (rows[key] for key in result.ids[start : start + size] if key in rows)
        records = [render(row) for row in shown if deleted or not row["IsDeleted"]]
        done = start + size >= len(result.ids)
        answer: dict[str, Any] = {"totalSize": result.total, "done": done}
        if not done:
            locator = locator or self._cursors.open(call.user_id, result)
            answer["nextRecordsUrl"] = f"/services/data/v{call.version}/query/{locator}-{start + size}"
        answer["records"] = records
        return answer


def _page_size(call: Call) -> int:
    wanted = header_options(call.headers.get("sforce-query-options", "")).get("batchsize", "")
    return max(_LEAST_PAGE, min(int(wanted), _PAGE)) if wanted.isdigit() else _PAGE


def limits(call: Call) -> Answer:
    """The limits that clients watch; the others of the real answer stand for nothing here."""
    most = call.org.settings.daily_limit
    left = max(0, most - call.org.calls.used)
    return Answer(
        200,
        {
            "DailyApiRequests": {"Max": most, "Remaining": left},
            "DataStorageMB": {"Max": 5, "Remaining": 5},
            "FileStorageMB": {"Max": 20, "Remaining": 20},
        },
    )
