"""Why the program does not do what a person asked for, and what it does instead.

Exists so that every decision is refused in one form. Knows no decision.
"""

from __future__ import annotations

from desktop.core.faults import Fault, FaultClass, PortFault


def refusal(code: str, message: str, action: str) -> PortFault:
    """The refusal to raise."""
    return PortFault(Fault(FaultClass.UNSUPPORTED, code, message, action))
