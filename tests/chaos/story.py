"""One world from its first sync to its end: people work, the program runs and is killed, and runs again.

Exists as the order of things; what must be true stands in `verdicts`, who does what in `people`.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from desktop.sandbox.judge import Judge
from tests.chaos import journal, verdicts
from tests.chaos.gate import Doom, Gate, Heard
from tests.chaos.people import People
from tests.chaos.processes import DEADLY, HangsError, Starts
from tests.chaos.weather import Weather

ENDS = {0, 3, 4, 5}
"""How a session may end that nobody kills: done, something waits, a server did not answer."""
TRIES, STORMY = 12, 2
"""Within so many sessions that nobody kills both sides must agree; the first of them have bad weather."""
WEIGHTS = {Heard.UNSENT: 4, Heard.AT_WORK: 4, Heard.LOST: 5, Heard.ANSWERED: 4, Heard.ELSEWHEN: 2}


class Violation(Exception):
    """A law was broken; the message says which and how the story went."""


@dataclass
class Tally:
    """What the kills of a run met."""

    kills: int = 0
    sessions: int = 0
    states: Counter[str] = field(default_factory=Counter)
    wires: Counter[str] = field(default_factory=Counter)
    writes: Counter[str] = field(default_factory=Counter)

    def add(self, found: journal.Journal, heard: Heard) -> None:
        """Count one kill."""
        self.kills += 1
        self.states[found.state] += 1
        if found.open:
            self.wires[heard.value] += 1
            self.writes.update(found.open)


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a story plays: the profile, the servers by their ready file, how the program starts, what kills it."""

    profile: Path
    ready: Mapping[str, Any]
    start: Starts
    gate: Gate


