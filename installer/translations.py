"""Brings the translations up to date with the sources: `python -m installer.translations`.

New texts are put into `resources/translations/*.ts` as unfinished, texts that are gone are taken out, and the compiled
files that the program loads are written anew. It translates nothing itself.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"
CODES = ("de", "en")


def extract(folder: Path = FOLDER) -> None:
    """Bring the .ts files of a folder in line with the texts of the windows."""
    sources = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "desktop" / "ui").rglob("*.py"))
    for code in CODES:
        # English only needs the forms of its plurals.
        plurals = ["-pluralonly"] if code == "en" else []
        options = ["-no-obsolete", "-locations", "none", "-source-language", "en", "-target-language", code, *plurals]
        _run("lupdate", *options, *sources, "-ts", str(folder / f"desktop_{code}.ts"))


def compile_all(folder: Path = FOLDER, into: Path = FOLDER) -> None:
    """Write the .qm files of the .ts files of a folder."""
    for code in CODES:
        _run("lrelease", "-silent", str(folder / f"desktop_{code}.ts"), "-qm", str(into / f"desktop_{code}.qm"))


def _run(tool: str, *arguments: str) -> None:
    # Beside the interpreter, not on the path: the environment need not be activated.
    program = Path(sys.executable).with_name(f"pyside6-{tool}" + (".exe" if sys.platform == "win32" else ""))
    subprocess.run([program, *arguments], cwd=ROOT, check=True, capture_output=True)


if __name__ == "__main__":
    extract()
    compile_all()
