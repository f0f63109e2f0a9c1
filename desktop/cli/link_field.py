"""The command `link-field`, and what set-up and status tell of the field for links in Salesforce.

Exists so that what an administrator is to be sent is laid out in one place. Decides nothing.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any, Final

from desktop.app.link_field import BRINGS, LinkField
from desktop.app.reads import Program
from desktop.cli.commands import Answer
from desktop.cli.layout import bullet, paragraph

CLEAN = 0


def link_field(program: Program, options: argparse.Namespace) -> Answer:
    """Ask Salesforce whether it has the field, and say what the administrator must do."""
    found = program.look_at_link_field()
    return Answer(CLEAN, document(found), text(found))


def text(found: LinkField) -> str:
    """How things stand, what the field brings, and the letter."""
    lines = [paragraph(found.sentence()), *map(bullet, found.wrong())]
    letter = found.letter()
    if letter:
        lines += [paragraph(BRINGS), "", "What your administrator must do, to copy and send:"]
        lines += [paragraph(line, 4, 2) for line in letter]
    return "\n".join(lines)


def document(found: LinkField) -> dict[str, Any]:
    """The field as JSON."""
    return {
        "known": found.lacks is not None,
        "on": found.on,
        "lacks": [lack.value for lack in found.lacks or ()],
        "message": found.sentence(),
        "letter": list(found.letter()),
    }


COMMANDS: Final[dict[str, Callable[[Program, argparse.Namespace], Answer]]] = {"link-field": link_field}
