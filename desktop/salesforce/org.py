"""What is known of the org beside its records: API version, who we are, what its objects offer.

Exists so that an ordinary session asks none of it: it is remembered, looked at again when `look_again` is called (in
the first session of a day) and when a query meets a field that is no longer there. Knows nothing of contacts' content.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, TypeVar
from urllib.parse import quote

import requests

from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.core.sentences import say
from desktop.net.http import not_the_api
from desktop.salesforce.api import Api, Part, PartAnswer
from desktop.salesforce.connection import SalesforceConnection, SalesforceOptions, SessionMemory
from desktop.salesforce.describe import Description
from desktop.salesforce.errors import SCHEMA_CODES, SalesforceRefusal, fault_of, list_view_gone, problem_of
from desktop.salesforce.signin import SERVICE, Identity
from desktop.salesforce.soql import full_id
from desktop.salesforce.transport import SalesforceSession

Answer = TypeVar("Answer")
_ORG_KEY = "salesforce.org"
_DESCRIBE_KEY = "salesforce.describe."
_VIEW_KEY = "salesforce.view."
_MOST_PARTS = 25


@dataclass(frozen=True, slots=True)
class _OrgFacts:
    instance_url: str
    version: str
    who: Identity

    @staticmethod
    def of_text(text: str) -> _OrgFacts:
        """Raises ValueError, TypeError or KeyError for a text that is none."""
        told = json.loads(text)
        return _OrgFacts(told["instance_url"], told["version"], Identity(**told["who"]))


class Org:
    """The org of a connection; every question is asked once and then remembered."""

    def __init__(
        self,
        session: SalesforceSession,
        connection: SalesforceConnection,
        options: SalesforceOptions,
        memory: SessionMemory,
    ) -> None:
        self._session = session
        self._url = connection.instance_url.rstrip("/")
        self._options = options
        self._memory = memory
        self._facts: _OrgFacts | None = None
        self._descriptions: dict[str, Description] = {}
        self._views: dict[str, str] = {}
        self._api: Api | None = None

    @property
    def api(self) -> Api:
        """The API in the version that both sides know."""
        if self._api is None:
            self._api = Api(self._session, self._url, self._known().version)
        return self._api

    @property
    def version(self) -> str:
        """The version that both sides know, `NN.0`."""
        return self._known().version

    def identity(self) -> Identity:
        """Who is signed in."""
        return self._known().who

    def describe(self, name: str) -> Description:
        """What an object offers to this user; nothing where the user may not see the object at all."""
        found = self._descriptions.get(name) or self._remembered(name) or self._ask_describe(name, None)
        self._descriptions[name] = found
        return found

    def view(self, view_id: str) -> str:
        """The SOQL of a list view of contacts. PortFault `list-view` where it is not there, or shown no longer."""
        self.look_at_views([view_id])
        query = self._views.get(view_id)
        if query is None:
            raise list_view_gone()
        return query

    def look_at_views(self, view_ids: Sequence[str]) -> None:
        """Ask for those list views that are not known, 25 a call; what is not there stays unknown."""
        for view_id in view_ids:
            if view_id not in self._views and (kept := self._memory.get(_VIEW_KEY + view_id)):
                self._views[view_id] = kept
        unknown = [view_id for view_id in dict.fromkeys(view_ids) if view_id not in self._views]
        for start in range(0, len(unknown), _MOST_PARTS):
            chunk = unknown[start : start + _MOST_PARTS]
            paths = [f"sobjects/Contact/listviews/{quote(view_id, safe='')}/describe" for view_id in chunk]
            answers = self.api.composite([Part("GET", path) for path in paths], writes=False)
            told = {view_id: self._query_of(answer) for view_id, answer in zip(chunk, answers, strict=True)}
            self._views.update((view_id, query) for view_id, query in told.items() if query)
        for view_id in unknown:
            self._memory.put(_VIEW_KEY + view_id, self._views.get(view_id, ""))

    def _query_of(self, answer: PartAnswer) -> str:
        """The SOQL in the describe of a list view, '' for one that is not there; other refusals are raised."""
        problem = answer.problem
        if problem is not None and problem.status < 500 and problem.code != "REQUEST_LIMIT_EXCEEDED":
            return ""
        if problem is not None:
            raise SalesforceRefusal(problem, fault_of(problem))
        with _expected_from(self._url):
            return str(answer.body["query"])

    def look_again(self, names: tuple[str, ...]) -> None:
        """Ask anew for version, identity and descriptions; unchanged descriptions answer with nothing (304)."""
        self._facts = self._api = None
        self._forget_views()
        self._facts = self._ask_facts()
        for name in names:
            self._descriptions[name] = self._ask_describe(name, self._descriptions.get(name) or self._remembered(name))

    def asking(self, names: tuple[str, ...], ask: Callable[[], Answer]) -> Answer:
        """Run `ask`; when the org no longer offers what it names, forget these objects and run it once more."""
        try:
            return ask()
        except SalesforceRefusal as refusal:
            if refusal.problem.code not in SCHEMA_CODES:
                raise
        self.forget(names)
        return ask()

    def forget(self, names: tuple[str, ...]) -> None:
        """Have these objects described anew when they are needed next: what they offer is not what we thought.

        Without "changed since", because its resolution of a second would hide a change made just now.
        """
        for name in names:
            self._descriptions.pop(name, None)
            self._memory.put(_DESCRIBE_KEY + name, "")
        self._forget_views()

    def _forget_views(self) -> None:
        for view_id in self._views:
            self._memory.put(_VIEW_KEY + view_id, "")
        self._views.clear()

    def _known(self) -> _OrgFacts:
        if self._facts is None:
            self._facts = self._remembered_facts() or self._ask_facts()
        return self._facts

    def _remembered_facts(self) -> _OrgFacts | None:
        with contextlib.suppress(ValueError, TypeError, KeyError):
            facts = _OrgFacts.of_text(self._memory.get(_ORG_KEY) or "")
            return facts if facts.instance_url == self._url else None
        return None

    def _ask_facts(self) -> _OrgFacts:
        versions = _json(self._session.request("GET", f"{self._url}/services/data"))
        who = _json(self._session.request("GET", f"{self._url}/services/oauth2/userinfo"))
        with _expected_from(self._url):
            version = self._version([str(entry["version"]) for entry in versions])
            facts = _OrgFacts(self._url, version, _identity(who))
        self._memory.put(_ORG_KEY, json.dumps(asdict(facts), sort_keys=True))
        return facts

    def _version(self, offered: list[str]) -> str:
        """The newest version that the org offers and that was tested; PortFault `api-version` when it is too old."""
        newest, oldest = float(self._options.newest_version), float(self._options.oldest_version)
        usable = [version for version in offered if oldest <= float(version) <= newest]
        if usable:
            return max(usable, key=float)
        message = say(
            "This Salesforce does not offer the API versions {oldest} to {newest}.",
            oldest=f"{oldest:.0f}",
            newest=f"{newest:.0f}",
        )
        fault = Fault(FaultClass.UNSUPPORTED, "api-version", message, say("Update this program, or check the address."))
        raise PortFault(fault)

    def _remembered(self, name: str) -> Description | None:
        with contextlib.suppress(ValueError, KeyError, TypeError):
            return Description.from_text(self._memory.get(_DESCRIBE_KEY + name) or "")
        return None

    def _ask_describe(self, name: str, known: Description | None) -> Description:
        headers = {"If-Modified-Since": known.last_modified} if known and known.last_modified else {}
        url = f"{self._url}/services/data/v{self._known().version}/sobjects/{name}/describe"
        response = self._session.request("GET", url, headers=headers)
        if known is not None and response.status_code == 304:
            return known
        if response.status_code == 404:
            return Description()
        with _expected_from(self._url):
            found = Description.of_answer(_json(response), response.headers.get("Last-Modified", ""))
        self._memory.put(_DESCRIBE_KEY + name, found.to_text())
        return found


@contextlib.contextmanager
def _expected_from(url: str) -> Iterator[None]:
    """Data that is not what the API answers is the fault of whoever stands in for it, not an error of ours."""
    try:
        yield
    except (KeyError, TypeError, ValueError, AttributeError):
        raise not_the_api(url, SERVICE) from None


def _identity(who: Mapping[str, Any]) -> Identity:
    """https://help.salesforce.com: "UserInfo Endpoint Response"; all but the ids depends on what the user may tell."""
    told = {"username": who.get("preferred_username"), "email": who.get("email"), "name": who.get("name")}
    names = {name: value for name, value in told.items() if isinstance(value, str)}
    return Identity(full_id(who["organization_id"]), full_id(who["user_id"]), **names)


def _json(response: requests.Response) -> Any:
    """The body of an answer that must be data; PortFault for a refusal and for a web page."""
    try:
        body = response.json()
    except ValueError:
        body = None
    if response.status_code >= 400 and (body is not None or response.status_code >= 500):
        problem = problem_of(response.status_code, body)
        raise SalesforceRefusal(problem, fault_of(problem))
    if not isinstance(body, dict | list):
        raise not_the_api(response.url, SERVICE)
    return body
