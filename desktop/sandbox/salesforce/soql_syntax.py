"""From the text of a query to its syntax tree; what the grammar does not know is MALFORMED_QUERY.

Knows nothing of objects, fields or rows. Vendor page: "SOQL SELECT Syntax" of the SOQL and SOSL reference.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path as FilePath
from typing import Any, cast

from lark import Lark, Token, Transformer, UnexpectedInput, UnexpectedToken

from desktop.sandbox.salesforce.errors import SandboxError


@dataclass(frozen=True, slots=True)
class Path:
    """A field path as written, such as `Account.Name`, with the place of its first letter in the text."""

    names: tuple[str, ...]
    at: int

    def __str__(self) -> str:
        return ".".join(self.names)


@dataclass(frozen=True, slots=True)
class Function:
    """A function call such as `COUNT(Id)`; `path` is absent in `COUNT()`."""

    name: str
    path: Path | None
    at: int


@dataclass(frozen=True, slots=True)
class Literal:
    """A literal: `kind` is the name of its token, `text` what was written."""

    kind: str
    text: str
    at: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """`operand operator value`; the operator is also LIKE, IN and NOT IN, whose value is a list or a query."""

    operand: Path | Function
    operator: str
    value: Literal | tuple[Literal, ...] | Query


@dataclass(frozen=True, slots=True)
class Negation:
    """NOT of a condition."""

    inner: Condition


@dataclass(frozen=True, slots=True)
class Chain:
    """Conditions joined by one word, AND or OR."""

    word: str
    parts: tuple[Condition, ...]


Condition = Comparison | Negation | Chain


@dataclass(frozen=True, slots=True)
class Selected:
    """One item of the select list: a path, a function, `FIELDS(...)` as its word, or a query over child rows."""

    item: Path | Function | str | Query
    alias: str | None = None


@dataclass(frozen=True, slots=True)
class Ordering:
    """One item of ORDER BY."""

    operand: Path | Function
    descending: bool
    nulls_last: bool


@dataclass(frozen=True, slots=True)
class Query:
    """One query; `source` is the object, or for a query over children the relationship's name."""

    source: str
    source_at: int
    alias: str | None = None
    select: tuple[Selected, ...] = ()
    where: Condition | None = None
    group: tuple[Path, ...] = ()
    having: Condition | None = None
    order: tuple[Ordering, ...] = ()
    limit: int | None = None
    offset: int = 0
    scope: str | None = None
    all_rows: bool = False


def placed(text: str, at: int, message: str) -> str:
    """The message in the service's form: the line of the query, a caret under the place, row and column."""
    row = text.count("\n", 0, at) + 1
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    line = text[start : end if end >= 0 else len(text)]
    column = at - start + 1
    begin = max(0, column - 40)
    caret = " " * (column - 1 - begin) + "^"
    return f"\n{line[begin : column + 40]}\n{caret}\nERROR at Row:{row}:Column:{column}\n{message}"


