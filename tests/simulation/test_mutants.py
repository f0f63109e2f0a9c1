"""Every safeguard is missed: without it a short story breaks a law, and with it none.

Something happens in each story at a moment that is looked for, because moments move whenever a session calls more.

Laws: L1, L3, L4, L5, L12, unless a test names its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

import pytest

from .__main__ import failure, law_of
from .history import CRM, LOST_REPLY, MAILBOX, Act, At, History, Setting, Step, Sync
from .mutants import MUTANTS, Mutant, without
from .values import FIELDS

MOMENTS: Final = 40
"""The sessions of these stories pass fewer."""
TITLE: Final = 0
TYPED: Final = 1
"""With this seed the person types a title in place of choosing one."""

Story = Callable[[int], tuple[Step, ...]]


def _says(number: int) -> int:
    """The value that stands for one more title."""
    return number * len(FIELDS) + TITLE


NEW_IN_CRM: Final = Act("new in Salesforce", 0, 1)
NEW_IN_MAILBOX: Final = Act("new in Outlook", 0, 1)
CRM_EDIT, CRM_EDIT_AGAIN = Act("edit in Salesforce", 0, _says(3)), Act("edit in Salesforce", 0, _says(4))
MAILBOX_EDIT: Final = Act("edit in Outlook", 0, _says(5))
CRM_DELETE: Final = Act("delete in Salesforce")

STORIES: Final[Mapping[str, tuple[Setting, Story]]] = {
    "precondition of changes": (
        Setting(),
        lambda moment: (NEW_IN_CRM, Sync(), MAILBOX_EDIT, Sync(events=(At(moment, CRM_EDIT),))),
    ),
    "precondition of deletions": (
        Setting(),
        lambda moment: (NEW_IN_CRM, Sync(), CRM_DELETE, Sync(events=(At(moment, MAILBOX_EDIT),))),
    ),
    "link id": (Setting(), lambda moment: (NEW_IN_CRM, Sync(events=(At(moment, LOST_REPLY),)))),
    "journal": (Setting(people=MAILBOX), lambda moment: (NEW_IN_MAILBOX, Sync(events=(At(moment, LOST_REPLY),)))),
    "base per side": (
        Setting(answers=TYPED),
        lambda _: (NEW_IN_CRM, Sync(), CRM_EDIT, MAILBOX_EDIT, Sync()),
    ),
    "base of intended values": (
        Setting(),
        lambda moment: (NEW_IN_CRM, Sync(), MAILBOX_EDIT, Sync(events=(At(moment, CRM_EDIT),))),
    ),
    "copy detection": (Setting(), lambda _: (NEW_IN_CRM, Sync(), Act("copy in Outlook"), Sync())),
    "hold of an emptied side": (
        Setting(),
        lambda _: (*(Act("new in Salesforce", pick, 1) for pick in range(3)), Sync(), Act("delete all in Outlook")),
    ),
    "recovery of creates by link id": (
        Setting(people=CRM),
        lambda moment: (NEW_IN_CRM, Sync(events=(At(moment, LOST_REPLY),)), CRM_DELETE),
    ),
    "recovery of creates by keys": (
        Setting(people=MAILBOX),
        lambda moment: (NEW_IN_MAILBOX, Sync(events=(At(moment, LOST_REPLY),))),
    ),
    "question after an ambiguous create": (
        Setting(),
        lambda moment: (NEW_IN_MAILBOX, Sync(events=(At(moment, NEW_IN_CRM), At(0, LOST_REPLY)))),
    ),
    "recovery of updates": (
        Setting(people=CRM),
        lambda moment: (NEW_IN_CRM, Sync(), CRM_EDIT, Sync(events=(At(moment, LOST_REPLY),)), CRM_EDIT_AGAIN),
    ),
    "recovery of deletions": (
        Setting(people=CRM),
        lambda moment: (NEW_IN_CRM, Sync(), CRM_DELETE, Sync(events=(At(moment, LOST_REPLY),))),
    ),
}


def _histories(safeguard: str) -> Iterator[History]:
    setting, story = STORIES[safeguard]
    return (History(setting, story(moment)) for moment in range(MOMENTS))


def _missed(mutant: Mutant, problem: Exception | None) -> bool:
    return problem is not None and law_of(problem) in mutant.laws


def test_there_is_a_story_for_every_safeguard() -> None:
    """No law: the list is whole."""
    assert set(STORIES) == set(MUTANTS)


@pytest.mark.parametrize("safeguard", MUTANTS)
def test_without_the_safeguard_a_law_is_broken_that_holds_with_it(safeguard: str) -> None:
    with without(safeguard):
        problems = ((history, failure(history)) for history in _histories(safeguard))
        broken = next((history for history, found in problems if _missed(MUTANTS[safeguard], found)), None)
    assert broken is not None, "nobody notices that it is missing"
    assert failure(broken) is None
