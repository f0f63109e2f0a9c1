"""The house rules that a machine can hold: sizes, words, paths, docstrings, pinned packages.

It must not know what the code does. CONTRIBUTING.md tells the rules to people.
"""

from __future__ import annotations

import ast
import os
import re
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LINE_CEILING = 400
CODE_SUFFIXES = {".py", ".lark", ".sql", ".js", ".mjs", ".cjs"}
TEXT_SUFFIXES = CODE_SUFFIXES | {".md", ".toml", ".json", ".xml", ".lock", ".txt", ".ini", ".cfg", ".yml", ".svg", ""}
SKIPPED_FOLDERS = {".git", ".venv", "node_modules", "__pycache__", "build", "dist", ".hypothesis"}
# Put together here, so that this file does not break its own rules.
UNFINISHED = ("TO" + "DO", "FIX" + "ME", "X" + "XX", "NotImplemented" + "Error", "for" + " now", "place" + "holder")
ADDRESSES = ("pypi" + ".org", "python" + "hosted", "npm" + "js.org", "--index" + "-url", "--extra-index" + "-url")
MACHINE_PATH = re.compile(r"(?<![\w./-])/(?:work|root|home/\w+|tmp/\w+)" + "/")
VAGUE_NAMES = re.compile(r"(?:Manager|Helper|Utils?)$|^(?:Data|Info)$")
VAGUE_MODULES = {"utils", "util", "helper", "helpers", "manager", "managers", "data", "info", "misc", "common"}


def _files() -> list[Path]:
    found: list[Path] = []
    for folder, below, names in os.walk(ROOT):
        below[:] = [
            name for name in below if name not in SKIPPED_FOLDERS and not name.endswith(("_cache", ".egg-info"))
        ]
        found += [Path(folder, name) for name in names if Path(name).suffix in TEXT_SUFFIXES and name != ".git"]
    return sorted(found)


FILES = _files()
MODULES = [path for path in FILES if path.suffix == ".py"]


def _named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(_parsed(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
            names |= {f"{node.module}.{alias.name}" for alias in node.names if node.module == "desktop"}
    return names


def _broken_lines(pattern: re.Pattern[str], files: list[Path]) -> list[str]:
    return [
        f"{_named(path)}:{number}: {line.strip()[:100]}"
        for path in files
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line)
    ]


def test_no_source_file_is_longer_than_the_ceiling() -> None:
    lengths = {
        _named(path): len(path.read_text("utf-8").splitlines()) for path in FILES if path.suffix in CODE_SUFFIXES
    }
    assert not {name: length for name, length in lengths.items() if length > LINE_CEILING}


def test_no_source_file_is_unfinished() -> None:
    pattern = re.compile("|".join(rf"\b{re.escape(word)}\b" for word in UNFINISHED))
    assert not _broken_lines(pattern, MODULES)


def test_no_file_names_a_path_of_one_machine() -> None:
    assert not _broken_lines(MACHINE_PATH, FILES)


def test_no_file_names_a_package_index() -> None:
    assert not _broken_lines(re.compile("|".join(map(re.escape, ADDRESSES))), FILES)


def test_every_module_says_why_it_exists() -> None:
    silent = [
        _named(path)
        for path in MODULES
        if ast.get_docstring(_parsed(path)) is None and not (path.name == "__init__.py" and not path.stat().st_size)
    ]
    assert not silent


def test_every_public_function_of_the_product_says_what_it_does() -> None:
    silent: list[str] = []
    for path in MODULES:
        if _named(path).startswith("tests/"):
            continue
        for node in _parsed(path).body:
            if not isinstance(node, ast.FunctionDef | ast.ClassDef) or node.name.startswith("_"):
                continue
            if ast.get_docstring(node) is None:
                silent.append(f"{_named(path)}: {node.name}")
    assert not silent


def test_no_class_or_module_has_a_vague_name() -> None:
    vague = [_named(path) for path in MODULES if path.stem in VAGUE_MODULES]
    for path in MODULES:
        vague += [
            f"{_named(path)}: {node.name}"
            for node in ast.walk(_parsed(path))
            if isinstance(node, ast.ClassDef) and VAGUE_NAMES.search(node.name)
        ]
    assert not vague


@pytest.mark.parametrize("package", ["core", "sandbox"])
def test_package_imports_nothing_else_of_ours(package: str) -> None:
    own = f"desktop.{package}"
    foreign = {
        f"{_named(path)}: {name}"
        for path in (ROOT / "desktop" / package).rglob("*.py")
        for name in _imported(path)
        if name.startswith("desktop.") and name != own and not name.startswith(f"{own}.")
    }
    assert not foreign


def test_installer_uses_the_standard_library_only() -> None:
    allowed = sys.stdlib_module_names | {"installer"}
    foreign = {
        f"{_named(path)}: {name}"
        for path in (ROOT / "installer").glob("*.py")
        for name in _imported(path)
        if name.split(".")[0] not in allowed
    }
    assert not foreign


def _pinned() -> dict[str, tuple[str, str]]:
    """Name -> version and the whole entry of the lock."""
    entries = re.split(r"\n(?=[A-Za-z0-9])", (ROOT / "installer" / "requirements.lock").read_text("utf-8"))
    pins: dict[str, tuple[str, str]] = {}
    for entry in entries:
        match = re.match(r"([A-Za-z0-9._-]+)==([^\s;\\]+)", entry)
        assert match, f"not a pin: {entry[:80]}"
        pins[canonicalize_name(match[1])] = (match[2], entry)
    return pins


def test_every_required_package_is_pinned_within_its_range() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = project["dependencies"] + [line for extra in project["optional-dependencies"].values() for line in extra]
    pins = _pinned()
    for requirement in map(Requirement, wanted):
        version, _ = pins.get(canonicalize_name(requirement.name), ("absent", ""))
        assert version != "absent", f"{requirement.name} is not in the lock"
        assert requirement.specifier.contains(version), f"{requirement} is pinned to {version}"


def test_every_pin_has_hashes() -> None:
    assert not [name for name, (_, entry) in _pinned().items() if "--hash=sha256:" not in entry]


@pytest.mark.parametrize("name", ["colorama", "pywin32-ctypes", "pefile", "macholib", "sspilib"])
def test_packages_of_other_systems_are_pinned_with_their_system(name: str) -> None:
    _, entry = _pinned()[name]
    assert "sys_platform ==" in entry.splitlines()[0]


def test_readme_names_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert "python3 installer/bootstrap.py demo" in readme
    assert "python3 installer/bootstrap.py test" in readme