class _Builder(Transformer[Token, Any]):
    """Turns the parser's tree into the classes above, from the leaves up."""

    def start(self, parts: list[Any]) -> Query:
        return cast(Query, parts[0])

    def path(self, names: list[Token]) -> Path:
        return Path(tuple(str(name) for name in names), names[0].start_pos or 0)

    def alias(self, names: list[Token]) -> str:
        return str(names[0])

    def function(self, parts: list[Any]) -> Function:
        return Function(str(parts[0]).upper(), parts[1] if len(parts) > 1 else None, parts[0].start_pos or 0)

    def literal(self, tokens: list[Token]) -> Literal:
        return Literal(tokens[0].type, str(tokens[0]), tokens[0].start_pos or 0)

    def select_path(self, parts: list[Any]) -> Selected:
        return Selected(*parts)

    select_function = select_path

    def select_fields(self, names: list[Token]) -> Selected:
        return Selected(str(names[0]).upper())

    def select_children(self, parts: list[Any]) -> Selected:
        return Selected(parts[0])

    def select_list(self, items: list[Selected]) -> tuple[str, Any]:
        return ("select", tuple(items))

    def from_object(self, names: list[Token]) -> tuple[str, Any]:
        return ("source", names)

    def using(self, names: list[Token]) -> tuple[str, Any]:
        return ("scope", str(names[0]).lower())

    def where(self, parts: list[Any]) -> tuple[str, Any]:
        return ("where", parts[0])

    def having(self, parts: list[Any]) -> tuple[str, Any]:
        return ("having", parts[0])

    def group(self, paths: list[Path]) -> tuple[str, Any]:
        return ("group", tuple(paths))

    def order(self, items: list[Ordering]) -> tuple[str, Any]:
        return ("order", tuple(items))

    def order_item(self, parts: list[Any]) -> Ordering:
        words = " ".join(str(part).upper() for part in parts[1:])
        return Ordering(parts[0], "DESC" in words, "LAST" in words)

    def limit(self, tokens: list[Token]) -> tuple[str, Any]:
        return ("limit", _whole(tokens[0]))

    def offset(self, tokens: list[Token]) -> tuple[str, Any]:
        return ("offset", _whole(tokens[0]))

    def for_clause(self, _: list[Token]) -> tuple[str, Any]:
        return ("", None)

    def all_rows(self, _: list[Token]) -> tuple[str, Any]:
        return ("all_rows", True)

    def query(self, clauses: list[tuple[str, Any]]) -> Query:
        found = {name: value for name, value in clauses if name}
        names: list[Token] = found.pop("source")
        alias = str(names[1]) if len(names) > 1 else None
        return Query(str(names[0]), names[0].start_pos or 0, alias, **found)

    subquery = query

    def semi_join(self, parts: list[Any]) -> Query:
        return self.query([("select", (Selected(parts[0]),)), *parts[1:]])

    def group_of(self, parts: list[Any]) -> Condition:
        return cast(Condition, parts[0])

    def negation(self, parts: list[Any]) -> Negation:
        return Negation(parts[0])

    def and_chain(self, parts: list[Any]) -> Chain:
        return Chain("AND", tuple(parts))

    def or_chain(self, parts: list[Any]) -> Chain:
        return Chain("OR", tuple(parts))

    def comparison(self, parts: list[Any]) -> Comparison:
        return Comparison(parts[0], "!=" if parts[1] == "<>" else str(parts[1]), parts[2])

    def like(self, parts: list[Any]) -> Comparison:
        return Comparison(parts[0], "LIKE", parts[1])

    def within(self, parts: list[Any]) -> Comparison:
        return Comparison(parts[0], "IN", parts[1])

    def outside(self, parts: list[Any]) -> Comparison:
        return Comparison(parts[0], "NOT IN", parts[1])

    def multi(self, parts: list[Any]) -> Comparison:
        return Comparison(parts[0], "INCLUDES", tuple(parts[1:]))

    def value_list(self, parts: Sequence[Literal]) -> tuple[Literal, ...]:
        return tuple(parts)


def _whole(token: Token) -> int:
    if not token.isdigit():
        raise ValueError(str(token))
    return int(token)


def _parser() -> Lark:
    grammar = (FilePath(__file__).parent / "soql.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", transformer=_Builder(), maybe_placeholders=False)


# On a stack of its own: where an import happens to lie deep, CPython 3.11 would take and give back memory at every
# call of the grammar's analysis, which then lasts half a minute.
with ThreadPoolExecutor(1) as _aside:
    _PARSER = _aside.submit(_parser).result()


@lru_cache(maxsize=256)
def parse(text: str) -> Query:
    """The syntax tree of a query; raises MALFORMED_QUERY with the place."""
    try:
        return cast(Query, _PARSER.parse(text))
    except UnexpectedInput as problem:
        at = problem.pos_in_stream
        ended = isinstance(problem, UnexpectedToken) and problem.token.type == "$END"
        at = len(text) if ended or at is None or at < 0 else at
        word = text[at : at + 20].split(" ")[0]
        message = placed(text, at, f"unexpected token: '{word or '<EOF>'}'")
    except ValueError as problem:
        message = placed(text, 0, f"unexpected token: {problem}")
    raise SandboxError("MALFORMED_QUERY", message)
