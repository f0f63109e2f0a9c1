"""The switches of an org that an administrator would find under Setup.

Plain values that tests and people change at any time; what they mean is decided by the rules and the describe.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from desktop.sandbox.salesforce.schema import SchemaSwitches


@dataclass(frozen=True, slots=True)
class DuplicateRule:
    """A duplicate rule: rows that agree in `field` are duplicates; `action` is "block" or "alert"."""

    object: str = "Contact"
    field: str = "Email"
    action: str = "block"
    name: str = "Standard_Contact_Duplicate_Rule"


@dataclass(frozen=True, slots=True)
class ValidationRule:
    """A validation rule: where `predicate` holds for the new row, the write fails with `message`."""

    object: str
    predicate: Callable[[Mapping[str, Any]], bool]
    message: str
    field: str | None = None


@dataclass(slots=True)
class OrgSettings:
    """Every switch with its default: an org without rules, in which everybody sees every contact.

    `app_installed`: whether the program may sign people in; `callbacks`: its registered addresses, letter by letter
    (none: any http://localhost with a port). `contact_sharing` and `account_sharing` are "public" or "private" (only
    the owner and `view_all` users see a row).
    """

    token_life_s: float | None = None
    rotate_refresh: bool = False
    contact_sharing: str = "public"
    account_sharing: str = "public"
    view_all: set[str] = field(default_factory=set)
    hidden_fields: set[tuple[str, str]] = field(default_factory=set)
    required_fields: set[tuple[str, str]] = field(default_factory=set)
    restricted_picklists: set[tuple[str, str]] = field(default_factory=set)
    inactive_values: set[tuple[str, str, str]] = field(default_factory=set)
    duplicate_rules: list[DuplicateRule] = field(default_factory=list)
    validation_rules: list[ValidationRule | tuple[str, Callable[[Mapping[str, Any]], bool], str, str | None]] = field(
        default_factory=list
    )
    link_field: bool = False
    link_field_unique: bool = True
    link_field_external: bool = True
    link_field_editable: bool = True
    daily_limit: int = 100_000
    app_installed: bool = True
    callbacks: set[str] = field(default_factory=set)

    def switches(self) -> SchemaSwitches:
        """The part of the switches that changes what describe shows."""
        return SchemaSwitches(
            frozenset(self.hidden_fields),
            frozenset(self.required_fields),
            frozenset(self.restricted_picklists),
            frozenset(self.inactive_values),
            self.link_field,
            self.link_field_unique,
            self.link_field_external,
            self.link_field_editable,
        )

    def rules(self, object_name: str) -> list[ValidationRule]:
        """The validation rules of one object, also those given as plain tuples."""
        rules = (rule if isinstance(rule, ValidationRule) else ValidationRule(*rule) for rule in self.validation_rules)
        return [rule for rule in rules if rule.object == object_name]

    def dump(self) -> dict[str, Any]:
        """The switches as JSON values; validation rules are code and stay behind."""
        return {
            "token_life_s": self.token_life_s,
            "rotate_refresh": self.rotate_refresh,
            "contact_sharing": self.contact_sharing,
            "account_sharing": self.account_sharing,
            "view_all": sorted(self.view_all),
            "hidden_fields": sorted(self.hidden_fields),
            "required_fields": sorted(self.required_fields),
            "restricted_picklists": sorted(self.restricted_picklists),
            "inactive_values": sorted(self.inactive_values),
            "duplicate_rules": [[r.object, r.field, r.action, r.name] for r in self.duplicate_rules],
            "link_field": self.link_field,
            "link_field_unique": self.link_field_unique,
            "link_field_external": self.link_field_external,
            "link_field_editable": self.link_field_editable,
            "daily_limit": self.daily_limit,
            "app_installed": self.app_installed,
            "callbacks": sorted(self.callbacks),
        }

    @classmethod
    def load(cls, kept: Mapping[str, Any]) -> OrgSettings:
        """The switches from their dump."""
        settings = cls(**{key: value for key, value in kept.items() if not isinstance(value, list)})
        settings.view_all = set(kept["view_all"])
        settings.hidden_fields = {(o, f) for o, f in kept["hidden_fields"]}
        settings.required_fields = {(o, f) for o, f in kept["required_fields"]}
        settings.restricted_picklists = {(o, f) for o, f in kept["restricted_picklists"]}
        settings.inactive_values = {(o, f, v) for o, f, v in kept["inactive_values"]}
        settings.callbacks = set(kept.get("callbacks", ()))
        settings.duplicate_rules = [DuplicateRule(*rule) for rule in kept["duplicate_rules"]]
        return settings
