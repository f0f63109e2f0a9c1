"""The calls of the REST API that the end makes, through simple-salesforce, with refusals as port faults.

Exists so that no other module sees simple-salesforce, its exceptions or an HTTP status. It never sends a write twice.
Vendor pages: REST API guide, "Query", "QueryAll", "Composite", "sObject Collections".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar
from urllib.parse import quote

from desktop.core.faults import PortFault
from desktop.net.http import not_the_api
from desktop.salesforce import soap
from desktop.salesforce.errors import Problem, SalesforceRefusal, fault_of, pause_asked, problem_of
from desktop.salesforce.pause import TOO_MANY
from desktop.salesforce.signin import SERVICE
from desktop.salesforce.transport import SalesforceSession

Row = dict[str, Any]
Answer = TypeVar("Answer")
MOST_QUERIES = 5
"""The greatest number of queries in one composite."""
PRECONDITION_FAILED = 412
_BARE = (PRECONDITION_FAILED, TOO_MANY)
"""Statuses that say what is meant also without a body of the API."""
"""The status of a guarded write that came too late."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question in SOQL; `deleted` asks for the rows in the recycle bin as well."""

    soql: str
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One call inside a composite: `path` is relative to the version's address."""

    method: str
    path: str
    body: Mapping[str, Any] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, query: Query) -> Part:
        """The call that asks a query."""
        return cls("GET", f"{'queryAll' if query.deleted else 'query'}?q={quote(query.soql, safe='')}")


@dataclass(frozen=True, slots=True)
class PartAnswer:
    """What one call inside a composite answered."""

    status: int
    body: Any

    @property
    def problem(self) -> Problem | None:
        """Why it was refused; None when it was not."""
        return problem_of(self.status, self.body) if self.status >= 400 else None


