"""The cursor of contacts: up to which modification stamp everything was seen, as a small JSON text.

Pure. The stamps are the server's; the clock of this computer never enters.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta

from desktop.core.faults import CursorExpired
from desktop.salesforce.soql import earlier

OVERLAP = timedelta(minutes=10)
"""A row may be committed this much later than its stamp says, and is still found."""
SETTLING = timedelta(seconds=2)
"""Stamps count whole seconds, so that a row may change again under the stamp with which it was just read: stamps as
young as this at the time of reading are not taken for seen."""
MOST_REPEATED = 200
"""Rows that are read again each round for the overlap; where there are more they are counted instead."""
_MOST_RECENT = 100


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a round stands.

    `hi`: the stamp up to which all was seen, '' for nothing. `n`: rows in the overlap before it. `accounts`: the same
    for accounts, and `recent` the accounts already seen in that overlap (None: too many to remember, so no overlap).
    `scope` is the fingerprint of the scope that was read; a cursor of another one tells nothing of this one. `began`:
    while the first round is not finished, when it began by the server's clock; else ''.
    """

    hi: str = ""
    n: int = 0
    accounts: str = ""
    recent: Mapping[str, str] | None = None
    began: str = ""
    scope: str = ""

    def to_text(self) -> str:
        """The text that is stored."""
        return json.dumps(asdict(self), sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_text(cls, text: str) -> Cursor:
        """The cursor of a stored text; CursorExpired for anything else."""
        try:
            kept = json.loads(text)
            cursor = cls(**{name: kept[name] for name in ("hi", "n", "accounts", "recent", "began", "scope")})
            if cursor.hi:
                earlier(cursor.hi, OVERLAP)
        except (ValueError, KeyError, TypeError):
            raise CursorExpired from None
        return cursor

    @property
    def low(self) -> str:
        """The start of the overlap."""
        return earlier(self.hi, OVERLAP)

    @property
    def repeats(self) -> bool:
        """Whether the rows of the overlap are read again, rather than counted."""
        return self.n <= MOST_REPEATED


def accounts_seen(before: Cursor, rows: Sequence[Mapping[str, str]]) -> tuple[str, Mapping[str, str] | None]:
    """`accounts` and `recent` after these accounts (with Id and SystemModstamp) were seen as well."""
    newest = max([before.accounts, *(row["SystemModstamp"] for row in rows)])
    if not newest:
        return "", {}
    low = earlier(newest, OVERLAP)
    seen = {**(before.recent or {}), **{row["Id"]: row["SystemModstamp"] for row in rows}}
    recent = {account: stamp for account, stamp in seen.items() if stamp >= low}
    return newest, recent if len(recent) <= _MOST_RECENT else None
