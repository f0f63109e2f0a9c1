"""`python -m tests.gallery --out DIR`: paint every window in every state, to be looked at."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path


def main(argv: list[str] | None = None) -> int:
    """Paint all pictures (those whose name has `--only` in it) and say how many there are."""
    parser = argparse.ArgumentParser(prog="python -m tests.gallery", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="where the pictures go")
    parser.add_argument("--only", default="", metavar="TEXT", help="only scenes with this in their names")
    options = parser.parse_args(argv)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from desktop.ui.application import make_qt
    from tests.gallery.paint import paint, tray_icons
    from tests.gallery.scenes import scenes

    qt = make_qt([])
    made = list(paint((scene for scene in scenes() if options.only in scene.name), options.out))
    if not options.only:
        tray_icons().save(str(options.out / "tray-icons.png"))
        made.append(options.out / "tray-icons.png")
    qt.quit()
    print(f"{len(made)} pictures in {options.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
