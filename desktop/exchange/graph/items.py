"""Contacts of Graph as native records, and what is asked for of each.

https://learn.microsoft.com/graph/api/resources/extended-properties-overview
Must not know how a request is sent.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from desktop.core.record import NativeRecord, Role
from desktop.exchange import link_property
from desktop.exchange.categories import is_marked
from desktop.exchange.graph.calls import Json, Part, expansion, options, path
from desktop.exchange.graph.fields import FieldReader, extended_values

_OURS = f"{link_property.PROPERTY_TYPE} {{{link_property.PROPERTY_SET_ID}}} Name "
LINK: Final = _OURS + link_property.PROPERTY_NAME
PLACE: Final = ("categories", "parentFolderId", "lastModifiedDateTime")


@dataclass(frozen=True, slots=True)
class Placed:
    """Where and how a contact is now: what sharing and un-sharing look at."""

    native_id: str
    version: str
    folder_id: str
    categories: tuple[str, ...]
    link: str | None


def wanted(reader: FieldReader | None, besides: Iterable[str] = ()) -> str:
    """The options that ask for place, categories and link always, and for the reader's fields."""
    properties = reader.properties if reader is not None else ()
    extended = reader.extended if reader is not None else ()
    return options(select=",".join((*PLACE, *properties, *besides)), expand=expansion((LINK, *extended)))


def read_contact(native_id: str, reader: FieldReader | None) -> Part:
    """The call that reads one contact, in whatever folder it lies."""
    return Part("GET", path("me", "contacts", native_id) + wanted(reader))


def with_link(link: str) -> dict[str, str]:
    """The extended property that carries a link id."""
    return {"id": LINK, "value": link}


def placed(entity: Json) -> Placed:
    """The place of a contact that was asked for."""
    return Placed(
        str(entity.get("id") or ""),
        str(entity.get("@odata.etag") or ""),
        str(entity.get("parentFolderId") or ""),
        categories_of(entity),
        extended_values(entity).get(LINK.lower()) or None,
    )


def native_record(entity: Json, role: Role, reader: FieldReader | None) -> NativeRecord:
    """The record of a contact; without a reader it is one without detail."""
    now = placed(entity)
    return NativeRecord(
        now.native_id,
        now.version,
        role,
        is_marked(now.categories),
        now.link,
        {} if reader is None else reader.read(entity),
        detail=reader is not None,
        modified=_modified(entity),
    )


def categories_of(entity: Json) -> tuple[str, ...]:
    """The categories of a contact."""
    found = entity.get("categories")
    return tuple(str(name) for name in found) if isinstance(found, list) else ()


def _modified(entity: Json) -> datetime | None:
    """When the contact was last changed; None where the server does not say so in a form that we read."""
    try:
        moment = datetime.fromisoformat(str(entity.get("lastModifiedDateTime") or ""))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
