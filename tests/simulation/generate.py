"""Histories by chance: a seed gives always the same one.

Exists so that a run of the simulation is named by two numbers. The weights make a history a working week in small:
about twenty acts and four sessions, most of which meet some trouble.
"""

from __future__ import annotations

import random
from typing import Final

from .history import BOTH, CRASH, CRM, MAILBOX, TROUBLES, Act, At, History, Setting, Step, Sync
from .values import VALUES

_CRM: Final = {
    "new in Salesforce": 5,
    "edit in Salesforce": 12,
    "late edit in Salesforce": 1,
    "delete in Salesforce": 2,
    "restore in Salesforce": 1,
    "clone in Salesforce": 1,
    "merge in Salesforce": 1,
    "re-own in Salesforce": 2,
    "rename account": 0.3,
}
_MAILBOX: Final = {
    "new in Outlook": 4,
    "new private in Outlook": 1,
    "edit in Outlook": 12,
    "delete in Outlook": 2,
    "restore in Outlook": 1.5,
    "purge in Outlook": 0.7,
    "copy in Outlook": 1.5,
    "move in Outlook": 1.5,
    "share in Outlook": 1.5,
    "un-share in Outlook": 1,
    "delete the folder in Outlook": 0.2,
}
_PROGRAM: Final = {"answer": 3, "wish": 1}
_WEIGHTS: Final = {
    CRM: _CRM | {"answer": 1},
    MAILBOX: _MAILBOX | {"answer": 1},
    BOTH: _CRM | _MAILBOX | _PROGRAM,
}
_LATEST: Final = 60
"""Events are put at moments up to this one; a session passes about as many."""


def history(seed: int) -> History:
    """The history of a seed."""
    chance = random.Random(seed)
    people = chance.choice((BOTH, BOTH, BOTH, CRM, MAILBOX))
    setting = Setting(
        answers=seed,
        dialect=chance.choice(("ews", "graph")),
        link_field=chance.random() < 0.4,
        scope="all" if chance.random() < 0.1 else "mine",
        people=people,
        files=seed % 100 == 99,
    )
    steps: list[Step] = []
    for _ in range(chance.choice((3, 4, 4, 4, 5))):
        steps += [_act(chance, people) for _ in range(chance.randint(1, 8))]
        steps.append(_sync(chance, people))
    return History(setting, tuple(steps))


def _act(chance: random.Random, people: str) -> Act:
    weights = _WEIGHTS[people]
    (name,) = chance.choices(list(weights), list(weights.values()))
    return Act(name, chance.randrange(36), chance.randrange(VALUES))


def _sync(chance: random.Random, people: str) -> Sync:
    events: list[At] = []
    for _ in range(chance.choice((0, 0, 1, 1, 2))):
        events.append(At(chance.randrange(_LATEST), _act(chance, people)))
    for _ in range(chance.choice((0, 1, 1, 2))):
        trouble = CRASH if chance.random() < 0.3 else chance.choice(TROUBLES)
        events.append(At(chance.randrange(_LATEST), trouble))
    minutes = chance.choices((1, 15, 26 * 60), (2, 6, 1))[0]
    return Sync(minutes, tuple(sorted(events, key=lambda event: event.moment)))
