"""One Graph request, read from an address and a body, and its answer, before either is HTTP.

A request of its own and a part of a batch are the same here. Addresses come as clients write them: ids in parentheses
or after a slash, options percent-encoded or without their dollar sign, functions with or without their namespace
(https://learn.microsoft.com/graph/query-parameters). It must not know what a resource is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, unquote

from desktop.sandbox.exchange.refusals import Refusal

_KEYED = re.compile(r"(?P<name>[^()]+)\((?P<key>'(?:[^']|'')*'|[^()']*)\)")
_PREFERENCE = re.compile(r'\s*([\w.-]+)\s*(?:=\s*(?:"([^"]*)"|([^,;\s]*)))?')
_NAMESPACE = "microsoft.graph."


@dataclass(frozen=True, slots=True)
class Call:
    """One request. `segments` is the path under the version, ids decoded; `path` the same as it was written.

    Names of options and headers are in lower case, options without the dollar sign. `root` is the address of the
    version, without a slash at the end. `horizon` is the last change that lists and deltas show (None: all). `scopes`
    are the short names of what the bearer may do.
    """

    method: str
    path: str
    segments: tuple[str, ...]
    options: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Any = None
    root: str = ""
    horizon: int | None = None
    scopes: frozenset[str] = frozenset()

    @property
    def preferences(self) -> dict[str, str]:
        """What the Prefer header asks for, names in lower case."""
        found = (_PREFERENCE.match(part) for part in self.headers.get("prefer", "").split(","))
        return {match[1].lower(): match[2] or match[3] or "" for match in found if match}

    @property
    def immutable(self) -> bool:
        """Whether ids are to be immutable ones."""
        return self.preferences.get("idtype", "").lower() == "immutableid"

    @property
    def members(self) -> dict[str, Any]:
        """The body as an object; raises BadRequest for anything else."""
        if not isinstance(self.body, dict):
            raise Refusal("BadRequest", "Empty Payload. JSON content expected.")
        return self.body

    def number(self, option: str, default: int) -> int:
        """An option that is a number from 0 on; raises BadRequest."""
        text = self.options.get(option, "")
        if not text:
            return default
        if not text.isdecimal():
            raise Refusal("BadRequest", f"Invalid value '{text}' for ${option} query option found.")
        return int(text)

    def page_size(self, default: int, most: int = 1000) -> int:
        """How many entries a page holds: $top, or what Prefer asks for, or the default."""
        asked = self.preferences.get("odata.maxpagesize", "")
        return max(1, min(self.number("top", int(asked) if asked.isdecimal() else default), most))

    def expect(self, *methods: str) -> None:
        """Raise where the method is none of these."""
        if self.method not in methods:
            raise Refusal("MethodNotAllowed")


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer; `body` is None where there is none."""

    status: int
    body: dict[str, Any] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


def read_address(address: str) -> tuple[str, tuple[str, ...], dict[str, str]]:
    """Path, segments and options of an address under the version, as it was sent."""
    path, _, query = address.partition("?")
    segments = tuple(part for raw in path.strip("/").split("/") if raw for part in _parts(raw))
    options = {name.lower().removeprefix("$"): value for name, value in parse_qsl(query, keep_blank_values=True)}
    return path.strip("/"), segments, options


def _parts(raw: str) -> list[str]:
    text = unquote(raw)
    match = _KEYED.fullmatch(text)
    if match is None:
        return [text.removeprefix(_NAMESPACE)]
    key = match["key"]
    if key.startswith("'"):
        key = key[1:-1].replace("''", "'")
    return [match["name"].removeprefix(_NAMESPACE), *([key] if key else [])]
