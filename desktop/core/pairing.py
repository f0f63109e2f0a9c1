"""Pairings: which record of one side belongs to which record of the other, and what both last agreed on.

Exists as what the planner looks at. Must not know how pairings are stored.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

from desktop.core.record import Kind, Record, Side
from desktop.core.values import Fields


class PairState(enum.StrEnum):
    """What may happen to a pair."""

    ACTIVE = "active"
    """Kept the same."""
    DETACHED = "detached"
    """Un-shared: both copies live on by themselves; remembered, so that it does not come back unasked."""
    HELD = "held"
    """Waits for the person's word (a deletion); nothing is written."""


class Wish(enum.StrEnum):
    """What a person wants of a pair; a wish is over once `mailbox_in` says that it is so."""

    NONE = ""
    SHARE = "share"
    """Of a detached pair: share it anew."""
    UNSHARE = "unshare"
    """Of an active pair: share it no more; the record in the CRM stays."""


LOST = "lost"
"""Why a pair is held whose other record was not found after a loss of our database."""
LINKED = "link"
"""How a pair came to be that was found again by its link id."""


@dataclass(frozen=True, slots=True)
class Pairing:
    """A pair id and at most one record a side.

    `crm_in` and `mailbox_in` say whether the record of that side was shared (in scope; in the folder with the mark)
    when both sides last agreed on it: only a change of that is an un-sharing or a sharing anew.
    """

    pair_id: str
    kind: Kind
    state: PairState
    crm_row: int | None
    mailbox_row: int | None
    how: str
    """How it came to be: `link`, `email`, `name`, `created`, `person`."""
    crm_in: bool
    mailbox_in: bool
    reason: str = ""
    """Why it is detached or held: `person`, `scope`, `deletion`, `duplicate`, `lost`; '' while active."""
    wish: Wish = Wish.NONE


@dataclass(frozen=True, slots=True)
class PairView:
    """A pairing with all that is known of it: the records as last seen and the bases (None: never agreed)."""

    pairing: Pairing
    crm: Record | None
    mailbox: Record | None
    base_crm: Fields | None
    base_mailbox: Fields | None
    answer: str = ""
    """The person's answer to the open hold of this pair, '' where there is none."""
    excluded: bool = False
    """Whether the pair is never to be synced: nothing is written on either side."""

    def record(self, side: Side) -> Record | None:
        """The record of a side, gone ones included."""
        return self.crm if side is Side.CRM else self.mailbox

    def live(self, side: Side) -> Record | None:
        """The record of a side unless it is gone."""
        record = self.record(side)
        return None if record is None or record.gone else record

    def base(self, side: Side) -> Fields | None:
        """What the side showed when both last agreed."""
        return self.base_crm if side is Side.CRM else self.base_mailbox

    @property
    def abandoned(self) -> bool:
        """Whether it is synced no more and has no copy: its CRM record may become the counterpart of another copy."""
        return self.pairing.state is PairState.DETACHED and self.live(Side.MAILBOX) is None
