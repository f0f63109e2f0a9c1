"""The bundle's making: what it is made from, when it is made anew, and what fails it. Nothing is installed here."""

from __future__ import annotations

from pathlib import Path

import pytest

from installer import bootstrap, bundle
from installer import debian as debians
from installer.environment import Environment
from installer.machine import BUILD_PROGRAMS, PYTHON_LIBRARY, QT_LIBRARIES, Machine, missing_build_packages
from installer.steps import SetupFailed

LOCK = """\
anyio==4.16.0 \\
    --hash=sha256:aa
jeepney==0.9.0 ; sys_platform == 'linux' \\
    --hash=sha256:bb \\
    --hash=sha256:cc
pytest==9.2.0 \\
    --hash=sha256:dd
"""
FULL = Machine("linux", root=True, apt=True, libraries=frozenset(QT_LIBRARIES), programs=frozenset(BUILD_PROGRAMS))


class Workshop:
    """A repository whose commands are not run but written down; those with a failing word fail."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch, *failing: str) -> None:
        self.root, self.asked, self.failing = root, list[str](), set(failing)
        for folder in ("desktop", "resources", "installer"):
            (root / folder).mkdir()
        (root / "desktop" / "__main__.py").write_text("", "utf-8")
        (root / "pyproject.toml").write_text("", "utf-8")
        (root / "installer" / "requirements.lock").write_text(LOCK, "utf-8")
        (root / "installer" / "bundle-packages.txt").write_text("# the program\nanyio\njeepney\n", "utf-8")
        monkeypatch.setattr("installer.machine.look", lambda: FULL)
        monkeypatch.setattr(Environment, "prepare", lambda *_: None)
        monkeypatch.setattr(bundle, "do", self._do)

    def build(self) -> list[str]:
        """Build once; what was asked."""
        self.asked.clear()
        self.code = bundle.build(self.root)
        return self.asked

    def _do(self, sentence: str, command: list[str], **_options: object) -> bool:
        self.asked.append(sentence)
        if "PyInstaller" in command:
            folder = self.root / "dist" / bundle.NAME
            folder.mkdir(parents=True, exist_ok=True)
            (folder / bundle.NAME).write_bytes(b"program")
        return not any(word in sentence for word in self.failing)


MAKING = "Making the bundle"
TESTS = [f"{name} tests itself" for name in bundle.EXECUTABLES]


def test_bundle_is_made_and_both_executables_test_themselves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workshop = Workshop(tmp_path, monkeypatch)
    assert workshop.build() == [MAKING, *TESTS]
    assert workshop.code == 0


def test_bundle_that_is_there_is_only_tested_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workshop = Workshop(tmp_path, monkeypatch)
    workshop.build()
    assert workshop.build() == TESTS


@pytest.mark.parametrize("changed", ["desktop/__main__.py", "resources/icon.svg", "installer/bundle-packages.txt"])
def test_bundle_is_made_anew_when_something_in_it_changed(
    changed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop = Workshop(tmp_path, monkeypatch)
    workshop.build()
    (tmp_path / changed).write_text("jeepney\n", "utf-8")
    assert workshop.build() == [MAKING, *TESTS]


def test_bundle_that_could_not_be_made_is_not_tested_and_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop = Workshop(tmp_path, monkeypatch, MAKING)
    assert workshop.build() == [MAKING]
    assert workshop.code == bundle.FAILED
    workshop.failing.clear()
    assert workshop.build() == [MAKING, *TESTS]


@pytest.mark.parametrize("broken", TESTS)
def test_bundle_that_fails_its_own_test_fails_the_build_and_is_made_anew(
    broken: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop = Workshop(tmp_path, monkeypatch, broken)
    workshop.build()
    assert workshop.code == bundle.FAILED
    assert workshop.build() == [MAKING, *TESTS]


def test_bundle_that_is_too_large_fails_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    workshop = Workshop(tmp_path, monkeypatch)
    monkeypatch.setattr(bundle, "SIZE_LIMIT", 6)
    workshop.build()
    assert workshop.code == bundle.FAILED
    assert "at most" in capsys.readouterr().out


def test_only_packages_of_the_bundle_are_installed_with_all_their_hashes() -> None:
    chosen = bundle.selected(LOCK, bundle.names("# the program\nanyio\n\njeepney\n"))
    assert chosen == LOCK.partition("pytest")[0]


def test_package_that_is_not_in_the_lock_is_named() -> None:
    with pytest.raises(SetupFailed, match="not in the lock: zeep"):
        bundle.selected(LOCK, {"anyio", "zeep"})


def test_bare_debian_misses_the_tools_of_the_bundle() -> None:
    bare = Machine("linux", root=True, apt=True, python_library=False)
    assert missing_build_packages(bare)[0] == "binutils"
    assert (len(missing_build_packages(bare)) == 2) == (".so" in PYTHON_LIBRARY)
    assert missing_build_packages(FULL) == []
    assert missing_build_packages(Machine("darwin", root=False, apt=False)) == []


def test_person_without_the_right_to_install_is_told_what_to_type(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    workshop = Workshop(tmp_path, monkeypatch)
    poor = Machine("linux", root=False, apt=True, libraries=frozenset(QT_LIBRARIES))
    monkeypatch.setattr("installer.machine.look", lambda: poor)
    monkeypatch.setattr(debians, "do", workshop._do)
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    assert bootstrap.main(["build"]) == bootstrap.ENVIRONMENT_FAULT
    assert workshop.asked == []
    assert "sudo apt-get install -y --no-install-recommends binutils" in capsys.readouterr().out


def test_python_without_a_shared_library_says_which_one_to_take(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop = Workshop(tmp_path, monkeypatch)
    monkeypatch.setattr("installer.machine.look", lambda: Machine("linux", root=True, apt=True, python_library=False))
    monkeypatch.setattr("installer.machine.PYTHON_LIBRARY", "libpython3.11.a")
    with pytest.raises(SetupFailed, match="--enable-shared"):
        workshop.build()
