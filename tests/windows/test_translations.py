"""Every text of the windows reaches its translation: it is extracted, found again at run time, and keeps its gaps."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
import shutil
import xml.etree.ElementTree as Tree
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

import desktop.ui
from desktop.core.record import Kind
from desktop.mapping.lens import KindMap
from desktop.ui import language, wording
from installer.translations import CODES, FOLDER, ROOT, compile_all, extract

GAP = re.compile(r"\{\w*\}|%n")
KEY = re.compile(r"&(?=\w)")
Text = tuple[str, str, tuple[str, ...]]


def texts(code: str, folder: Path = FOLDER) -> list[Text]:
    """Context, source and translations (several where there are plurals) of a language; '' where unfinished."""
    found = []
    for context in Tree.parse(folder / f"desktop_{code}.ts").iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            forms = tuple(form.text or "" for form in translation.iter("numerusform")) or (translation.text or "",)
            found.append((context.findtext("name") or "", message.findtext("source") or "", forms))
    return found


def test_gaps_of_a_text_are_those_of_its_translation() -> None:
    wrong = [
        (source, form)
        for code in CODES
        for _, source, forms in texts(code)
        for form in forms
        if form and sorted(GAP.findall(source)) != sorted(GAP.findall(form))
    ]
    assert wrong == []


def test_text_with_a_key_has_one_in_its_translation() -> None:
    wrong = [
        (source, form)
        for _, source, forms in texts("de")
        for form in forms
        if form and len(KEY.findall(source)) != len(KEY.findall(form))
    ]
    assert wrong == []


def test_texts_are_literals_so_that_they_can_be_extracted() -> None:
    wrong = []
    for path in sorted((ROOT / "desktop" / "ui").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or path.name == "texts.py":
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name == "tr" and not (isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str)):
                wrong.append(f"{path.name}:{node.lineno}")
    assert wrong == []


def test_every_context_is_a_class_that_looks_its_texts_up(qapp: object, tmp_path: Path) -> None:
    extract(tmp_path)
    known = {""}
    for module in pkgutil.walk_packages(desktop.ui.__path__, "desktop.ui."):
        for name, kind in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if issubclass(kind, QObject):
                known.add(name)
    assert {context for context, _, _ in texts("de", tmp_path)} <= known


def test_every_field_of_the_map_has_a_name_in_german(qapp: QApplication) -> None:
    names = KindMap.load(Kind.CONTACT)
    labels = [names.label(field) for field in names.fields]
    try:
        language.use(qapp, "de")
        same = {label for label in labels if wording.field(label) == label}
    finally:
        language.use(qapp, "en")
    assert same == set()


@pytest.mark.parametrize("code", CODES)
def test_compiled_files_are_those_of_the_texts(code: str, tmp_path: Path) -> None:
    compile_all(into=tmp_path)
    name = f"desktop_{code}.qm"
    assert (tmp_path / name).read_bytes() == (FOLDER / name).read_bytes()


@pytest.mark.parametrize("code", CODES)
def test_translations_have_every_text_of_the_windows_and_no_other(code: str, tmp_path: Path) -> None:
    for name in CODES:
        shutil.copy(FOLDER / f"desktop_{name}.ts", tmp_path)
    extract(tmp_path)
    assert (tmp_path / f"desktop_{code}.ts").read_text("utf-8") == (FOLDER / f"desktop_{code}.ts").read_text("utf-8")


@pytest.mark.parametrize("code", CODES)
def test_no_text_is_left_untranslated(code: str) -> None:
    assert [source for _, source, forms in texts(code) if not all(forms)] == []
