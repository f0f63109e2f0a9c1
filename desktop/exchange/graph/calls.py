"""One call to Graph and its answer, alike whether it goes alone or as a part of a batch.

It must not know what a call means, nor how it is sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias
from urllib.parse import quote

Json: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """A call. `path` begins with a slash and stands under the version; `match` is the version it is meant for."""

    method: str
    path: str
    body: Json | None = None
    match: str = ""

    @property
    def reads(self) -> bool:
        """Whether it changes nothing."""
        return self.method == "GET"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. `body` is empty where there is none; `until` is when the server wants to hear from us again."""

    status: int
    body: Json = field(default_factory=dict)
    until: datetime | None = None

    @property
    def ok(self) -> bool:
        """Whether the call was carried out."""
        return 200 <= self.status < 300

    @property
    def code(self) -> str:
        """The vendor's code of a refusal; '' where it gave none."""
        return str(self._error().get("code") or "")

    @property
    def text(self) -> str:
        """The vendor's words for a refusal; '' where it gave none."""
        return str(self._error().get("message") or "")

    @property
    def version(self) -> str:
        """The version of the entity that came back."""
        return str(self.body.get("@odata.etag") or "")

    def entities(self) -> list[Json]:
        """The entities of a collection that came back."""
        found = self.body.get("value")
        return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []

    def _error(self) -> Json:
        error = self.body.get("error")
        return error if isinstance(error, dict) else {}


def path(*segments: str) -> str:
    """A path of these segments, ids escaped."""
    return "".join(f"/{quote(segment, safe='')}" for segment in segments)


def options(**given: str) -> str:
    """The query of these options, without those that are ''; names go without their dollar sign."""
    query = "&".join(f"${name}={quote(text, safe='')}" for name, text in given.items() if text)
    return f"?{query}" if query else ""


def literal(text: str) -> str:
    """A text inside a filter."""
    return "'" + text.replace("'", "''") + "'"


def expansion(names: Iterable[str]) -> str:
    """The $expand that asks for these single-value extended properties; '' for none."""
    terms = " or ".join(f"id eq {literal(name)}" for name in names)
    return f"singleValueExtendedProperties($filter={terms})" if terms else ""