class Story:
    """One profile, one sandbox and its people."""

    def __init__(self, stage: Stage, fates: random.Random, tally: Tally) -> None:
        self._stage, self._ready, self._gate = stage, stage.ready, stage.gate
        self._fates, self._tally = fates, tally
        self._judge, self._weather = Judge(stage.ready), Weather(stage.ready, fates)
        self._told: list[str] = []
        self._people = People(stage.ready, fates, self._told.append)

    def connect(self, org_url: str, mailbox_url: str) -> None:
        """Connect both sides by the ways through the gate."""
        org, box = self._ready["salesforce"], self._ready["exchange"]
        tokens = json.dumps({name: org[name] for name in ("access_token", "refresh_token", "client_id")})
        who = ["--username", box["username"], "--email", box["email"], "--password-stdin", "--ews-url", mailbox_url]
        for words, typed in (
            (["connect", "salesforce", "--token-stdin", "--instance-url", org_url, "--scope", "all"], tokens),
            (["connect", "exchange", *who], f"{box['password']}\n"),
        ):
            code, out = self._program(*words, typed=typed)
            self._demand(code == 0, f"connect ended with {code}: {out}")

    def make(self, contacts: int) -> None:
        """People have so many contacts, half of them on either side."""
        self._people.make(contacts)

    def waits(self) -> int:
        """How many questions wait for an answer."""
        return sum(hold["answer"] is None for hold in self._look("holds"))

    def first_sync(self, contacts: int, most: int) -> None:
        """A first sync that is killed once or twice after its yes, and goes on without being asked again (law L9)."""
        self.make(contacts)
        yes = ["--yes"]
        for _ in range(self._fates.randint(1, 2)):
            if self._tally.kills < most and self.session(self._doom(), *yes) is None and self._confirmed():
                yes = []
        self.settle(*yes)

    def day(self, kills: int) -> None:
        """People work, the program is killed, sometimes people work on, sometimes it is killed again at once."""
        self._people.work(6)
        while self._tally.kills < kills and self.session(self._doom()) is None:
            if self._fates.random() < 0.4:
                self._people.work(3)
            if self._fates.random() < 0.6:
                break
        self.settle()

    def end(self) -> None:
        """Both sides hold exactly what people made, in everybody's eyes, and nothing is left to do (laws L1, L2)."""
        found = [*verdicts.settled(self._people), *verdicts.bins(self._people), *self._judge.disagreements()]
        self._demand(not found, *found, *verdicts.by_other_clients(self._ready, self._people))
        self.session(None, bad=False)
        self._demand(self._gate.written == 0, f"A session in agreement made {self._gate.written} requests that write.")

    def settle(self, *yes: str) -> None:
        """Undisturbed sessions until both sides agree, with everything answered that is asked."""
        found: list[str] = []
        for number in range(TRIES):
            code = self.session(None, *yes, bad=number < STORMY)
            self._look("doctor")
            found = verdicts.settled(self._people)
            if not found and code == 0:
                return self._people.agreed()
            conflicts = self._look("conflicts")
            self._demand(not conflicts, f"Nobody changed the same on both sides, and yet it asks: {conflicts}")
            self._answer()
        raise self._violation(f"After {TRIES} sessions both sides do not agree.", *found)

    def session(self, doom: Doom | None, *words: str, bad: bool = True) -> int | None:
        """The exit code of one session; None when it was killed."""
        self._gate.watch(doom)
        self._tally.sessions += 1
        with self._weather.bad(bad):
            code, out = self._program("sync", *words, "--json")
            self._gate.over()
        if code == DEADLY:
            assert doom is not None
            found = journal.read(self._stage.profile)
            self._tally.add(found, doom.heard)
            self._told.append(f"KILLED, {doom.heard}; {found.state}: {', '.join(found.open[:4]) or 'nothing open'}")
            wrong = verdicts.always(self._people)
            self._demand(not wrong, *wrong)
            return None
        self._told.append(f"sync ends with {code}: {_short(out)}")
        self._demand(code in ENDS, f"sync ended with {code}: {out}")
        return code

    def _answer(self) -> None:
        """Answer what is asked, and have what failed tried again."""
        for hold in self._look("holds"):
            if hold["answer"] is not None:
                continue
            choices = hold["answers"]
            answer = "yes" if "yes" in choices else self._fates.choice(["delete", "delete", "restore"])
            if answer != "yes":
                self._people.answered(hold["record"], answer)
            self._told.append(f"{hold['summary']} {answer}")
            self._demand(self._program("confirm", str(hold["id"]), "--answer", answer)[0] == 0, "confirm failed")
        for issue in self._look("issues"):
            self._program("retry", str(issue["id"]))

    def _confirmed(self) -> bool:
        """Whether the killed program had noted the yes of the first sync."""
        return any(hold["answer"] == "yes" for hold in self._look("holds"))

    def _look(self, command: str) -> Any:
        code, out = self._program(command, "--json")
        self._demand(code == 0, f"{command} ended with {code}: {out}")
        return json.loads(out)

    def _program(self, *words: str, typed: str = "") -> tuple[int, str]:
        try:
            return self._stage.start.run("--profile", str(self._stage.profile), *words, typed=typed)
        except HangsError as problem:
            raise self._violation(str(problem)) from None

    def _doom(self) -> Doom:
        heard = self._fates.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
        if heard is Heard.ELSEWHEN:
            return Doom(heard, delay_s=self._fates.uniform(0.02, 0.8))
        delay_s = {Heard.AT_WORK: 0.003, Heard.ANSWERED: 0.006}.get(heard, 0.0)
        return Doom(heard, self._fates.randint(1, 4), delay_s=self._fates.uniform(0, delay_s))

    def _demand(self, holds: bool, *sentences: str) -> None:
        if not holds:
            raise self._violation(*sentences)

    def _violation(self, *sentences: str) -> Violation:
        return Violation("\n".join([*self._told[-60:], "", *sentences]))


def _short(out: str) -> str:
    report = json.loads(out)
    fault = report.get("fault") or {}
    return f"{report.get('verdict')} {report.get('operations')} {fault.get('message', '')}".strip()
