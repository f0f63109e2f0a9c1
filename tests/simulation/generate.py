"""Histories by chance: a seed gives always the same one.

Exists so that a run of the simulation is named by two numbers. The weights make a history a working week in small:
about twenty acts and four sessions, most of which meet some trouble.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from .history import BAD_LINE, BOTH, CRASH, CRM, MAILBOX, TROUBLES, VIEW, Act, At, History, Setting, Step, Sync
from .values import FIELDS, VALUES

_CRM: Final = {
    "new in Salesforce": 5,
    "edit in Salesforce": 12,
    "late edit in Salesforce": 1,
    "delete in Salesforce": 2,
    "delete all in Salesforce": 0.2,
    "restore in Salesforce": 1,
    "clone in Salesforce": 1,
    "merge in Salesforce": 1,
    "re-own in Salesforce": 2,
    "give all away in Salesforce": 0.2,
    "hide or show in Salesforce": 0.5,
    "rename account": 0.3,
}
_MAILBOX: Final = {
    "new in Outlook": 4,
    "new private in Outlook": 1,
    "edit in Outlook": 12,
    "delete in Outlook": 2,
    "delete all in Outlook": 0.2,
    "restore in Outlook": 1.5,
    "purge in Outlook": 0.7,
    "copy in Outlook": 1.5,
    "move in Outlook": 1.5,
    "share in Outlook": 1.5,
    "un-share in Outlook": 1,
    "delete the folder in Outlook": 0.2,
}
_TWICE: Final = {"new on both": 1, "type over in Salesforce": 3}
_LOSS: Final = {"lose the database": 0.3}
_PROGRAM: Final = {"answer": 3, "wish": 1, "exclude": 0.5, "include": 0.5, "choose a policy": 0.4} | _LOSS
_WEIGHTS: Final = {
    CRM: _CRM | {"answer": 1} | _LOSS,
    MAILBOX: _MAILBOX | {"answer": 1} | _LOSS,
    BOTH: _CRM | _MAILBOX | _TWICE | _PROGRAM,
}
IN_THE_MIDDLE: Final = (1, 9, 50)
"""After so many minutes of a call another computer runs."""
_LATEST: Final = (15, 30, 60)
"""Events are put at moments up to one of these; half of all sessions pass 23 or fewer."""


@dataclass(frozen=True, slots=True)
class _Mood:
    """What a history is about: some acts more than others, and often few records and fields, so that people and the
    program get in each other's way. `troubles`: what goes wrong, a crash aside."""

    weights: Mapping[str, float]
    picks: int
    fields: Sequence[int]
    troubles: Sequence[str]

    @classmethod
    def of(cls, chance: random.Random, people: str) -> _Mood:
        """The mood of a history."""
        weights = {name: weight * chance.choice((0.3, 1, 1, 3)) for name, weight in _WEIGHTS[people].items()}
        fields = range(len(FIELDS))
        troubles = BAD_LINE if chance.random() < 0.3 else TROUBLES
        if chance.random() < 0.4:
            return cls(weights, 36, fields, troubles)
        return cls(weights, chance.choice((2, 3, 36)), chance.sample(fields, chance.randint(1, 3)), troubles)

    def act(self, chance: random.Random) -> Act:
        """What somebody does next."""
        (name,) = chance.choices(list(self.weights), list(self.weights.values()))
        number = chance.randrange(VALUES // len(FIELDS))
        return Act(name, chance.randrange(self.picks), number * len(FIELDS) + chance.choice(self.fields))


def history(seed: int) -> History:
    """The history of a seed."""
    chance = random.Random(seed)
    people = chance.choice((BOTH, BOTH, BOTH, CRM, MAILBOX))
    setting = Setting(
        answers=seed,
        dialect=chance.choice(("ews", "graph")),
        link_field=chance.random() < 0.4,
        scope=chance.choices(("mine", "all", VIEW), (8, 1, 1))[0],
        people=people,
        files=seed % 100 == 99,
        machines=2 if people == BOTH and chance.random() < 0.15 else 1,
    )
    mood = _Mood.of(chance, people)
    steps: list[Step] = []
    for _ in range(chance.choice((3, 4, 4, 4, 5))):
        steps += [mood.act(chance) for _ in range(chance.randint(1, 8))]
        steps.append(_sync(chance, mood, setting.machines))
        if people == BOTH and chance.random() < 0.05:
            steps.append(_sync(chance, mood, setting.machines, undo=True))
    return History(setting, tuple(steps))


def _sync(chance: random.Random, mood: _Mood, machines: int, undo: bool = False) -> Sync:
    events: list[At] = []
    machine = chance.randrange(machines) if machines > 1 else 0
    if machines > 1 and chance.random() < 0.7:
        other = Sync(chance.choice(IN_THE_MIDDLE), (), 1 - machine)
        events.append(At(chance.randrange(chance.choice(_LATEST)), other))
    for _ in range(chance.choice((0, 0, 1, 1, 2))):
        events.append(At(chance.randrange(chance.choice(_LATEST)), mood.act(chance)))
    for _ in range(chance.choice((0, 1, 1, 2))):
        trouble = CRASH if chance.random() < 0.3 else chance.choice(mood.troubles)
        events.append(At(chance.randrange(chance.choice(_LATEST)), trouble))
    minutes = chance.choices((1, 15, 50 if machines > 1 else 15, 26 * 60, 15 * 24 * 60), (2, 3, 3, 0.7, 0.3))[0]
    return Sync(minutes, tuple(sorted(events, key=lambda event: event.moment)), machine, undo)
