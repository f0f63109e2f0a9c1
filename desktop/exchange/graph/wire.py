"""Calls over HTTP: one at a time, alone or twenty in a batch, under a token, with the pauses that the server wants.

Exists between the operations, which know contacts, and HTTP. Every call asks for immutable ids; an address that the
server gives is followed only where it is the server's own. Must not know what a call means.
https://learn.microsoft.com/graph/json-batching
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit

import requests

from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.core.sentences import say
from desktop.exchange.graph import errors
from desktop.exchange.graph.calls import Answer, Part
from desktop.exchange.graph.connection import GraphConnection
from desktop.exchange.memory import SessionMemory
from desktop.net import retry_after
from desktop.net.authorities import check_authorities
from desktop.net.http import HttpOptions, HttpSession, not_the_api, session

MOST_PARTS: Final = 20
"""The most calls in one batch."""
SERVICE: Final = "Microsoft 365"
_IMMUTABLE = 'IdType="ImmutableId"'
_PAUSE = "until"
_SPURIOUS = 412
_THROTTLED = (429, 503)


class Wire:
    """One mailbox over one connection. Every method raises PortFault."""

    def __init__(self, connection: GraphConnection, memory: SessionMemory) -> None:
        self._connection = connection
        self._memory = memory
        self._http: HttpSession | None = None

    def recall(self, what: str) -> str:
        """A text remembered for this mailbox; '' when there is none."""
        return self._memory.get(self._key(what)) or ""

    def remember(self, what: str, text: str) -> None:
        """Remember a text for this mailbox, '' to forget it."""
        self._memory.put(self._key(what), text)

    def get(self, address: str, page_size: int = 0) -> Answer:
        """Read a path under the version, or a link that the server gave; refusals of the thing itself are returned.

        Exchange now and then answers a read with a conflict (412) that means nothing: it is asked once more.
        """
        url = self._inside(address) if "://" in address else self._connection.base_url + address
        preferences = f"{_IMMUTABLE}, odata.maxpagesize={page_size}" if page_size else _IMMUTABLE
        answer = self._call("GET", url, None, preferences, reads=True)
        if answer.status == _SPURIOUS:
            answer = self._call("GET", url, None, preferences, reads=True)
        if not (answer.ok or errors.is_gone(answer) or errors.is_expired(answer)):
            raise PortFault(errors.call_fault(answer, wrote=False))
        return answer

    def read(self, parts: Sequence[Part]) -> list[Answer]:
        """Send any number of reads, and return an answer for each. Raises where one says that nothing can be read."""
        answers: list[Answer] = []
        for first in range(0, len(parts), MOST_PARTS):
            run = parts[first : first + MOST_PARTS]
            found = self.send(run)
            again = [place for place, answer in enumerate(found) if answer.status == _SPURIOUS]
            for place, answer in zip(again, self.send([run[place] for place in again]), strict=True):
                found[place] = answer
            answers += found
        for answer in answers:
            if not answer.ok and not errors.is_gone(answer):
                fault = errors.fault_of(answer)
                if errors.concerns_the_call(fault) or fault.kind is FaultClass.OUR_BUG:
                    raise PortFault(fault)
        return answers

    def send(self, parts: Sequence[Part]) -> list[Answer]:
        """Send at most `MOST_PARTS` calls in one request; an answer for each, in their order."""
        if not parts:
            return []
        body = {"requests": [_written(number, part) for number, part in enumerate(parts)]}
        reads = all(part.reads for part in parts)
        whole = self._call("POST", f"{self._connection.base_url}/$batch", body, _IMMUTABLE, reads=reads)
        if not whole.ok:
            raise PortFault(errors.call_fault(whole, wrote=not reads))
        told = whole.body.get("responses")
        found = {str(each.get("id")): each for each in told if isinstance(each, dict)} if isinstance(told, list) else {}
        answers = [self._answer(found.get(str(number))) for number in range(len(parts))]
        self._pause(max((answer.until for answer in answers if answer.until is not None), default=None))
        return answers

    def close(self) -> None:
        """Let go of the connection; the next call opens it again."""
        if self._http is not None:
            self._http.close()
        self._http = None

    def _key(self, what: str) -> str:
        return f"graph|{self._connection.base_url}|{self._connection.identity}|{what}"

    def _inside(self, link: str) -> str:
        """The link, where it leads to the place that we know; a token goes nowhere else."""
        here, there = urlsplit(self._connection.base_url), urlsplit(link)
        same = (here.scheme, here.hostname, here.port) == (there.scheme, there.hostname, there.port)
        if not same or not there.path.startswith(f"{here.path}/"):
            message = say(
                "{service} wants to send us on to {host}, which is another place.",
                service=SERVICE,
                host=there.hostname or "",
            )
            action = say("Nothing was sent there. Something in the network may be changing the server's answers.")
            raise PortFault(Fault(FaultClass.ENVIRONMENT, "not-the-api", message, action))
        return link

    def _call(self, method: str, url: str, body: Any, preferences: str, reads: bool) -> Answer:
        """One request, and its answer unless it concerns every request: no sign-in, no time, no API."""
        self._refuse_early()
        token = self._connection.token("")
        response = self._send(method, url, body, preferences, reads, token)
        if response.status_code == 401:
            renewed = self._connection.token(token)
            if renewed != token:
                response = self._send(method, url, body, preferences, reads, renewed)
        answer = self._read(response, reads)
        if answer.status in (401, *_THROTTLED):
            self._pause(answer.until)
            raise PortFault(errors.call_fault(answer, wrote=False))
        return answer

    def _send(self, method: str, url: str, body: Any, preferences: str, reads: bool, token: str) -> requests.Response:
        if self._http is None:
            check_authorities(self._connection.ca_file)
            self._http = session(HttpOptions(service=SERVICE, ca_file=self._connection.ca_file))
        headers = {"Authorization": f"Bearer {token}", "Prefer": preferences, "Accept": "application/json"}
        return self._http.request(method, url, json=body, headers=headers, read_only=reads)

    def _read(self, response: requests.Response, reads: bool) -> Answer:
        try:
            body = response.json() if response.content else {}
        except ValueError:
            body = None
        refused = response.status_code >= 400
        if not isinstance(body, dict):
            if not refused or response.status_code in (403, 404):
                raise not_the_api(response.url, SERVICE, wrote=not reads)
            body = {}
        until = retry_after.moment(response.headers.get("Retry-After", ""), self._connection.now())
        return Answer(response.status_code, body, until)

    def _answer(self, told: Mapping[str, Any] | None) -> Answer:
        """The answer to one part; one that the server has left out counts as not told."""
        if told is None:
            return Answer(504)
        headers = {str(name).lower(): str(value) for name, value in (told.get("headers") or {}).items()}
        body = told.get("body")
        until = retry_after.moment(headers.get("retry-after", ""), self._connection.now())
        status = told.get("status")
        number = int(status) if isinstance(status, int | str) and str(status).isdigit() else 504
        return Answer(number, body if isinstance(body, dict) else {}, until)

    def _refuse_early(self) -> None:
        """No request before the server wants to hear from us."""
        told = self.recall(_PAUSE)
        if not told:
            return
        until = datetime.fromisoformat(told)
        if self._connection.now() < until:
            raise PortFault(errors.fault_of(Answer(429, until=until)))
        self.remember(_PAUSE, "")

    def _pause(self, until: datetime | None) -> None:
        """Keep when the server wants to hear from us again, so that a new start does not forget it."""
        if until is not None:
            self.remember(_PAUSE, until.isoformat())


def _written(number: int, part: Part) -> dict[str, Any]:
    headers = {"Prefer": _IMMUTABLE}
    if part.match:
        headers["If-Match"] = part.match
    written: dict[str, Any] = {"id": str(number), "method": part.method, "url": part.path, "headers": headers}
    if part.body is not None:
        headers["Content-Type"] = "application/json"
        written["body"] = part.body
    return written
