"""One world from its first sync to its end: people work, the program runs and is killed, and runs again.

Exists as the order of things; what must be true stands in `verdicts`, who does what in `people`.
"""

from __future__ import annotations

import json
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

ENDS = {0, 3, 5}
"""How a session may end that nobody kills: done, something waits, a server did not answer."""
TRIES = 12
"""Within so many undisturbed sessions both sides must agree."""
WEIGHTS = {Heard.UNSENT: 4, Heard.AT_WORK: 4, Heard.LOST: 5, Heard.ANSWERED: 4, Heard.ELSEWHEN: 3}


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


class Story:
    """One profile, one sandbox and its people."""

    def __init__(self, profile: Path, ready: Mapping[str, Any], start: Starts, gate: Gate, tally: Tally) -> None:
        self._profile, self._ready, self._start, self._gate, self._tally = profile, ready, start, gate, tally
        self._judge = Judge(ready)
        self.told: list[str] = []
        self._fates = gate.fates
        self.people = People(ready, self._fates, self.told.append)

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

    def first_sync(self, contacts: int, most: int) -> None:
        """A first sync that is killed once or twice after its yes, and goes on without being asked again (law L9)."""
        self.people.make(contacts)
        yes = ["--yes"]
        for _ in range(self._fates.randint(1, 2)):
            if self._tally.kills < most and self._session(self._doom(), *yes) is None and self._confirmed():
                yes = []
        self._settle(*yes)

    def day(self, kills: int) -> None:
        """People work, the program is killed, sometimes people work on, sometimes it is killed again at once."""
        self.people.work(6)
        while self._tally.kills < kills and self._session(self._doom()) is None:
            if self._fates.random() < 0.4:
                self.people.work(3)
            if self._fates.random() < 0.6:
                break
        self._settle()

    def end(self) -> None:
        """Both sides hold exactly what people made, in everybody's eyes, and nothing is left to do (laws L1, L2)."""
        self._gate.trouble = 0.0
        found = [*verdicts.settled(self.people), *verdicts.bins(self.people), *self._judge.disagreements()]
        self._demand(not found, *found, *verdicts.by_other_clients(self._ready, self.people))
        self._session(None)
        self._demand(self._gate.written == 0, f"A session in agreement made {self._gate.written} requests that write.")

    def _settle(self, *yes: str) -> None:
        """Undisturbed sessions until both sides agree, with everything answered that is asked."""
        found: list[str] = []
        for _ in range(TRIES):
            code = self._session(None, *yes)
            self._look("doctor")
            found = verdicts.settled(self.people)
            if not found and code == 0:
                return self.people.agreed()
            conflicts = self._look("conflicts")
            self._demand(not conflicts, f"Nobody changed the same on both sides, and yet it asks: {conflicts}")
            self._answer()
        raise self._violation(f"After {TRIES} sessions both sides do not agree.", *found)

    def _session(self, doom: Doom | None, *words: str) -> int | None:
        """The exit code of one session; None when it was killed."""
        self._gate.watch(doom)
        self._tally.sessions += 1
        code, out = self._program("sync", *words, "--json")
        if code == DEADLY:
            assert doom is not None
            found = journal.read(self._profile)
            self._tally.add(found, doom.heard)
            self.told.append(f"KILLED, {doom.heard}; {found.state}: {', '.join(found.open[:4]) or 'nothing open'}")
            wrong = verdicts.always(self.people)
            self._demand(not wrong, *wrong)
            return None
        self.told.append(f"sync ends with {code}: {_short(out)}")
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
                self.people.answered(hold["record"], answer)
            self.told.append(f"{hold['summary']} {answer}")
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
            return self._start.run("--profile", str(self._profile), *words, typed=typed)
        except HangsError as problem:
            raise self._violation(str(problem)) from None

    def _doom(self) -> Doom:
        heard = self._fates.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
        if heard is Heard.ELSEWHEN:
            return Doom(heard, delay_s=self._fates.uniform(0.02, 0.8))
        delay_s = {Heard.AT_WORK: 0.003, Heard.ANSWERED: 0.006}.get(heard, 0.0)
        return Doom(heard, self._fates.randint(1, 5), delay_s=self._fates.uniform(0, delay_s))

    def _demand(self, holds: bool, *sentences: str) -> None:
        if not holds:
            raise self._violation(*sentences)

    def _violation(self, *sentences: str) -> Violation:
        return Violation("\n".join([*self.told[-60:], "", *sentences]))


def _short(out: str) -> str:
    report = json.loads(out)
    fault = report.get("fault") or {}
    return f"{report.get('verdict')} {report.get('operations')} {fault.get('message', '')}".strip()
