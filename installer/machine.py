"""What this machine has and what is to be installed on it: the decisions of the set-up, apart from doing them.

It must not install anything and must not know the commands of the set-up script.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

# Shared library -> Debian package. The first six are needed to import QtGui at all, the others by a window under X11.
QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
NODE_PROGRAMS = {"node": "nodejs", "npm": "npm"}
BUILD_PROGRAMS = {"objdump": "binutils", "strip": "binutils"}
PYTHON_LIBRARY = sysconfig.get_config_var("INSTSONAME") or ""
"""The file name of Python's own library; it ends in .a where Python was built without a shared one."""
# Program (by its place where it is on no path) -> Debian package: a desktop without a screen, for driving windows.
DESKTOP_PARTS = {
    "Xvfb": "xvfb",
    "openbox": "openbox",
    "lxqt-panel": "lxqt-panel",
    "xdotool": "xdotool",
    "dbus-daemon": "dbus-daemon",
    "gnome-keyring-daemon": "gnome-keyring",
    "secret-tool": "libsecret-tools",
    "/usr/libexec/at-spi-bus-launcher": "at-spi2-core",
}
CA_BUNDLE = Path("/etc/ssl/certs/ca-certificates.crt")
PIP_WHEELS = Path("/usr/share/python-wheels")
SYSTEM_PATH = os.pathsep.join((os.environ.get("PATH", os.defpath), "/usr/sbin", "/sbin"))


@dataclass(frozen=True, slots=True)
class Machine:
    """What was found: `system` as in `sys.platform`, sonames of `ldconfig`, programs found, parts of Python."""

    system: str
    root: bool
    apt: bool
    libraries: frozenset[str] = frozenset()
    programs: frozenset[str] = frozenset()
    ca_bundle: bool = True
    ensurepip: bool = True
    pip: bool = False
    pip_wheel: bool = False
    python_library: bool = True

    @property
    def may_install(self) -> bool:
        """Debian packages can be installed from here without asking anybody."""
        return self.system == "linux" and self.apt and self.root


def look() -> Machine:
    """Look at this machine; nothing is changed."""
    linux = sys.platform == "linux"
    return Machine(
        system=sys.platform,
        root=linux and os.geteuid() == 0,
        apt=linux and shutil.which("apt-get", path=SYSTEM_PATH) is not None,
        libraries=_libraries() if linux else frozenset(),
        programs=frozenset(name for name in (*NODE_PROGRAMS, *BUILD_PROGRAMS, *DESKTOP_PARTS) if shutil.which(name)),
        ca_bundle=not linux or CA_BUNDLE.exists(),
        ensurepip=importlib.util.find_spec("ensurepip") is not None,
        pip=importlib.util.find_spec("pip") is not None,
        pip_wheel=any(PIP_WHEELS.glob("pip-*.whl")),
        python_library=not linux or Path(sysconfig.get_config_var("LIBDIR") or "", PYTHON_LIBRARY).exists(),
    )


def _libraries() -> frozenset[str]:
    ldconfig = shutil.which("ldconfig", path=SYSTEM_PATH)
    if ldconfig is None:
        return frozenset()
    listed = subprocess.run([ldconfig, "-p"], capture_output=True, text=True, check=False).stdout
    return frozenset(line.split()[0] for line in listed.splitlines() if "=>" in line)


def missing_system_packages(machine: Machine) -> list[str]:
    """Debian packages that Qt needs and the trusted certificates, as far as absent; none off Linux."""
    if machine.system != "linux":
        return []
    missing = [package for soname, package in QT_LIBRARIES.items() if soname not in machine.libraries]
    return missing if machine.ca_bundle else ["ca-certificates", *missing]


def missing_node_packages(machine: Machine) -> list[str]:
    """Debian packages for Node and npm, as far as absent; none off Linux, where others bring them."""
    if machine.system != "linux":
        return []
    return [package for program, package in NODE_PROGRAMS.items() if program not in machine.programs]


def missing_build_packages(machine: Machine) -> list[str]:
    """Debian packages that making a bundle needs, as far as absent; none off Linux."""
    if machine.system != "linux":
        return []
    missing = [package for program, package in BUILD_PROGRAMS.items() if program not in machine.programs]
    if not machine.python_library and ".so" in PYTHON_LIBRARY:
        missing.append(f"libpython{sys.version_info.major}.{sys.version_info.minor}")
    return sorted(set(missing))


def missing_desktop_packages(machine: Machine) -> list[str]:
    """Debian packages for the desktop on which a test drives the windows, as far as absent; none off Linux."""
    if machine.system != "linux":
        return []
    return [package for part, package in DESKTOP_PARTS.items() if part not in machine.programs]


def venv_package(version: tuple[int, int]) -> str:
    """The Debian package with the part of Python that Debian leaves out of it: ensurepip."""
    return f"python{version[0]}.{version[1]}-venv"


def venv_routes(machine: Machine) -> list[str]:
    """The ways to a virtual environment with pip, the plainest first; empty when a person must help.

    "venv": the standard library alone. "apt": install what Debian left out, then the same. "pip": an environment
    without pip, and the system's pip puts one in. "wheel": the same by the wheel that Debian keeps for it.
    """
    if machine.ensurepip:
        return ["venv"]
    routes = ["apt"] if machine.may_install else []
    if machine.pip:
        routes.append("pip")
    if machine.pip_wheel:
        routes.append("wheel")
    return routes


def apt_command(packages: list[str]) -> list[str]:
    """The command that installs the packages without questions and without what they merely recommend."""
    return ["apt-get", "install", "-y", "--no-install-recommends", *packages]


def to_type(machine: Machine, packages: list[str]) -> str:
    """What a person types to get the packages, in words that fit the machine."""
    if machine.apt:
        prefix = "" if machine.root else "sudo "
        return f"{prefix}apt-get update && {prefix}{' '.join(apt_command(packages))}"
    return f"your system's own command for installing what Debian calls {' '.join(packages)}"
