"""What an object offers to this user: which fields may be read and written, how long, which are required.

Pure: parses a describe answer and keeps what counts as JSON. Vendor page: REST API guide, "sObject
Describe".
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

_TEXTS = frozenset({"string", "textarea", "phone", "email", "url", "picklist", "combobox"})
_NUMBERS = frozenset({"double", "currency", "int", "percent", "long"})


@dataclass(frozen=True, slots=True)
class FieldFacts:
    """One field; `length` is in characters, 0 where there is no limit to speak of."""

    label: str
    type: str
    length: int
    createable: bool
    updateable: bool
    required: bool
    external_id: bool
    unique: bool

    @property
    def text_length(self) -> int:
        """The greatest number of characters of a text field; 0 for fields of other types."""
        return self.length if self.type in _TEXTS else 0

    @property
    def number(self) -> bool:
        """Whether its values are numbers."""
        return self.type in _NUMBERS


@dataclass(frozen=True, slots=True)
class Description:
    """The readable fields of an object; `last_modified` is the HTTP date to ask "changed since?" with, or ''."""

    fields: Mapping[str, FieldFacts] = field(default_factory=dict)
    last_modified: str = ""

    def to_text(self) -> str:
        """The form in which it is remembered."""
        fields = {name: asdict(facts) for name, facts in self.fields.items()}
        return json.dumps({"fields": fields, "last_modified": self.last_modified}, ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_text(cls, text: str) -> Description:
        """The description of a remembered text; ValueError, KeyError or TypeError when it is none."""
        kept = json.loads(text)
        return cls({name: FieldFacts(**facts) for name, facts in kept["fields"].items()}, kept["last_modified"])

    @classmethod
    def of_answer(cls, body: Mapping[str, Any], last_modified: str) -> Description:
        """The description in a describe answer. A field that is not filled in but must be has no default."""
        return cls({raw["name"]: _facts(raw) for raw in body["fields"]}, last_modified)

    def offers(self, name: str) -> bool:
        """Whether the field may be read."""
        return name in self.fields

    def labels(self) -> dict[str, str]:
        """The field labels for people."""
        return {name: facts.label for name, facts in self.fields.items()}


def _facts(raw: Mapping[str, Any]) -> FieldFacts:
    required = bool(raw["createable"]) and not raw["nillable"] and not raw["defaultedOnCreate"]
    return FieldFacts(
        label=str(raw.get("label") or raw["name"]),
        type=str(raw["type"]),
        length=int(raw.get("length") or 0),
        createable=bool(raw["createable"]),
        updateable=bool(raw["updateable"]),
        required=required and raw["type"] != "boolean",
        external_id=bool(raw.get("externalId")),
        unique=bool(raw.get("unique")),
    )
