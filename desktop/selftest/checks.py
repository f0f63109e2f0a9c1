"""The checks in their order, and the run of all of them.

Exists so that a check is one line. Each is loaded when its turn comes, since loading is the first thing that may fail.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import TextIO

from desktop.selftest.report import Check, report


def _late(module: str, function: str) -> Callable[[], str]:
    def work() -> str:
        return str(getattr(importlib.import_module(f"desktop.selftest.{module}"), function)())

    return work


CHECKS = tuple(
    Check(name, _late(module, function))
    for name, module, function in (
        ("modules", "parts", "modules"),
        ("field maps", "parts", "mappings"),
        ("database", "machine", "database"),
        ("certificates", "machine", "certificates"),
        ("time zones", "machine", "zones"),
        ("keychain back ends", "machine", "keychain_back_ends"),
        ("keychain", "machine", "keychain"),
        ("schedule", "parts", "schedule"),
        ("Microsoft sign-in", "parts", "microsoft_sign_in"),
        ("phone numbers", "parts", "phone_numbers"),
        ("a first sync", "both_ends", "first_sync"),
        ("windows", "windows", "classes"),
        ("platform plug-ins", "windows", "platforms"),
        ("screen", "windows", "screen"),
        ("pictures", "windows", "pictures"),
        ("languages", "windows", "languages"),
    )
)
"""Those of windows come last: where Qt finds no screen, it ends the process."""


def run(out: TextIO | None) -> int:
    """Run all checks; 0 when all passed, else 1."""
    return report(CHECKS, out)
