"""Sets the program up on a bare machine, then starts it, its demonstration or its tests, or makes its bundle.

It uses the standard library only and must not know what the program does.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
if sys.version_info < (3, 11):  # noqa: UP036 (this file is read by whatever Python the machine has)
    raise SystemExit("SmartCloud Connect Desktop needs Python 3.11 or newer. Start this with a newer python3.")

from installer import bundle as bundles  # noqa: E402
from installer import machine as machines  # noqa: E402
from installer.debian import Debian  # noqa: E402
from installer.environment import Environment  # noqa: E402
from installer.steps import SetupFailed, do, say  # noqa: E402

ENVIRONMENT_FAULT, USAGE = 5, 2
PEERS = ROOT / "tests" / "peers"
MEASURED = ("tests/unit/core", "tests/unit/store/test_journal.py", "tests/contract", "tests/behaviour")
"""Tests that go through every branch of what decides and writes (`[tool.coverage.run]` in pyproject.toml names it)."""
LONG = ("answers_meanwhile", "crashes", "found_by_simulation", "scenarios", "two_machines", "undo_laws", "wishes")
"""Behaviour tests that play the same at every moment: too long to be measured, and they need not be."""
HELP = """\
Usage: python3 installer/bootstrap.py COMMAND [ARGUMENTS]

  demo [--headless]   show the program at work on simulated servers; nothing real is touched
  test [ARGUMENTS]    check the sources and run all tests; arguments go to pytest
  run [ARGUMENTS]     start the program; arguments go to it
  build               make the bundle under dist/, a folder that needs no Python, and let it test itself

Each sets up what is missing first: the virtual environment .venv with pinned packages, the system libraries that Qt
needs, and for the tests Node and a desktop without a screen (as root on Debian and its kin only; "demo --headless"
does without all of them). "build" has an environment of its own in build/, without the packages of the tests.
"""


def main(argv: list[str]) -> int:
    """Set up, then run the command; its exit code, or 5 when the set-up failed and 2 for a wrong command."""
    if not argv or argv[0] in ("-h", "--help"):
        say(HELP)
        return 0 if argv else USAGE
    command, arguments = argv[0], argv[1:]
    if command not in ("demo", "test", "run", "build"):
        say(f'"{command}" is not a command.\n\n{HELP}')
        return USAGE
    try:
        if command == "build":
            return bundles.build(ROOT)
        environment = set_up(command, headless=command == "demo" and "--headless" in arguments)
    except SetupFailed as fault:
        say(str(fault))
        return ENVIRONMENT_FAULT
    if command == "test":
        return test(environment, arguments)
    rest = ["demo", *(word for word in arguments if word != "--headless")] if command == "demo" else arguments
    return become([str(environment.python), "-m", "desktop", *rest])


def set_up(command: str, *, headless: bool) -> Environment:
    """Bring the machine to where the command can run. Raises SetupFailed when the environment cannot be made."""
    machine = machines.look()
    debian = Debian(machine)
    environment = Environment(ROOT / ".venv", ROOT / "installer" / "requirements.lock")
    environment.prepare(machine, debian)
    if headless:
        return environment
    debian.offer(
        "Installing the system libraries that Qt needs",
        machines.missing_system_packages(machine),
        "Windows cannot be shown without some system libraries.",
    )
    if command == "test":
        debian.offer(
            "Installing Node for the tests",
            machines.missing_node_packages(machine),
            "Tests with other people's Node clients are skipped.",
        )
        install_peers()
        debian.offer(
            "Installing a desktop without a screen for the tests",
            machines.missing_desktop_packages(machine),
            "The test that drives the windows as a person would is skipped.",
        )
    return environment


def install_peers() -> None:
    """Install the Node clients of the tests where npm is there and they are absent or older than their list."""
    npm = shutil.which("npm")
    if npm is None or not peers_outdated(PEERS):
        return
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--omit=optional"]
    if not do("Installing other people's Node clients for the tests", command, cwd=PEERS):
        where = PEERS.relative_to(ROOT)
        say(f'Tests with them are skipped. To change that, type "npm ci --ignore-scripts" in {where}.')


def peers_outdated(peers: Path) -> bool:
    """Whether the Node clients that `peers` lists are to be installed; False where nothing is listed."""
    listed, installed = peers / "package.json", peers / "node_modules" / ".package-lock.json"
    if not listed.is_file():
        return False
    return not installed.is_file() or installed.stat().st_mtime < listed.stat().st_mtime


def checks(environment: Environment, arguments: list[str]) -> list[tuple[str, list[str]]]:
    """What `test` runs, in order: a name and a command each. Some tests only, and no branches are counted."""
    python = str(environment.python)
    left_out = [f"--ignore=tests/behaviour/test_{name}.py" for name in LONG]
    measure = ["--cov", "-k", "memory-graph or not (sandbox or graph or thousand)", *left_out, *MEASURED]
    measured = [("branches of what decides and writes (pytest-cov)", [python, "-m", "pytest", "-n", "2", *measure])]
    return [
        ("style (ruff)", [python, "-m", "ruff", "check", "."]),
        ("layout (ruff format)", [python, "-m", "ruff", "format", "--check", "."]),
        ("types (mypy)", [python, "-m", "mypy"]),
        ("imports (import-linter)", [str(environment.script("lint-imports"))]),
        ("tests (pytest)", [python, "-m", "pytest", "-n", "2", *arguments]),
        *([] if arguments else measured),
    ]


def test(environment: Environment, arguments: list[str]) -> int:
    """Run all checks up to the first that fails, and return its exit code."""
    times: list[str] = []
    for name, command in checks(environment, arguments):
        say(f"\nChecking {name}")
        began = time.monotonic()
        code = subprocess.run(command, cwd=ROOT, check=False).returncode
        if code != 0:
            say(f"\nFailed: {name}, exit code {code}. Passed before: {', '.join(times) or 'nothing'}.")
            return code
        times.append(f"{name} {time.monotonic() - began:.0f} s")
    say(f"\nAll checks passed: {', '.join(times)}.")
    return 0


def become(command: list[str]) -> int:
    """Run the program in this one's place, so that signals and Ctrl-C reach it directly."""
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))}
    sys.stdout.flush()
    if sys.platform != "win32":
        os.execve(command[0], command, env)
    return subprocess.run(command, env=env, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
