"""Debian's packages: installed where this may be done, else said with what to type.

It must not know why a package is wanted.
"""

from __future__ import annotations

from installer.machine import Machine, apt_command, to_type
from installer.steps import SetupFailed, do, say

QUIET = {"DEBIAN_FRONTEND": "noninteractive"}


class Debian:
    """The package source of this machine; its list is renewed once a run, before the first package."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._renewed = False

    def install(self, sentence: str, packages: list[str]) -> bool:
        """Install packages; True when all are there. Without the right to do so nothing is tried."""
        if not self._machine.may_install:
            return False
        if not self._renewed:
            do("Renewing Debian's list of packages", ["apt-get", "update"], env=QUIET)
            self._renewed = True
        return do(sentence, apt_command(packages), env=QUIET)

    def require(self, sentence: str, packages: list[str], without: str) -> None:
        """Install packages that cannot be done without. Raises SetupFailed with what to type."""
        if packages and not self.install(f"{sentence} ({', '.join(packages)})", packages):
            raise SetupFailed(f"{without} Type: {to_type(self._machine, packages)}")

    def offer(self, sentence: str, packages: list[str], without: str) -> None:
        """Install packages that can be done without; where that fails, say what is lost and what to type."""
        if packages and not self.install(f"{sentence} ({', '.join(packages)})", packages):
            say(f"{without} To change that, type: {to_type(self._machine, packages)}")
