"""Brings the translations up to date with the sources: `python -m installer.translations`.

New texts are put into `resources/translations/*.ts` as unfinished, texts that are gone are taken out, and the compiled
files that the program loads are written anew. It translates nothing itself.

The windows' own texts are what `tr` is given; what other rooms tell people are the templates that `say` and `template`
of `desktop/core/sentences.py` are given.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"
CODES = ("de", "en")
_GAP = re.compile(r"\{\w+\}")


def extract(folder: Path = FOLDER) -> None:
    """Bring the .ts files of a folder in line with the texts of the program."""
    sources = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "desktop" / "ui").rglob("*.py"))
    with tempfile.TemporaryDirectory() as place:
        told = Path(place) / "sentences.py"
        told.write_text("".join(f"tr({_literal(text)})\n" for text in sorted(sentences())), encoding="utf-8")
        for code in CODES:
            # English only needs the forms of its plurals.
            plurals = ["-pluralonly"] if code == "en" else []
            options = ["-no-obsolete", "-locations", "none", "-source-language", "en", "-target-language", code]
            _run("lupdate", *options, *plurals, *sources, str(told), "-ts", str(folder / f"desktop_{code}.ts"))


def sentences() -> set[str]:
    """The templates of all sentences that rooms below the windows tell people."""
    return {
        call.args[0].value
        for path in (ROOT / "desktop").rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ("say", "template")
        if call.args and isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)
        # A template of gaps alone says nothing of its own.
        if _GAP.sub("", call.args[0].value).strip()
    }


def _literal(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


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
