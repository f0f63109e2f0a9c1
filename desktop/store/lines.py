"""Which records people see, each pair as one line, and in which order: the conditions of all lists as SQL.

Exists so that the command line and the browser list and find the same. Runs nothing.

A pair is shown by its CRM record while that lives, else by the other; records that are neither shared nor paired are
personal and never shown. In every condition the shown record has the alias `l`.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

from desktop.core.record import Kind, Side
from desktop.store.search import CONTAINS, expression, patterns


class LineState(enum.StrEnum):
    """How a line stands; of several states the first one here is told, and each of them finds it."""

    EXCLUDED = "excluded"
    """Never synced, as the person wants it."""
    HELD = "held"
    """A deletion waits for the person's word."""
    CONFLICT = "conflict"
    PROBLEM = "problem"
    UNSHARED = "unshared"
    SYNCED = "synced"
    """On both sides, and nothing is open."""
    CRM_ONLY = "crm"
    MAILBOX_ONLY = "mailbox"


class Order(enum.StrEnum):
    """By what lines are sorted; blank values come last in both directions, equal ones lie by name."""

    NAME = "name"
    COMPANY = "company"
    EMAIL = "email"
    CHANGED = "changed"
    """When either side last changed as far as we saw."""
    AGREED = "agreed"
    """When both sides last agreed."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which lines, in which order. `state` and `side` None: all; a side has the lines that live there."""

    search: str = ""
    state: LineState | None = None
    side: Side | None = None
    order: Order = Order.NAME
    descending: bool = False

    @property
    def streams(self) -> bool:
        """Whether the first lines are at hand long before all are sorted."""
        return bool(self.search.strip()) or self.order is Order.NAME


SHOWN = """l.gone = 0 AND (l.marked = 1 OR EXISTS (SELECT 1 FROM pairing p WHERE p.crm_record = l.row)
    OR EXISTS (SELECT 1 FROM pairing p WHERE p.mbx_record = l.row))
    AND (l.side = 'crm' OR NOT EXISTS (SELECT 1 FROM pairing p INDEXED BY pairing_mailbox WHERE p.mbx_record = l.row
    AND p.crm_record IS NOT NULL AND p.crm_record NOT IN (SELECT row FROM record WHERE gone = 1)))"""
"""Whether a record is a line."""

_HITS = """FROM record_fts f CROSS JOIN record r ON r.row = f.rowid LEFT JOIN pairing p ON p.mbx_record = r.row
    LEFT JOIN record c ON c.row = p.crm_record AND c.gone = 0"""

_BOTH = """(l.side = 'crm' AND EXISTS (SELECT 1 FROM pairing p WHERE p.crm_record = l.row
    AND p.mbx_record IS NOT NULL AND p.mbx_record NOT IN (SELECT row FROM record WHERE gone = 1)))"""
_DETACHED = """SELECT p.crm_record FROM pairing p WHERE p.kind = '{kind}' AND p.state = 'detached'
    AND p.crm_record IS NOT NULL UNION ALL SELECT p.mbx_record FROM pairing p WHERE p.kind = '{kind}'
    AND p.state = 'detached' AND p.mbx_record IS NOT NULL"""
_OF_PAIRS = """SELECT p.crm_record FROM {table} q JOIN pairing p ON p.pair_id = q.pair_id WHERE {open}
    AND p.crm_record IS NOT NULL UNION ALL SELECT p.mbx_record FROM {table} q JOIN pairing p ON p.pair_id = q.pair_id
    WHERE {open} AND p.mbx_record IS NOT NULL"""
_OF_RECORDS = " UNION ALL SELECT q.record FROM {table} q WHERE {open} AND q.record IS NOT NULL"

# Each has the condition of the index that holds such rows, word for word, without which SQLite would not use it.
ACTIVE_HOLD = "q.state IN ('open', 'answered')"
OPEN_CONFLICT = "q.state IN ('open', 'resolved') AND q.state = 'open'"
OPEN_ISSUE = "q.state <> 'solved' AND q.state = 'open'"

