"""Pairs for planner tests, written as a person would tell them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.core.case import Case
from desktop.core.conflict import Resolution
from desktop.core.pairing import Pairing, PairState, PairView, Wish
from desktop.core.record import Kind, Link, Record, Role, Side
from desktop.core.rules import Join, Policies, Policy
from desktop.core.values import FieldValue, MaybeValue

PAIR = "pair-1"
LINK = str(Link(PAIR, "003A"))


@dataclass(frozen=True)
class PlainRules:
    """Fields that compare as they are, and flow wherever nothing says otherwise."""

    fields: tuple[str, ...] = ("name", "email", "phone")
    blocked: frozenset[tuple[str, Side]] = frozenset()

    def same(self, field: str, a: MaybeValue, b: MaybeValue) -> bool:
        if field == "email" and isinstance(a, str) and isinstance(b, str):
            return a.lower() == b.lower()
        return a == b

    def flows(self, field: str, to: Side) -> bool:
        return (field, to) not in self.blocked

    def join(self, field: str) -> Join:
        return Join.NONE

    def block(self, field: str) -> str:
        return ""

    def fits(self, field: str, value: FieldValue) -> bool:
        return True


RULES = PlainRules()


def crm(gone: bool = False, marked: bool = True, **fields: FieldValue) -> Record:
    return Record(Side.CRM, Kind.CONTACT, "003A", "v1", Role.SHARED, marked, None, fields, row=1, gone=gone)


def mailbox(
    gone: bool = False,
    marked: bool = True,
    role: Role = Role.SHARED,
    link: str | None = LINK,
    **fields: FieldValue,
) -> Record:
    return Record(Side.MAILBOX, Kind.CONTACT, "AAMk", "ck1", role, marked, link, fields, row=2, gone=gone)


@dataclass
class PairStory:
    """A pair under test; the defaults are an active pair in agreement."""

    left: Record | None
    right: Record | None
    base_crm: Mapping[str, FieldValue] | None = None
    base_mailbox: Mapping[str, FieldValue] | None = None
    state: PairState = PairState.ACTIVE
    how: str = "email"
    crm_in: bool = True
    mailbox_in: bool = True
    reason: str = ""
    answer: str = ""
    wish: Wish = Wish.NONE
    policy: Policy = Policy.ASK

    def case(self, resolutions: Mapping[str, Resolution] | None = None, rules: PlainRules = RULES) -> Case:
        pairing = Pairing(
            PAIR,
            Kind.CONTACT,
            self.state,
            self.left.row if self.left else None,
            self.right.row if self.right else None,
            self.how,
            self.crm_in,
            self.mailbox_in,
            self.reason,
            self.wish,
        )
        view = PairView(pairing, self.left, self.right, self.base_crm, self.base_mailbox, self.answer)
        return Case(view, rules, resolutions or {}, Policies(self.policy))


def agreed(
    left: Record | None,
    right: Record | None,
    base: Mapping[str, FieldValue],
    state: PairState = PairState.ACTIVE,
) -> PairStory:
    """A pair that once agreed on `base` on both sides."""
    return PairStory(left, right, dict(base), dict(base), state)
