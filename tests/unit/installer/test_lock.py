"""The lock alone is what gets installed, so it must hold all that its packages need on this machine."""

import re
import tomllib
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from installer.bundle import names

ROOT = Path(__file__).resolve().parents[3]


def _locked() -> dict[str, str]:
    text = (ROOT / "installer" / "requirements.lock").read_text(encoding="utf-8")
    return {canonicalize_name(name): version for name, version in re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE)}


def _asked_by_project() -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    texts = [*project["project"]["dependencies"], *project["project"]["optional-dependencies"]["dev"]]
    wanted = [Requirement(text) for text in texts]
    return [need for need in wanted if need.marker is None or need.marker.evaluate()]


def test_lock_satisfies_the_project_and_every_package_in_it() -> None:
    locked, missing = _locked(), []
    asked = [("the project", requirement) for requirement in _asked_by_project()]
    seen: set[tuple[str, str]] = set()
    while asked:
        who, requirement = asked.pop()
        name = canonicalize_name(requirement.name)
        if name not in locked or not requirement.specifier.contains(locked[name], prereleases=True):
            missing.append(f"{who} needs {requirement}, the lock has {locked.get(name)}")
            continue
        for extra in ("", *requirement.extras):
            if (name, extra) not in seen:
                seen.add((name, extra))
                asked += [(name, needed) for needed in _needs(name, extra)]
    assert missing == []
    assert len(seen) > 40


def _needs(name: str, extra: str) -> list[Requirement]:
    needed = [Requirement(text) for text in metadata.requires(name) or ()]
    with_extra = [need for need in needed if need.marker is not None and need.marker.evaluate({"extra": extra})]
    plain = [need for need in needed if need.marker is None]
    return [*(plain if not extra else []), *with_extra]


SYSTEMS = (("linux", "Linux", "posix"), ("darwin", "Darwin", "posix"), ("win32", "Windows", "nt"))
MARKERS = [
    {"sys_platform": short, "platform_system": long, "os_name": kind, "python_version": number,
     "python_full_version": f"{number}.0"}
    for short, long, kind in SYSTEMS
    for number in ("3.11", "3.13")
]  # fmt: skip


def test_bundle_is_made_from_what_the_program_needs_on_any_system_and_from_nothing_else() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    listed = names((ROOT / "installer" / "bundle-packages.txt").read_text(encoding="utf-8"))
    assert listed == _closure([*map(Requirement, project["dependencies"]), Requirement("pyinstaller")])
    assert not listed & {"pytest", "mypy", "hypothesis", "psutil"}


def _closure(asked: Iterable[Requirement]) -> set[str]:
    waiting, seen = list(asked), set[tuple[str, str]]()
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        for extra in {"", *requirement.extras} - {extra for known, extra in seen if known == name}:
            seen.add((name, extra))
            waiting += _needs_anywhere(name, extra)
    return {name for name, _ in seen}


def _needs_anywhere(name: str, extra: str) -> list[Requirement]:
    try:
        needed = [Requirement(text) for text in metadata.requires(name) or ()]
    except metadata.PackageNotFoundError:
        return []  # of another system; those need nothing else
    return [
        need
        for need in needed
        if need.marker is None or any(need.marker.evaluate({**markers, "extra": extra}) for markers in MARKERS)
    ]
