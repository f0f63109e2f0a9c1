"""Which computer this is: its name for people, and a key that stays the same when name, network or profile change.

Exists because only the system knows. The key is a fingerprint, so that nothing of the system's own number leaves it.
"""

from __future__ import annotations

import hashlib
import platform
import sys
from pathlib import Path

from desktop.core.lease import Machine

_LINUX_ID = Path("/etc/machine-id")


def this_machine() -> Machine:
    """This computer, as other computers on the same mailbox are told of it."""
    name = platform.node().partition(".")[0] or "unnamed"
    number = _system_number() or name
    return Machine(name, hashlib.sha256(f"SmartCloud Connect {number}".encode()).hexdigest()[:16])


def _system_number() -> str:
    """The number that the system gave itself when it was installed; '' where it has none."""
    if sys.platform == "win32":
        import winreg

        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as key:
                return str(winreg.QueryValueEx(key, "MachineGuid")[0])
        except OSError:
            return ""
    try:
        return _LINUX_ID.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""
