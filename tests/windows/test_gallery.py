"""The gallery paints what it says; the command paints all of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QImage

from tests.gallery.paint import paint, tray_icons
from tests.gallery.scenes import DARK, LIGHT, Scene, scenes, waiting


def test_every_picture_has_a_name_of_its_own() -> None:
    names = [f"{scene.name}-{look.name}" for scene in scenes() for look in scene.looks]
    assert len(names) == len(set(names))


def test_light_and_dark_pictures_show_the_same_window_in_other_colours(qapp: object, tmp_path: Path) -> None:
    scene = Scene("status", "status", waiting, looks=(LIGHT, DARK))
    light, dark = (QImage(str(path)) for path in paint([scene], tmp_path))
    assert light.size() == dark.size()
    assert light.pixelColor(2, 2).lightness() > 200 > 80 > dark.pixelColor(2, 2).lightness()
    assert len({light.pixel(x, y) for x in range(0, light.width(), 7) for y in range(0, light.height(), 7)}) > 5


def test_tray_icons_are_painted_for_light_and_dark_panels(qapp: object) -> None:
    image = tray_icons()
    assert image.pixelColor(1, 1).lightness() > image.pixelColor(1, image.height() - 1).lightness()
