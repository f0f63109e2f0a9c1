"""The folder in which a sandbox's world outlives its run.

It knows files only; it must not know what the two servers put into their parts of the world.
"""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

WORLD_FILE = "world.json"
VERSION = 1


@dataclass(frozen=True, slots=True)
class WorldState:
    """What is kept between runs: the dumps of all servers (JSON-able) and the port of each listener by its name.

    `identity` is empty in a world of before there was a sign-in service.
    """

    salesforce: dict[str, Any]
    exchange: dict[str, Any]
    ports: dict[str, int] = field(default_factory=dict)
    identity: dict[str, Any] = field(default_factory=dict)


class StateUnreadable(Exception):
    """The folder holds a world that this program cannot read; the text says which file."""


def load(folder: Path | None) -> WorldState | None:
    """The world kept in `folder`; None when there is none yet. Raises StateUnreadable."""
    if folder is None or not (folder / WORLD_FILE).is_file():
        return None
    path = folder / WORLD_FILE
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        if kept["version"] != VERSION:
            raise StateUnreadable(f"{path} was written by another version of the sandbox.")
        return WorldState(kept["salesforce"], kept["exchange"], kept["ports"], kept.get("identity", {}))
    except (ValueError, KeyError, TypeError) as fault:
        raise StateUnreadable(f"{path} is damaged.") from fault


def save(folder: Path, state: WorldState) -> None:
    """Replace the kept world in one step. Raises OSError."""
    kept = {
        "version": VERSION,
        "ports": state.ports,
        "salesforce": state.salesforce,
        "exchange": state.exchange,
        "identity": state.identity,
    }
    write_whole(folder / WORLD_FILE, json.dumps(kept, ensure_ascii=False))


def write_whole(path: Path, text: str) -> None:
    """Write aside and rename, so that a reader sees the old file or the new one; readable by the owner only."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(aside).replace(path)
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise
