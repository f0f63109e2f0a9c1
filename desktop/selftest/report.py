"""Runs checks in their order and says of each in one line whether it passed.

Must not know what is checked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TextIO


class CheckFailed(Exception):
    """Something is missing or does not work; the text says what."""


@dataclass(frozen=True, slots=True)
class Check:
    """A name for people, and work that returns what it found in a few words and raises whatever it fails with."""

    name: str
    work: Callable[[], str]


def report(checks: Iterable[Check], out: TextIO | None) -> int:
    """Run all checks, whatever fails among them; 0 when all passed, else 1. Writes to nobody where `out` is None."""
    checks = tuple(checks)
    width = max(len(check.name) for check in checks)
    failed = []
    for check in checks:
        found, passed = _tried(check)
        failed += [] if passed else [check.name]
        _say(out, f"{'ok' if passed else 'failed':<6}  {check.name:<{width}}  {found}")
    _say(out, f"Failed: {', '.join(failed)}." if failed else f"All {len(checks)} checks passed.")
    return 1 if failed else 0


def _tried(check: Check) -> tuple[str, bool]:
    try:
        return check.work(), True
    except CheckFailed as fault:
        return _one_line(str(fault)), False
    except Exception as fault:  # whatever it is, it is this check's answer and must not keep the others from theirs
        return _one_line(f"{type(fault).__name__}: {fault}"), False


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _say(out: TextIO | None, line: str) -> None:
    if out is not None:
        # At once: what comes next may end the process, and the line before tells where.
        out.write(line + "\n")
        out.flush()
