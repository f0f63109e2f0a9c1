"""One REST call and its answer, free of any web framework, so that a composite can make calls of its own.

Knows nothing of what the calls do.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from desktop.sandbox.salesforce.errors import SandboxError
from desktop.sandbox.salesforce.org import Org


@dataclass(frozen=True, slots=True)
class Call:
    """A call under `/services/data/vXX.0`: `path` are its unquoted segments, `headers` have lower-case names.

    `payload` is the parsed body where a composite made the call, else the raw bytes.
    """

    org: Org
    user_id: str
    version: str
    method: str
    path: tuple[str, ...]
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    payload: Any = b""
    instance_url: str = ""

    def json(self) -> Any:
        """The body as JSON; raises JSON_PARSER_ERROR."""
        if not isinstance(self.payload, bytes):
            return self.payload
        try:
            return json.loads(self.payload or b"", parse_constant=_no_number)
        except (ValueError, RecursionError) as problem:
            message = f"Unexpected character or end of input: {problem}"
            raise SandboxError("JSON_PARSER_ERROR", message) from problem

    def json_object(self) -> dict[str, Any]:
        """The body as a JSON object; raises JSON_PARSER_ERROR."""
        body = self.json()
        if not isinstance(body, dict):
            raise SandboxError("JSON_PARSER_ERROR", "Cannot deserialize instance of object from this body")
        return body

    def all_or_none(self) -> bool:
        """Whether a collections call asks for all rows or none: in the body, or for DELETE in the query."""
        if self.method == "DELETE":
            return self.query.get("allOrNone", "false").lower() == "true"
        return self.json_object().get("allOrNone") is True

    def allow_save(self) -> bool:
        """Whether the caller overrides duplicate alerts (REST API guide, "Duplicate Rule Header")."""
        return header_options(self.headers.get("sforce-duplicate-rule-header", "")).get("allowsave") == "true"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a call answers: `body` is JSON, or None for no body."""

    status: int
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)


def _no_number(text: str) -> float:
    raise ValueError(f"{text} is no JSON number")


def header_options(text: str) -> dict[str, str]:
    """The options of a header such as `allowSave=true; batchSize=200`, all lower-case."""
    pairs = (part.partition("=") for part in text.replace(",", ";").split(";"))
    return {name.strip().lower(): value.strip().lower() for name, _, value in pairs if name.strip()}


def refusal(problem: SandboxError) -> Answer:
    """The answer to a call that the org refuses."""
    return Answer(problem.http_status, problem.rest_body())
