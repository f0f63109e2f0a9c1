"""The entry point: `python -m desktop`, which is the command line in this release.

Exists so that the parts are put together in `wiring` and used in `cli`. Must not decide anything.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command of the command line and return its exit code; without any word it prints the help."""
    from desktop import paths, wiring
    from desktop.cli.main import Doors, run

    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            # A name in letters that a terminal lacks must not end the program.
            reconfigure(errors="replace")
    doors = Doors(wiring.open_program, wiring.demo_world, wiring.serve_sandbox, paths.default_profile)
    return run(sys.argv[1:] if argv is None else argv, doors)


if __name__ == "__main__":
    sys.exit(main())
