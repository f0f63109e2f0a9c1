"""What two changes of one field come to without asking: a whole text for a cut one, notes and sets put together.

Exists so that `merge` decides where values flow and this what a value can be. Pure; no part of a result is of neither
side. It must not know a field name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from desktop.core.plan import Why
from desktop.core.rules import Join
from desktop.core.values import ABSENT, EMPTY, FieldValue, MaybeValue, set_of, set_text

CUT_FROM: Final = 20
"""A shorter text that another begins with is more often another word than one that was cut."""


@dataclass(frozen=True, slots=True)
class Clash:
    """One field that differs, with what both sides show now and what each showed when both last agreed."""

    field: str
    crm: FieldValue
    mailbox: FieldValue
    base_crm: MaybeValue
    base_mailbox: MaybeValue
    rebuilt: bool = False
    """Both sides agreed once, and our database was lost since: nobody knows which blank is a deletion."""


@dataclass(frozen=True, slots=True)
class Joined:
    """What becomes of a clash: the value that both sides get, and why."""

    value: FieldValue
    why: Why


def join(how: Join, clash: Clash) -> Joined | None:
    """What becomes of a clash by itself; None where a person, or a policy, must choose."""
    return _JOINS[how](clash)


def _never(clash: Clash) -> Joined | None:
    return None


def _text(clash: Clash) -> Joined | None:
    """The whole text, where the other is its beginning."""
    if not (isinstance(clash.crm, str) and isinstance(clash.mailbox, str)):
        return None
    cut, whole = sorted((clash.crm, clash.mailbox), key=len)
    is_cut = CUT_FROM <= len(cut) < len(whole) and whole.startswith(cut)
    return Joined(whole, Why.LONGER) if is_cut else None


def _notes(clash: Clash) -> Joined | None:
    """The former text with the lines that both sides added behind it, each once."""
    return _appended(clash) or _text(clash)


def _appended(clash: Clash) -> Joined | None:
    crm, mailbox = _added(clash.crm, clash.base_crm), _added(clash.mailbox, clash.base_mailbox)
    if not crm or not mailbox or clash.base_crm != clash.base_mailbox:
        return None
    shared = 0
    while shared < min(len(crm), len(mailbox)) and crm[shared] == mailbox[shared]:
        shared += 1
    first, second = _bare(crm[shared:]), _bare(mailbox[shared:])
    tail = second if _holds(second, first) else first if _holds(first, second) else [*crm[shared:], *mailbox[shared:]]
    lines = [*_lines(clash.base_crm), *crm[:shared], *tail]
    return Joined("\n".join(lines).strip() or EMPTY, Why.JOINED)


def _lines(value: MaybeValue) -> list[str]:
    return value.split("\n") if isinstance(value, str) else []


def _added(now: FieldValue, base: MaybeValue) -> list[str] | None:
    """The lines behind those of the base; None where the base is not known or not there any more as it was."""
    before, after = _lines(base), _lines(now)
    return after[len(before) :] if base is not ABSENT and after[: len(before)] == before else None


def _bare(lines: Sequence[str]) -> list[str]:
    """Lines without blank ones around them."""
    return _lines("\n".join(lines).strip("\n"))


def _holds(whole: Sequence[str], part: Sequence[str]) -> bool:
    """Whether lines are among others as they are: after a lost reply one side may have what the other added."""
    size = len(part)
    return any(list(whole[start : start + size]) == list(part) for start in range(len(whole) - size + 1))


def _number(clash: Clash) -> Joined | None:
    """The number that is left under a label which the other side emptied."""
    if clash.crm is EMPTY or clash.mailbox is EMPTY:
        return Joined(clash.mailbox if clash.crm is EMPTY else clash.crm, Why.JOINED)
    return None


def _set(clash: Clash) -> Joined | None:
    """What is on both sides, and what either added; None where they have never agreed."""
    if clash.base_crm is ABSENT or clash.base_mailbox is ABSENT:
        return None
    crm, mailbox = set_of(clash.crm), set_of(clash.mailbox)
    out = (set_of(clash.base_crm).keys() - crm.keys()) | (set_of(clash.base_mailbox).keys() - mailbox.keys())
    return Joined(set_text({**mailbox, **crm}[key] for key in [*crm, *mailbox] if key not in out), Why.JOINED)


_JOINS = {Join.NONE: _never, Join.TEXT: _text, Join.NOTES: _notes, Join.NUMBER: _number, Join.SET: _set}