_HELD = _OF_PAIRS.format(table="hold", open=ACTIVE_HOLD)
_CONFLICT = (_OF_PAIRS + _OF_RECORDS).format(table="conflict", open=OPEN_CONFLICT)
_PROBLEM = (_OF_PAIRS + _OF_RECORDS).format(table="issue", open=OPEN_ISSUE)
_EXCLUDED = """SELECT p.crm_record FROM exclusion_key k JOIN pairing p ON p.pair_id = k.value
    WHERE k.kind = '{kind}' AND k.what = 'pair' AND p.crm_record IS NOT NULL
    UNION ALL SELECT p.mbx_record FROM exclusion_key k JOIN pairing p ON p.pair_id = k.value
    WHERE k.kind = '{kind}' AND k.what = 'pair' AND p.mbx_record IS NOT NULL
    UNION ALL SELECT r.row FROM exclusion_key k CROSS JOIN record r ON r.side = k.what AND r.kind = k.kind
    AND r.native_id = k.value WHERE k.kind = '{kind}' AND k.what IN ('crm', 'mailbox')"""
_OPEN = " UNION ALL ".join((_HELD, _CONFLICT, _PROBLEM))

_STATES = {
    LineState.EXCLUDED: f"l.row IN ({_EXCLUDED})",
    LineState.HELD: f"l.row IN ({_HELD})",
    LineState.CONFLICT: f"l.row IN ({_CONFLICT})",
    LineState.PROBLEM: f"l.row IN ({_PROBLEM})",
    LineState.UNSHARED: f"l.row IN ({_DETACHED})",
    LineState.SYNCED: f"{_BOTH} AND l.row NOT IN ({_DETACHED} UNION ALL {_OPEN} UNION ALL {_EXCLUDED})",
    LineState.CRM_ONLY: f"l.side = 'crm' AND NOT {_BOTH} AND l.row NOT IN ({_DETACHED} UNION ALL {_EXCLUDED})",
    LineState.MAILBOX_ONLY: f"l.side = 'mailbox' AND l.row NOT IN ({_DETACHED} UNION ALL {_EXCLUDED})",
}
_FEW = {LineState.EXCLUDED, LineState.HELD, LineState.CONFLICT, LineState.PROBLEM, LineState.UNSHARED}
_SIDES = {Side.CRM: "l.side = 'crm'", Side.MAILBOX: f"(l.side = 'mailbox' OR {_BOTH})"}

_KEYS = {
    Order.COMPANY: "l.company_key",
    Order.EMAIL: "l.email_key",
    Order.CHANGED: """max(l.seen_at, ifnull((SELECT m.seen_at FROM pairing p JOIN record m ON m.row = p.mbx_record
        WHERE p.crm_record = l.row AND m.gone = 0), ''))""",
    Order.AGREED: """coalesce((SELECT p.agreed_at FROM pairing p WHERE p.crm_record = l.row),
        (SELECT p.agreed_at FROM pairing p WHERE p.mbx_record = l.row), '')""",
}


def hits(search: str) -> tuple[str, list[str]] | None:
    """A query, with its parameters, for the lines of which one living record holds every word; each may come twice.

    None where nothing was typed.
    """
    wanted = patterns(search)
    if not wanted:
        return None
    conditions = " AND ".join(CONTAINS.format(alias="r") for _ in wanted)
    sql = f"SELECT ifnull(c.row, r.row) AS hit {_HITS} WHERE record_fts MATCH ? AND r.gone = 0 AND {conditions}"
    return sql, [expression(wanted), *wanted]


def condition(wanted: Filter, kind: Kind) -> str:
    """Whether a record is a line of a kind and a filter, the search aside."""
    # The plus keeps SQLite from walking all lines by name where it can look at the few of a state.
    parts = [f"{'+' * (wanted.state in _FEW)}l.kind = '{kind}'", SHOWN]
    if wanted.state is not None:
        parts.append(_STATES[wanted.state].format(kind=kind))
    if wanted.side is not None:
        parts.append(_SIDES[wanted.side])
    return " AND ".join(parts)


def ordering(wanted: Filter) -> str:
    """The terms of ORDER BY."""
    way = "DESC" if wanted.descending else "ASC"
    if wanted.order is Order.NAME:
        return f"l.title_key {way}, l.row {way}"
    key = _KEYS[wanted.order]
    return f"{key} = '', {key} {way}, l.title_key, l.row"