class Api:
    """The API of one org in one version. All methods raise PortFault; a write's fault may be `lost_reply`."""

    def __init__(self, session: SalesforceSession, instance_url: str, version: str) -> None:
        # Imported here: simple-salesforce brings a SOAP library along that takes half a second to load.
        from simple_salesforce.api import Salesforce

        self._session = session
        self._instance_url = instance_url
        self.version = version
        # The session puts the real token on each request.
        self._client = Salesforce(
            session_id="-", instance_url=instance_url, version=version, session=session, object_pairs_hook=None
        )
        self._base = f"/services/data/v{version}"

    def query(self, query: Query) -> Row:
        """The first page of an answer: `records`, `done`, `nextRecordsUrl`."""
        answer = self._call(lambda: self._client.query(query.soql, include_deleted=query.deleted), writes=False)
        return self._checked(answer, "records")

    def more(self, next_url: str) -> Row:
        """The next page; a SalesforceRefusal INVALID_QUERY_LOCATOR when the server has forgotten it."""
        answer = self._call(lambda: self._client.query_more(next_url, identifier_is_url=True), writes=False)
        return self._checked(answer, "records")

    def composite(self, parts: Sequence[Part], *, writes: bool) -> list[PartAnswer]:
        """Run up to 25 calls (at most 5 queries among them), independently, as one; answers in the same order."""
        requests = [self._subrequest(number, part) for number, part in enumerate(parts)]
        body = {"allOrNone": False, "compositeRequest": requests}
        answer = self._call(
            lambda: self._client.restful("composite", method="POST", json=body, read_only=not writes), writes=writes
        )
        answers = self._checked(answer, "compositeResponse", writes=writes)["compositeResponse"]
        found = {part["referenceId"]: part for part in answers}
        return [
            PartAnswer(part["httpStatusCode"], part["body"]) for part in (found[f"r{n}"] for n in range(len(parts)))
        ]

    def one(self, part: Part, name: str) -> Row:
        """The answer of a reading call, which has a list of that name; a refusal is raised."""
        (answer,) = self.composite([part], writes=False)
        if answer.problem is not None:
            raise self._refusal(answer.problem, writes=False)
        return self._checked(answer.body, name)

    def ask(self, queries: Sequence[Query]) -> list[Row]:
        """The first pages of up to five queries in one call; a refused one is raised."""
        answers = self.composite([Part.of(query) for query in queries], writes=False)
        for answer in answers:
            if answer.problem is not None:
                raise self._refusal(answer.problem, writes=False)
        return [answer.body for answer in answers]

    def rows(self, queries: Sequence[Query]) -> Iterator[Row]:
        """All rows of queries, five queries a call, in their order."""
        for start in range(0, len(queries), MOST_QUERIES):
            for answer in self.ask(queries[start : start + MOST_QUERIES]):
                for page in self.pages(answer):
                    yield from page

    def pages(self, answer: Row) -> Iterator[list[Row]]:
        """The pages of an answer, the first one included; each further one costs a call."""
        yield answer["records"]
        while not answer["done"]:
            answer = self.more(answer["nextRecordsUrl"])
            yield answer["records"]

    def write(self, part: Part) -> None:
        """Make one writing call by itself; a refusal is raised as SalesforceRefusal."""
        self._call(
            lambda: self._client.restful(
                part.path, method=part.method, json=dict(part.body or {}), headers=dict(part.headers)
            ),
            writes=True,
        )

    def create_rows(self, rows: Sequence[Row]) -> list[Row]:
        """Create up to 200 rows, each by itself; one result a row, in order: `id`, `success`, `errors`."""
        body = {"allOrNone": False, "records": list(rows)}
        answer = self._call(lambda: self._client.restful("composite/sobjects", method="POST", json=body), writes=True)
        return self._results(answer, len(rows))

    def delete_rows(self, ids: Sequence[str]) -> list[Row]:
        """Delete up to 200 rows, each by itself; one result a row, in order."""
        params = {"ids": ",".join(ids), "allOrNone": "false"}
        answer = self._call(
            lambda: self._client.restful("composite/sobjects", params=params, method="DELETE"), writes=True
        )
        return self._results(answer, len(ids))

    def undelete_rows(self, ids: Sequence[str]) -> list[Row]:
        """Take up to 200 rows out of the recycle bin, each by itself; one result a row, in order.

        REST has no such call: it is the one that goes by SOAP.
        """
        response = self._session.soap(f"/services/Soap/u/{self.version}", lambda token: soap.undelete(token, ids))
        try:
            return self._results(soap.results(response.content), len(ids))
        except soap.SoapFault as fault:
            # Every fault of SOAP comes with 500; only these leave it open whether anything was done.
            status = 500 if fault.code in ("UNKNOWN_EXCEPTION", "SERVER_UNAVAILABLE") else 400
            problem = Problem(status, fault.code, fault.text)
        except ValueError:
            problem = Problem(response.status_code)
        if not problem.code and problem.status < 500 and problem.status not in _BARE:
            raise not_the_api(self._instance_url, SERVICE, wrote=True)
        raise self._refusal(problem, writes=True)

    def _checked(self, answer: Any, name: str, *, writes: bool = False) -> Row:
        """The answer, if it is an object with that member; other data is of no Salesforce."""
        if isinstance(answer, dict) and isinstance(answer.get(name), list):
            return answer
        raise not_the_api(self._instance_url, SERVICE, wrote=writes)

    def _results(self, answer: Any, count: int) -> list[Row]:
        """The answer, if it is one result for each row of a write."""
        if isinstance(answer, list) and len(answer) == count:
            return answer
        raise not_the_api(self._instance_url, SERVICE, wrote=True)

    def _subrequest(self, number: int, part: Part) -> dict[str, Any]:
        request: dict[str, Any] = {
            "method": part.method,
            "url": f"{self._base}/{part.path}",
            "referenceId": f"r{number}",
        }
        if part.body is not None:
            request["body"] = dict(part.body)
        if part.headers:
            request["httpHeaders"] = dict(part.headers)
        return request

    def _call(self, call: Callable[[], Answer], *, writes: bool) -> Answer:
        """Make a call; what simple-salesforce raises is not chained, because it quotes addresses and bodies."""
        from simple_salesforce.exceptions import SalesforceError

        problem: Problem | None = None
        unreadable = False
        try:
            answer = call()
        except SalesforceError as error:
            problem = problem_of(error.status, error.content)
            unreadable = not problem.code and error.status < 500 and error.status not in _BARE
        except (ValueError, TypeError):  # TypeError: it takes the length of a bare number
            unreadable = True
        if unreadable:
            raise not_the_api(self._instance_url, SERVICE, wrote=writes)
        if problem is not None:
            raise self._refusal(problem, writes=writes)
        return answer

    def _refusal(self, problem: Problem, *, writes: bool) -> PortFault:
        until = self._session.pause.until
        if problem.status == TOO_MANY or until is not None:
            fault = pause_asked(until)
        else:
            fault = fault_of(problem, until=self._session.taps.free_again())
        if writes and problem.status >= 500:
            fault = replace(fault, lost_reply=True)
        return SalesforceRefusal(problem, fault)
