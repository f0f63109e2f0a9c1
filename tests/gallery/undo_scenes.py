"""The scenes of the undo: a session whose traces are all still there, but for one that somebody touched.

Exists apart from the other scenes, which know nothing of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from tests.gallery import scenes
from tests.gallery.scenes import DARK, GERMAN, LARGE_TEXT, LIGHT, MIRRORED, SMALL, Scene
from tests.windows.rig import Rig


def undo_scenes() -> Iterator[Scene]:
    """All of them."""
    yield Scene("undo", "undo", undoable, act=_about_last, looks=(LIGHT, DARK, SMALL, GERMAN, LARGE_TEXT, MIRRORED))
    yield Scene("undo reading", "undo", undoable, act=_about_stalled)
    yield Scene("undo done", "undo", undoable, act=_undo_ticked, looks=(LIGHT, DARK))


def undoable(rig: Rig) -> None:
    """A session whose traces are all still there, but for one that somebody touched."""
    scenes.synced(rig)
    rig.crm.edit(scenes.row_of(rig, "Hopper"), {"Title": "Commodore"})
    rig.crm.edit(scenes.row_of(rig, "Noether"), {"Title": "Lecturer", "Phone": "+44 20 7946 0000"})
    rig.crm.delete(scenes.row_of(rig, "Lamarr"))
    rig.new_in_outlook("Katherine", "Johnson")
    scenes.person(rig, *scenes.LONG_NAME, "Landesvermessungsoberinspektorin")
    rig.sync()
    rig.mailbox.edit(scenes.copy_of(rig, "Noether"), {"JobTitle": "Professor of Mathematics"})
    rig.later(minutes=15)


def _about_last(rig: Rig, window: QWidget) -> None:
    window.be_about(str(rig.program.queries.history(1)[0].id))  # type: ignore[attr-defined]


def _undo_ticked(rig: Rig, window: QWidget) -> None:
    _about_last(rig, window)
    rig.settle()
    window.go.click()  # type: ignore[attr-defined]


def _about_stalled(rig: Rig, window: QWidget) -> None:
    rig.bench.stalled = True
    _about_last(rig, window)
