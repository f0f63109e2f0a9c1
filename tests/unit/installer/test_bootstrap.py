"""The set-up's decisions: what is missing on which machine, and what is done about it. Nothing is installed here."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from installer import bootstrap, environment, steps
from installer import debian as debians
from installer.debian import Debian
from installer.environment import Environment, stamp
from installer.machine import (
    DESKTOP_PARTS,
    NODE_PROGRAMS,
    QT_LIBRARIES,
    Machine,
    apt_command,
    look,
    missing_desktop_packages,
    missing_node_packages,
    missing_system_packages,
    to_type,
    venv_package,
    venv_routes,
)

PROGRAMS = frozenset((*NODE_PROGRAMS, *DESKTOP_PARTS))
FULL = Machine("linux", root=True, apt=True, libraries=frozenset(QT_LIBRARIES), programs=PROGRAMS)
BARE = Machine("linux", root=True, apt=True, ca_bundle=False, ensurepip=False)


class Shell:
    """Stands where commands are run: writes down what was asked and says whether it worked."""

    def __init__(self, *failing: str) -> None:
        self.asked: list[str] = []
        self._failing = failing

    def do(self, _sentence: str, command: list[str], **_options: object) -> bool:
        line = " ".join(map(str, command))
        self.asked.append(line)
        if "download" in command:
            Path(command[command.index("-d") + 1], "pip-1-py3-none-any.whl").touch()
        return not any(word in line for word in self._failing)


def test_full_machine_misses_nothing() -> None:
    assert missing_system_packages(FULL) == []
    assert missing_node_packages(FULL) == []
    assert missing_desktop_packages(FULL) == []


def test_bare_debian_misses_certificates_and_everything_that_qt_needs() -> None:
    assert missing_system_packages(BARE) == ["ca-certificates", *QT_LIBRARIES.values()]
    assert missing_node_packages(BARE) == ["nodejs", "npm"]
    assert missing_desktop_packages(BARE) == list(DESKTOP_PARTS.values())


def test_only_the_absent_library_is_installed() -> None:
    machine = Machine("linux", root=True, apt=True, libraries=frozenset(QT_LIBRARIES) - {"libEGL.so.1"})
    assert missing_system_packages(machine) == ["libegl1"]


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_other_systems_skip_the_system_packages(system: str) -> None:
    machine = Machine(system, root=False, apt=False, ca_bundle=True)
    assert missing_system_packages(machine) == []
    assert missing_node_packages(machine) == []
    assert missing_desktop_packages(machine) == []
    assert not machine.may_install


@pytest.mark.parametrize(
    ("machine", "routes"),
    [
        (FULL, ["venv"]),
        (BARE, ["apt"]),
        (Machine("linux", root=True, apt=True, ensurepip=False, pip=True, pip_wheel=True), ["apt", "pip", "wheel"]),
        (Machine("linux", root=False, apt=True, ensurepip=False, pip=True), ["pip"]),
        (Machine("linux", root=False, apt=True, ensurepip=False, pip_wheel=True), ["wheel"]),
        (Machine("linux", root=False, apt=True, ensurepip=False), []),
    ],
)
def test_the_plainest_way_to_an_environment_comes_first(machine: Machine, routes: list[str]) -> None:
    assert venv_routes(machine) == routes


def test_what_a_person_types_fits_the_machine() -> None:
    person = Machine("linux", root=False, apt=True)
    assert to_type(person, ["npm"]) == ("sudo apt-get update && sudo apt-get install -y --no-install-recommends npm")
    assert to_type(FULL, ["npm"]) == "apt-get update && apt-get install -y --no-install-recommends npm"
    assert "libgl1" in to_type(Machine("linux", root=True, apt=False), ["libgl1"])


def test_list_of_packages_is_renewed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    shell = Shell()
    monkeypatch.setattr(debians, "do", shell.do)
    debian = Debian(BARE)
    assert debian.install("one", ["libgl1"])
    assert debian.install("two", ["npm"])
    assert shell.asked == ["apt-get update", " ".join(apt_command(["libgl1"])), " ".join(apt_command(["npm"]))]


def test_person_without_the_right_is_told_what_to_type(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shell = Shell()
    monkeypatch.setattr(debians, "do", shell.do)
    Debian(Machine("linux", root=False, apt=True)).offer("Installing Node", ["nodejs"], "No Node tests.")
    assert shell.asked == []
    assert capsys.readouterr().out == (
        "No Node tests. To change that, type:"
        " sudo apt-get update && sudo apt-get install -y --no-install-recommends nodejs\n"
    )


def test_nothing_is_said_where_nothing_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    Debian(FULL).offer("Installing Node", [], "No Node tests.")
    assert capsys.readouterr().out == ""


def _prepare(root: Path, machine: Machine, shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "installer").mkdir(exist_ok=True)
    (root / "installer" / "requirements.lock").write_bytes(b"lark==1\n")
    monkeypatch.setattr(environment, "do", shell.do)
    monkeypatch.setattr(debians, "do", shell.do)
    # The environment works as soon as some command has put pip into it.
    monkeypatch.setattr(Environment, "_works", lambda _self: any("-m venv" in line for line in shell.asked))
    lock = root / "installer" / "requirements.lock"
    Environment(root / ".venv", lock).prepare(machine, Debian(machine))


def _folder(root: Path) -> None:
    (root / ".venv").mkdir()


def test_packages_are_installed_by_hash_and_the_second_call_does_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _folder(tmp_path)
    shell = Shell()
    _prepare(tmp_path, FULL, shell, monkeypatch)
    assert len(shell.asked) == 2
    assert "-m venv" in shell.asked[0]
    assert "--require-hashes" in shell.asked[1] and "--no-deps" in shell.asked[1]
    _prepare(tmp_path, FULL, shell, monkeypatch)
    assert len(shell.asked) == 2


def test_changed_lock_is_installed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _folder(tmp_path)
    shell = Shell()
    _prepare(tmp_path, FULL, shell, monkeypatch)
    (tmp_path / ".venv" / environment.STAMP).write_text(stamp(b"lark==0\n", sys.version), encoding="utf-8")
    _prepare(tmp_path, FULL, shell, monkeypatch)
    assert len(shell.asked) == 3
    assert "--require-hashes" in shell.asked[2]


def test_python_without_ensurepip_gets_it_from_debian_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _folder(tmp_path)
    shell = Shell()
    _prepare(tmp_path, BARE, shell, monkeypatch)
    assert venv_package(environment.PYTHON_VERSION) in shell.asked[1]
    assert "-m venv --clear" in shell.asked[2]


def test_failed_debian_package_leads_to_the_systems_pip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _folder(tmp_path)
    shell = Shell("apt-get install")
    machine = Machine("linux", root=True, apt=True, ensurepip=False, pip=True)
    _prepare(tmp_path, machine, shell, monkeypatch)
    assert "--without-pip" in shell.asked[2]
    assert "pip download" in shell.asked[3]
    assert "pip-1-py3-none-any.whl/pip install --no-index" in shell.asked[4]


def test_python_without_any_way_to_pip_says_what_to_type(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine("linux", root=False, apt=True, ensurepip=False)
    with pytest.raises(steps.SetupFailed, match=r"sudo apt-get install .* python3\.\d+-venv"):
        _prepare(tmp_path, machine, Shell(), monkeypatch)


def test_failed_installation_is_not_stamped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _folder(tmp_path)
    with pytest.raises(steps.SetupFailed, match="network"):
        _prepare(tmp_path, FULL, Shell("--require-hashes"), monkeypatch)
    assert not (tmp_path / ".venv" / environment.STAMP).exists()


def test_failed_setup_exits_with_the_environments_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_command: str, *, headless: bool) -> Environment:
        raise steps.SetupFailed(f"No luck ({headless}).")

    monkeypatch.setattr(bootstrap, "set_up", fail)
    assert bootstrap.main(["demo", "--headless"]) == bootstrap.ENVIRONMENT_FAULT
    assert capsys.readouterr().out == "No luck (True).\n"


def test_wrong_command_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert bootstrap.main(["sing"]) == bootstrap.USAGE
    assert bootstrap.main([]) == bootstrap.USAGE
    assert bootstrap.main(["--help"]) == 0
    assert "demo [--headless]" in capsys.readouterr().out


def test_headless_demo_asks_for_no_system_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("installer.machine.look", lambda: BARE)
    monkeypatch.setattr(Environment, "prepare", lambda *_: None)
    shell = Shell()
    monkeypatch.setattr(debians, "do", shell.do)
    bootstrap.set_up("demo", headless=True)
    assert shell.asked == []
    bootstrap.set_up("demo", headless=False)
    assert "libgl1" in shell.asked[1]
    assert "npm" not in " ".join(shell.asked).split()


def test_tests_ask_for_node_and_for_a_desktop_where_windows_are_driven(monkeypatch: pytest.MonkeyPatch) -> None:
    lacking = Machine("linux", root=True, apt=True, libraries=FULL.libraries, programs=PROGRAMS - {"Xvfb", "npm"})
    monkeypatch.setattr("installer.machine.look", lambda: lacking)
    monkeypatch.setattr(Environment, "prepare", lambda *_: None)
    monkeypatch.setattr(bootstrap, "install_peers", lambda: None)
    shell = Shell()
    monkeypatch.setattr(debians, "do", shell.do)
    bootstrap.set_up("run", headless=False)
    assert shell.asked == []
    bootstrap.set_up("test", headless=False)
    assert shell.asked[1:] == [" ".join(apt_command(["npm"])), " ".join(apt_command(["xvfb"]))]


def test_checks_stop_at_the_first_failure_with_its_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    ran: list[str] = []

    def run(command: list[str], **_options: object) -> subprocess.CompletedProcess[bytes]:
        ran.append(" ".join(command))
        return subprocess.CompletedProcess(command, 7 if "mypy" in command else 0)

    monkeypatch.setattr("subprocess.run", run)
    assert bootstrap.test(Environment(tmp_path, tmp_path / "lock"), ["-k", "house"]) == 7
    assert len(ran) == 3
    assert "Failed: types (mypy), exit code 7" in capsys.readouterr().out


def test_extra_arguments_go_to_pytest_only(tmp_path: Path) -> None:
    commands = dict(bootstrap.checks(Environment(tmp_path, tmp_path / "lock"), ["-k", "house"]))
    assert commands["tests (pytest)"][-4:] == ["-n", "2", "-k", "house"]
    assert not [name for name, command in commands.items() if "house" in command and "pytest" not in name]


def test_branches_are_counted_where_all_tests_run(tmp_path: Path) -> None:
    commands = bootstrap.checks(Environment(tmp_path, tmp_path / "lock"), [])
    (measure,) = [command for _, command in commands if "--cov" in command]
    assert [name for name in bootstrap.MEASURED if not (bootstrap.ROOT / name).exists()] == []
    ignored = [word.removeprefix("--ignore=") for word in measure if word.startswith("--ignore=")]
    assert [name for name in ignored if not (bootstrap.ROOT / name).is_file()] == []
    assert not any("--cov" in command for _, command in bootstrap.checks(Environment(tmp_path, tmp_path), ["-x"]))


def test_what_is_measured_is_counted_also_where_no_test_imports_it() -> None:
    """Of a package that is named as a source every file counts; a name of nothing would be passed over."""
    settings = tomllib.loads((bootstrap.ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["coverage"]
    assert (settings["run"]["branch"], settings["report"]["fail_under"]) == (True, 100)
    assert "include" not in settings["run"] and "omit" not in settings["run"]
    assert {"desktop.core", "desktop.sync.execute", "desktop.sync.recover", "desktop.store.journal"} <= {
        name for name in settings["run"]["source"] if importlib.util.find_spec(name) is not None
    }


def test_peers_are_installed_when_absent_or_older_than_their_list(tmp_path: Path) -> None:
    assert not bootstrap.peers_outdated(tmp_path)
    (tmp_path / "package.json").write_text("{}", encoding="utf-8")
    assert bootstrap.peers_outdated(tmp_path)
    installed = tmp_path / "node_modules" / ".package-lock.json"
    installed.parent.mkdir()
    installed.write_text("{}", encoding="utf-8")
    os.utime(tmp_path / "package.json", (1_000, 1_000))
    assert not bootstrap.peers_outdated(tmp_path)
    os.utime(installed, (500, 500))
    assert bootstrap.peers_outdated(tmp_path)


def test_step_tells_its_failure_with_the_last_lines(capsys: pytest.CaptureFixture[str]) -> None:
    assert not steps.do("Counting", [sys.executable, "-c", "print('one'); raise SystemExit(3)"])
    assert capsys.readouterr().out == "Counting ... failed with exit code 3:\n    one\n"
    assert steps.do("Counting", [sys.executable, "-c", "print('one')"])
    assert capsys.readouterr().out.startswith("Counting ... ")
    assert not steps.do("Counting", [str(Path(sys.prefix, "absent-program"))])


def test_look_describes_this_machine() -> None:
    machine = look()
    assert machine.system == sys.platform
    assert machine.ensurepip or machine.pip or not machine.root
    assert [part for part in machine.programs if part.startswith("/") and not Path(part).exists()] == []
