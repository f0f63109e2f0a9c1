"""A virtual environment: made where even parts of Python are missing, filled from a lock, stamped.

It must not know what is run in it afterwards.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
from pathlib import Path

from installer.debian import Debian
from installer.machine import PIP_WHEELS, Machine, to_type, venv_package, venv_routes
from installer.steps import SetupFailed, do, say

STAMP = "set-up.stamp"
PYTHON_VERSION = (sys.version_info.major, sys.version_info.minor)


class Environment:
    """An environment in a folder, for the Python that runs this script, with what a lock names.

    With `clean` it is made anew for every other lock, so that nothing else is ever in it.
    """

    def __init__(self, folder: Path, lock: Path, *, clean: bool = False) -> None:
        self._folder, self._lock, self._clean = folder, lock, clean
        self._scripts = self._folder / ("Scripts" if sys.platform == "win32" else "bin")

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.script("python")

    def script(self, name: str) -> Path:
        """A program that one of its packages brought."""
        return self._scripts / (f"{name}.exe" if sys.platform == "win32" else name)

    def prepare(self, machine: Machine, debian: Debian) -> None:
        """Make and fill it unless the stamp says that this was done for this lock and Python. Raises SetupFailed."""
        stamp_file = self._folder / STAMP
        wanted = stamp(self._lock.read_bytes(), sys.version)
        if stamp_file.is_file() and stamp_file.read_text(encoding="utf-8") == wanted and self._works():
            return
        if self._clean or not self._works():
            self._make(machine, debian)
        # The lock is whole. A pip that resolved it again would take "coverage[toml]" for something not in it, and ask
        # the index for a newer one.
        install = [str(self.python), "-m", "pip", "install", "--no-input", "--no-deps", "--require-hashes"]
        installed = do(
            f"Installing the pinned packages into {self._folder.name}",
            [*install, "-r", str(self._lock)],
            env={"PIP_DISABLE_PIP_VERSION_CHECK": "1"},
        )
        if not installed:
            raise SetupFailed(
                "The packages could not be installed. Check the network (or pip's configuration) and start this again."
            )
        stamp_file.write_text(wanted, encoding="utf-8")

    def _works(self) -> bool:
        """It is there, of this Python's version, and has pip."""
        if not self.python.exists():
            return False
        probe = "import sys, pip; print('%d.%d' % sys.version_info[:2])"
        try:
            told = subprocess.run([self.python, "-c", probe], capture_output=True, text=True, check=False)
        except OSError:
            return False
        return told.returncode == 0 and told.stdout.strip() == "{}.{}".format(*PYTHON_VERSION)

    def _make(self, machine: Machine, debian: Debian) -> None:
        if Path(sys.prefix).resolve() == self._folder.resolve():
            raise SetupFailed("The environment cannot be made by its own Python. Start this with the system's python3.")
        for route in venv_routes(machine):
            if self._take(route, debian) and self._works():
                return
        package = venv_package(PYTHON_VERSION)
        raise SetupFailed(
            "The virtual environment could not be made; this Python has no ensurepip."
            f" Type: {to_type(machine, [package])}"
            if not machine.ensurepip
            else f"The virtual environment could not be made. Remove the folder {self._folder} and start this again."
        )

    def _take(self, route: str, debian: Debian) -> bool:
        if route == "venv":
            return self._venv()
        if route == "apt":
            package = venv_package(PYTHON_VERSION)
            return debian.install(f"Installing {package}, which this Python lacks", [package]) and self._venv()
        if not self._venv("--without-pip"):
            return False
        return self._pip_from_system() if route == "pip" else self._pip_from_wheel(PIP_WHEELS)

    def _venv(self, *options: str) -> bool:
        command = [sys.executable, "-m", "venv", "--clear", *options, str(self._folder)]
        return do(f"Making the virtual environment ({self._folder.name})", command)

    def _pip_from_system(self) -> bool:
        with tempfile.TemporaryDirectory() as folder:
            fetched = do(
                "Fetching pip with the system's pip",
                [sys.executable, "-m", "pip", "download", "--no-input", "--no-deps", "-d", folder, "pip"],
            )
            return fetched and self._pip_from_wheel(Path(folder))

    def _pip_from_wheel(self, folder: Path) -> bool:
        wheels = sorted(folder.glob("pip-*.whl"))
        if not wheels:
            say(f"There is no pip in {folder}.")
            return False
        # A wheel is a zip that Python can run from: pip installs itself.
        command = [str(self.python), f"{wheels[-1]}/pip", "install", "--no-index", "--no-deps", str(wheels[-1])]
        return do("Putting pip into it", command)


def stamp(lock: bytes, version: str) -> str:
    """What a filled environment is known by: the lock's hash and the Python it was filled for."""
    return f"{hashlib.sha256(lock).hexdigest()} {' '.join(version.split())}\n"
