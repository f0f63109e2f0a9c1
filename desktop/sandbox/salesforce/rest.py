"""Which resource of the REST API answers a call, and under which name the request log knows it.

Knows nothing of the web framework.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desktop.sandbox.mishaps import trouble
from desktop.sandbox.salesforce import rest_collections, rest_composite, rest_rows, rest_views
from desktop.sandbox.salesforce.call import Answer, Call, refusal
from desktop.sandbox.salesforce.errors import SandboxError, not_found, planned
from desktop.sandbox.salesforce.rest_query import Queries, limits

Handler = Callable[[Call], Answer]
VERSIONS = range(31, 69)
_ANY = "*"
# Calls of which every part is treated, and may be refused, by itself.
_OF_PARTS = ("composite", "collections.create", "collections.update", "collections.delete")


@dataclass(frozen=True, slots=True)
class Route:
    """One resource with one method: `pattern` are its segments, a star standing for any one."""

    method: str
    pattern: tuple[str, ...]
    operation: str
    handler: Handler

    def fits(self, path: tuple[str, ...]) -> bool:
        """Whether the path is that of the resource."""
        return len(path) == len(self.pattern) and all(p in (_ANY, s) for p, s in zip(self.pattern, path, strict=True))


class Rest:
    """The resources of one org under `/services/data/vXX.0`."""

    def __init__(self) -> None:
        queries = Queries()
        self._routes = [
            Route(method, tuple(path.split("/")) if path else (), operation, handler)
            for method, path, operation, handler in (
                ("GET", "", "resources", _resources),
                ("GET", "limits", "limits", limits),
                ("GET", "query", "query", queries.query),
                ("GET", "query/*", "queryMore", queries.more),
                ("GET", "queryAll", "queryAll", queries.query_all),
                ("GET", "queryAll/*", "queryMore", queries.more),
                ("GET", "composite", "composite.info", _composite_info),
                ("POST", "composite", "composite", lambda call: rest_composite.composite(call, self.dispatch)),
                ("POST", "composite/batch", "composite.batch", lambda call: rest_composite.batch(call, self.dispatch)),
                ("POST", "composite/sobjects", "collections.create", rest_collections.create),
                ("PATCH", "composite/sobjects", "collections.update", rest_collections.update),
                ("DELETE", "composite/sobjects", "collections.delete", rest_collections.delete),
                ("GET", "composite/sobjects/*", "collections.retrieve", rest_collections.retrieve),
                ("POST", "composite/sobjects/*", "collections.retrieve", rest_collections.retrieve),
                ("GET", "sobjects", "describeGlobal", rest_rows.objects),
                ("GET", "sobjects/*", "sobjects.info", rest_rows.object_info),
                ("POST", "sobjects/*", "sobjects.create", rest_rows.create),
                ("GET", "sobjects/*/describe", "describe", rest_rows.describe),
                ("GET", "sobjects/*/listviews", "listviews", rest_views.views),
                ("GET", "sobjects/*/listviews/*", "listviews.info", rest_views.view),
                ("GET", "sobjects/*/listviews/*/describe", "listviews.describe", rest_views.describe),
                ("GET", "sobjects/*/listviews/*/results", "listviews.results", rest_views.results),
                ("GET", "sobjects/*/updated", "sobjects.updated", rest_rows.updated),
                ("GET", "sobjects/*/deleted", "sobjects.deleted", rest_rows.deleted),
                ("GET", "sobjects/*/*", "sobjects.get", rest_rows.read),
                ("PATCH", "sobjects/*/*", "sobjects.update", rest_rows.update),
                ("DELETE", "sobjects/*/*", "sobjects.delete", rest_rows.delete),
                ("GET", "sobjects/*/*/*", "sobjects.getByKey", rest_rows.read_by_key),
                ("PATCH", "sobjects/*/*/*", "sobjects.upsert", rest_rows.upsert),
            )
        ]

    def operation(self, call: Call) -> str:
        """The name of the call for the request log; empty where no resource fits."""
        route = self._route(call)
        return route.operation if route else ""

    def dispatch(self, call: Call) -> Answer:
        """Answer a call; a refusal is an answer too."""
        try:
            check_version(call.version)
            route = self._route(call)
            if route is None:
                if any(each.fits(call.path) for each in self._routes):
                    message = f"HTTP Method '{call.method}' not allowed."
                    raise SandboxError("METHOD_NOT_ALLOWED", message)
                raise not_found()
            if not route.operation.startswith(_OF_PARTS) and (refused := trouble.of_next_item()):
                raise planned(refused.code)
            return route.handler(call)
        except SandboxError as problem:
            return refusal(problem)

    def _route(self, call: Call) -> Route | None:
        method = "GET" if call.method == "HEAD" else call.method
        return next((each for each in self._routes if each.method == method and each.fits(call.path)), None)


def check_version(version: str) -> None:
    """Raise for an API version that the service has retired (410) or does not know yet (404)."""
    number, _, minor = version.partition(".")
    if not number.isdigit() or minor != "0" or int(number) >= VERSIONS.stop:
        raise not_found()
    if int(number) < VERSIONS.start:
        raise SandboxError("UNSUPPORTED_API_VERSION", f"API version {version} is retired and no longer available")


def version_list() -> list[dict[str, str]]:
    """The answer of `/services/data`; season names follow the vendor's numbering of three releases a year."""
    return [
        {"label": _season(number), "url": f"/services/data/v{number}.0", "version": f"{number}.0"}
        for number in VERSIONS
    ]


def _season(number: int) -> str:
    # 68.0 is Winter '27; three releases make a year, and Winter opens the year that it is named after.
    year, season = divmod(number - 68, 3)
    return f"{('Winter', 'Spring', 'Summer')[season]} '{27 + year}"


def _resources(call: Call) -> Answer:
    names = ("composite", "limits", "query", "queryAll", "sobjects")
    base = f"/services/data/v{call.version}"
    identity = f"{call.instance_url}/id/{call.org.org_id}/{call.user_id}"
    return Answer(200, {**{name: f"{base}/{name}" for name in names}, "identity": identity})


def _composite_info(call: Call) -> Answer:
    base = f"/services/data/v{call.version}/composite"
    return Answer(200, {"batch": f"{base}/batch", "sobjects": f"{base}/sobjects"})
