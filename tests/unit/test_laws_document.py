"""The laws and the tests that hold them: every law has tests, every test of the sync names its law, the list is true.

`docs/laws.md` tells the form: a module ends its own docstring with a line "Laws: L1, L2." and a test that serves
another one begins with "L3: ...". It must not know what a law says.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TESTS = ROOT / "tests"
LAWS = [f"L{number}" for number in range(1, 13)]
ROOMS = ("behaviour", "laws", "contract", "whole", "simulation", "chaos")
"""The rooms in which every module names the laws that it serves."""
NONE = "none"
_LINE = re.compile(r"^Laws: (?:(L\d+(?:, L\d+)*)|none, since [^.]+?)(, unless a test names its own)?\.$", re.MULTILINE)
_OWN = re.compile(r"^(?:(L\d+(?:, L\d+)*)|No law)(?:: \S|\.)")
_FOLDED = re.compile(r"\s+")


def _modules() -> list[Path]:
    return sorted(path for path in TESTS.rglob("test_*.py") if "node_modules" not in path.parts)


def _called(path: Path) -> str:
    return path.relative_to(TESTS).as_posix()


IN_ROOMS = [path for path in _modules() if path.relative_to(TESTS).parts[0] in ROOMS]


def _docstrings(path: Path) -> tuple[str, dict[str, str]]:
    """What a module says of itself, and its tests of themselves."""
    tree = ast.parse(path.read_text("utf-8"))
    tests = {
        node.name: ast.get_docstring(node) or ""
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }
    return ast.get_docstring(tree) or "", tests


def _named(path: Path) -> set[str]:
    """The laws that a module or one of its tests names; {"none"} where it says that it serves none."""
    module, tests = _docstrings(path)
    lines = [found[1] for found in _LINE.finditer(module)]
    lines += [found[1] for told in tests.values() if (found := _OWN.match(told))]
    laws = {law for line in lines if line for law in line.split(", ")}
    return laws or ({NONE} if lines else set())


def _listed(law: str) -> str:
    """What `docs/laws.md` must say of a law: the rooms and the modules in them that name it."""
    rooms: dict[str, list[str]] = defaultdict(list)
    for path in _modules():
        if law in _named(path):
            rooms[path.parent.relative_to(TESTS).as_posix()].append(path.stem.removeprefix("test_"))
    told = "; ".join(f"{room}: {', '.join(sorted(names))}" for room, names in sorted(rooms.items()))
    return f"- **{law}** {told}"


def _document() -> str:
    return (ROOT / "docs" / "laws.md").read_text("utf-8")


@pytest.mark.parametrize("path", IN_ROOMS, ids=_called)
def test_every_module_of_these_rooms_names_its_laws(path: Path) -> None:
    module, tests = _docstrings(path)
    lines = list(_LINE.finditer(module))
    assert len(lines) == 1, 'the docstring ends with one line "Laws: L1, L2." or "Laws: none, since ..."'
    own = [name for name, told in tests.items() if _OWN.match(told)]
    assert bool(lines[0][2]) is bool(own), '", unless a test names its own" stands where one does, and only there'


def test_no_test_names_a_law_in_another_form() -> None:
    other = re.compile(r"\b[Ll]aws? L\d|\(L\d")
    found = [(_called(path), name) for path in _modules() for name, told in _told(path) if other.search(told)]
    assert found == []


def _told(path: Path) -> list[tuple[str, str]]:
    module, tests = _docstrings(path)
    return [("", module), *tests.items()]


def test_no_test_names_a_law_that_does_not_exist() -> None:
    found = {
        (_called(path), law)
        for path in TESTS.rglob("*.py")
        if "node_modules" not in path.parts and path != Path(__file__)
        for law in re.findall(r"\bL\d+\b", path.read_text("utf-8"))
    }
    assert [each for each in sorted(found) if each[1] not in LAWS] == []


@pytest.mark.parametrize("law", LAWS)
def test_every_law_is_told_and_has_tests(law: str) -> None:
    assert len(re.findall(rf"^### {law}\. \S", _document(), re.MULTILINE)) == 1
    assert [path for path in IN_ROOMS if law in _named(path)]


@pytest.mark.parametrize("law", [*LAWS, NONE])
def test_the_list_of_tests_is_true(law: str) -> None:
    told = [_FOLDED.sub(" ", each).strip() for each in re.split(r"\n(?=- \*\*|\n)", _document())]
    assert _listed(law) in told
