"""The windows: Qt Widgets over the facade, the tray, and the bridge between threads.

Exists as the only room that knows Qt. Must not know how a record is synced or stored.
"""

from __future__ import annotations

import builtins

import PySide6.QtCore  # noqa: F401 - the hook below is set when it is first loaded

# PySide6 6.11.3 reads and keeps the source of every module that is imported from then on, for the sake of
# `from __feature__ import`, which is used nowhere here: 20 MB with the vendors' libraries, and longer imports.
# This may go when tests/windows/test_imports.py passes without it.
builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
