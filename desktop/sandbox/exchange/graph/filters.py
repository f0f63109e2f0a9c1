"""Graph's $filter, compiled once per request into a pure function over the readings of one entity.

https://learn.microsoft.com/graph/filter-query-parameter - comparisons, and/or/not, startswith and its kin, and `any`
over a collection. Text compares without regard to case, as in Exchange. It knows no resource.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from desktop.sandbox.exchange.refusals import Refusal

Reading = Callable[[str], Any]
"""Gives the value behind a path such as `displayName` or `homeAddress/city`; None where there is none."""
Condition = Callable[[Reading], bool]

_TOKEN = re.compile(
    r"\s*(?:(?P<text>'(?:[^']|'')*')|(?P<mark>[(),:])|(?P<moment>\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d)?)?)|"
    r"(?P<word>[\w$@.]+(?:/[\w$@.]+)*))"
)
_SIGNS: dict[str, Callable[[int], bool]] = {
    "eq": lambda sign: sign == 0,
    "ne": lambda sign: sign != 0,
    "gt": lambda sign: sign > 0,
    "ge": lambda sign: sign >= 0,
    "lt": lambda sign: sign < 0,
    "le": lambda sign: sign <= 0,
}
_FUNCTIONS: dict[str, Callable[[str, str], bool]] = {
    "startswith": str.startswith,
    "endswith": str.endswith,
    "contains": lambda text, part: part in text,
}


def compile_filter(text: str) -> Condition:
    """The condition that a filter states; raises BadRequest for what is no filter."""
    reader = _Reader(text)
    condition = reader.either()
    reader.end()
    return condition


def path_reading(row: Any) -> Reading:
    """Readings of an object in JSON's types; an empty path gives the value itself."""

    def read(path: str) -> Any:
        value = row
        for name in path.split("/") if path else ():
            value = value.get(name) if isinstance(value, dict) else None
        return value

    return read


class _Reader:
    """Reads one filter from left to right; `_variable` is the name that the innermost `any` gave to its element."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._variable = ""
        self._kind = self._word = ""
        self._next()

    def _wrong(self) -> Refusal:
        return Refusal("BadRequest", f"Invalid filter clause: syntax error at position {self._at} in '{self._text}'.")

    def _next(self) -> None:
        match = _TOKEN.match(self._text, self._at)
        if match is None:
            if self._text[self._at :].strip():
                raise self._wrong()
            self._kind = self._word = ""
            return
        self._at = match.end()
        self._kind = str(match.lastgroup)
        self._word = match[self._kind]

    def _take(self, mark: str) -> bool:
        """Go past this mark or word, where it comes next."""
        if self._kind == "text" or self._word.lower() != mark:
            return False
        self._next()
        return True

    def _demand(self, mark: str) -> None:
        if not self._take(mark):
            raise self._wrong()

    def end(self) -> None:
        """Raise where something is left."""
        if self._kind:
            raise self._wrong()

    def either(self) -> Condition:
        """Conditions joined by `or`."""
        parts = [self._every()]
        while self._take("or"):
            parts.append(self._every())
        return parts[0] if len(parts) == 1 else lambda read: any(part(read) for part in parts)

    def _every(self) -> Condition:
        parts = [self._single()]
        while self._take("and"):
            parts.append(self._single())
        return parts[0] if len(parts) == 1 else lambda read: all(part(read) for part in parts)

    def _single(self) -> Condition:
        if self._take("not"):
            inner = self._single()
            return lambda read: not inner(read)
        if self._take("("):
            inner = self.either()
            self._demand(")")
            return inner
        word = self._path_word()
        if word.lower() in _FUNCTIONS and self._take("("):
            return self._function(_FUNCTIONS[word.lower()])
        if word.lower().endswith("/any") and self._take("("):
            return self._any(self._path(word[: -len("/any")]))
        return self._comparison(self._path(word))

    def _path_word(self) -> str:
        if self._kind != "word":
            raise self._wrong()
        word = self._word
        self._next()
        return word

    def _path(self, word: str) -> str:
        if word == self._variable:
            return ""
        return word.removeprefix(f"{self._variable}/") if self._variable else word

    def _literal(self) -> Any:
        kind, word = self._kind, self._word
        self._next()
        if kind == "text":
            return word[1:-1].replace("''", "'")
        if kind == "word":
            return {"null": None, "true": True, "false": False}.get(word.lower(), word)
        if kind != "moment":
            raise self._wrong()
        return word

    def _function(self, holds: Callable[[str, str], bool]) -> Condition:
        path = self._path(self._path_word())
        self._demand(",")
        part = str(self._literal()).casefold()
        self._demand(")")
        return lambda read: isinstance(text := read(path), str) and holds(text.casefold(), part)

    def _any(self, path: str) -> Condition:
        outer, self._variable = self._variable, self._path_word()
        self._demand(":")
        inner = self.either()
        self._demand(")")
        self._variable = outer
        return lambda read: any(inner(path_reading(element)) for element in read(path) or ())

    def _comparison(self, path: str) -> Condition:
        accept = _SIGNS.get(self._word.lower())
        if accept is None or self._kind != "word":
            raise self._wrong()
        sign = self._word.lower()
        self._next()
        literal = self._literal()
        if literal is None or isinstance(literal, bool):
            return lambda read: (read(path) == literal) is (sign == "eq")
        wanted = literal.casefold()

        def holds(read: Reading) -> bool:
            value = read(path)
            if value is None:
                return sign == "ne"
            text = str(value).casefold()
            return accept((text > wanted) - (text < wanted))

        return holds
