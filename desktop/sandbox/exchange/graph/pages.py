"""One page of a collection: what the options skip and hold, and the link to the page after it.

https://learn.microsoft.com/graph/paging - the link is opaque to clients; here it skips by count. It knows no resource.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar
from urllib.parse import urlencode

from desktop.sandbox.exchange.graph.call import Call, Reply
from desktop.sandbox.exchange.refusals import Refusal

Entity = TypeVar("Entity")


def listed(call: Call, context: str, entities: Sequence[Entity], write: Callable[[Entity], Any], size: int) -> Reply:
    """The page of a collection that the request asks for; `size` is how much a page holds by itself."""
    first = call.number("skip", 0)
    after = first + call.page_size(size)
    body: dict[str, Any] = {"@odata.context": f"{call.root}/$metadata#{context}"}
    if call.options.get("count", "").lower() == "true":
        body["@odata.count"] = len(entities)
    body["value"] = [write(entity) for entity in entities[first:after]]
    if after < len(entities):
        body["@odata.nextLink"] = link(call, {**call.options, "skip": str(after)})
    return Reply(200, body)


def link(call: Call, options: Mapping[str, str]) -> str:
    """The address of this call with other options."""
    return f"{call.root}/{call.path}?{urlencode({f'${name}': value for name, value in options.items()})}"


def ordered(call: Call, entities: list[Entity], read: Callable[[Entity, str], Any]) -> list[Entity]:
    """The entities as $orderby asks: property by property, text without regard to case, missing values first."""
    for part in reversed([part.split() for part in call.options.get("orderby", "").split(",") if part.strip()]):
        name, direction = part[0], part[1].lower() if len(part) > 1 else "asc"
        if direction not in ("asc", "desc") or len(part) > 2:
            raise Refusal("BadRequest", "The $orderby expression is invalid.")
        entities = sorted(
            entities, key=lambda entity: str(read(entity, name) or "").casefold(), reverse=direction == "desc"
        )
    return entities
