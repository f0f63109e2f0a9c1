"""Makes the bundle: a folder with the program that runs where there is no Python, and lets it test itself.

Must not know what is in the bundle; the spec beside it does.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Collection
from pathlib import Path

from installer import machine as machines
from installer.debian import Debian
from installer.environment import Environment
from installer.steps import SetupFailed, do, say

NAME = "smartcloud-connect"
EXECUTABLES = (NAME, f"{NAME}-cli")
SIZE_LIMIT = 200_000_000
"""In bytes, of all files together."""
FAILED = 1


def build(root: Path) -> int:
    """Make the bundle under dist/ where it is not there as it should be; 0 when it passes its own test, else 1.

    Raises SetupFailed where the machine lacks what is needed.
    """
    work, bundle = root / "build", root / "dist" / NAME
    work.mkdir(exist_ok=True)
    lock = work / "bundle.lock"
    lock.write_text(selected(_text(root, "requirements.lock"), names(_text(root, "bundle-packages.txt"))), "utf-8")
    stamp_file, wanted = work / "bundle.stamp", stamp(root, lock)
    if bundle.is_dir() and stamp_file.is_file() and stamp_file.read_text("utf-8") == wanted:
        say("The bundle is there as the sources are.")
    else:
        stamp_file.unlink(missing_ok=True)
        if not _make(root, set_up(root, lock)):
            return FAILED
        stamp_file.write_text(wanted, "utf-8")
    if _tested(bundle) and _small(bundle):
        return 0
    stamp_file.unlink()  # it may have been harmed since it was made
    return FAILED


def set_up(root: Path, lock: Path) -> Environment:
    """An environment with the packages of the bundle and no others. Raises SetupFailed."""
    machine = machines.look()
    debian = Debian(machine)
    if not machine.python_library and ".so" not in machines.PYTHON_LIBRARY:
        raise SetupFailed(
            "This Python was built without its shared library, so no bundle can be made with it. Start this with the"
            " system's python3, or with a Python that was built with --enable-shared."
        )
    packages = machines.missing_build_packages(machine) + machines.missing_system_packages(machine)
    debian.require("Installing what the bundle is made with", packages, "The bundle cannot be made on this system yet.")
    environment = Environment(root / "build" / "environment", lock, clean=True)
    environment.prepare(machine, debian)
    return environment


def names(text: str) -> frozenset[str]:
    """The names of a list of packages, one a line."""
    return frozenset(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


def selected(lock: str, wanted: Collection[str]) -> str:
    """The entries of a lock that are wanted, with their hashes. Raises SetupFailed where one is not in the lock."""
    entries = {entry.partition("==")[0]: entry for entry in re.split(r"\n(?=\w)", lock.rstrip("\n"))}
    absent = sorted(set(wanted) - set(entries))
    if absent:
        raise SetupFailed(
            f"These packages of the bundle are not in the lock: {', '.join(absent)}. Write the lock anew."
        )
    return "\n".join(entry for name, entry in entries.items() if name in wanted) + "\n"


def stamp(root: Path, lock: Path) -> str:
    """What a bundle is known by: the hash of all that goes into it, names and contents, and of the Python."""
    found = hashlib.sha256(sys.version.encode())
    folders = [root / "desktop", root / "resources", root / "installer"]
    files = [
        file for folder in folders for file in folder.rglob("*") if file.is_file() and "__pycache__" not in file.parts
    ]
    for file in sorted([*files, root / "pyproject.toml", lock]):
        found.update(f"{file.relative_to(root).as_posix()} {hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return found.hexdigest()


def _text(root: Path, name: str) -> str:
    return (root / "installer" / name).read_text(encoding="utf-8")


def _make(root: Path, environment: Environment) -> bool:
    command = [str(environment.python), "-m", "PyInstaller", "--noconfirm", "--clean", "--distpath", "dist"]
    env = {"PYTHONPATH": str(root), "PYINSTALLER_CONFIG_DIR": str(root / "build" / "pyinstaller-cache")}
    spec = f"installer/{NAME}.spec"
    return do("Making the bundle", [*command, "--workpath", "build/pyinstaller", spec], env=env, cwd=root)


def _tested(bundle: Path) -> bool:
    suffix = ".exe" if sys.platform == "win32" else ""
    env = {"QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    commands = {name: [str(bundle / f"{name}{suffix}"), "--selftest"] for name in EXECUTABLES}
    passed = [do(f"{name} tests itself", command, env=env) for name, command in commands.items()]
    return all(passed)


def _small(bundle: Path) -> bool:
    size = sum(file.stat().st_size for file in bundle.rglob("*") if file.is_file() and not file.is_symlink())
    say(f"{bundle} has {size / 1e6:.0f} MB; at most {SIZE_LIMIT / 1e6:.0f} MB are allowed.")
    return size <= SIZE_LIMIT
