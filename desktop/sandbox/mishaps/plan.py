"""The fault plan: which requests go wrong, in which way, and when.

Read from JSON; the same plan with the same requests in the same order makes the same faults. It knows texts and
numbers only: how a fault is carried out is decided elsewhere.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SERVERS = ("salesforce", "exchange", "graph", "identity")
CLOCKS = ("salesforce", "exchange", "identity")  # Graph shows the mailbox of Exchange and has its clock.
NETWORK = frozenset({"refused", "reset", "timeout", "slow", "truncated", "html", "lost-reply"})
WORLD = frozenset({"stale-page", "commit-delay"})
STATUSES = frozenset({"401", "403", "429", "503"})
_NUMBERS = ("seconds", "retry_after", "wait")
_RULE_KEYS = {"server", "match", "nth", "chance", "times", "fault", "commit", "item", *_NUMBERS}
_PLAN_KEYS = {"seed", "rules", "skew", "down"}
_CODE = re.compile(r"Error[A-Za-z]+|AADSTS[0-9]+|[A-Z][A-Z_]+")
_GRAPH_CODE = re.compile(r"[A-Za-z][a-z]+(?:[A-Z][a-z]+)+")


class PlanUnreadable(Exception):
    """The text is no fault plan; the message says which part of it and what is expected there."""


@dataclass(slots=True)
class FaultRule:
    """One kind of fault for one kind of request.

    `match` is searched in "METHOD path?query body". Without `nth` (1 is the first match) and `chance` every match is
    hit, at most `times` times. `commit`: the request is carried out although its answer is spoilt. `item`: the one
    of a batch that fails, 1 being the first. `seconds`: how long, or how old; `wait`: how long a late commit is held.
    """

    fault: str
    server: str = ""
    match: re.Pattern[str] = field(default_factory=lambda: re.compile(""))
    nth: frozenset[int] = frozenset()
    chance: float | None = None
    times: int | None = None
    commit: bool = False
    item: int | None = None
    seconds: float | None = None
    retry_after: float | None = None
    wait: float | None = None
    matched: int = 0
    fired: int = 0

    @property
    def is_code(self) -> bool:
        """Whether the server itself refuses, with a code of its own."""
        return self.fault not in NETWORK | WORLD | STATUSES

    def hits(self, server: str, request: str, dice: random.Random) -> bool:
        """Whether this request is to go wrong; counts it."""
        if self.server not in ("", server) or not self.match.search(request):
            return False
        self.matched += 1
        by_chance = self.chance is None or dice.random() < self.chance
        by_count = not self.nth or self.matched in self.nth
        return by_chance and by_count and (self.times is None or self.fired < self.times)

    def told(self) -> dict[str, Any]:
        """The rule in JSON's types, with how often it matched and fired."""
        given = {"server": self.server, "match": self.match.pattern, "fault": self.fault, "nth": sorted(self.nth)}
        more = {"chance": self.chance, "times": self.times, "item": self.item, "commit": self.commit}
        numbers = {name: getattr(self, name) for name in _NUMBERS}
        kept = {name: value for name, value in {**given, **more, **numbers}.items() if value not in (None, [], False)}
        return {**kept, "matched": self.matched, "fired": self.fired}


class FaultPlan:
    """All rules, the skew of each server's clock in seconds, and which servers take no connections."""

    def __init__(
        self,
        rules: Iterable[FaultRule] = (),
        seed: int = 1,
        skew: Mapping[str, float] | None = None,
        down: Iterable[str] = (),
    ) -> None:
        self.rules = list(rules)
        self.seed = seed
        self.skew = {server: float((skew or {}).get(server, 0)) for server in CLOCKS}
        self.down = frozenset(down)
        # Not for secrets: each rule has dice of its own, so that one rule more does not change the others.
        self._dice = [random.Random(f"{seed} {number}") for number in range(len(self.rules))]  # noqa: S311

    @classmethod
    def read(cls, given: Any) -> FaultPlan:
        """The plan in a JSON value; raises PlanUnreadable."""
        if not isinstance(given, dict) or not isinstance(given.get("rules", []), list):
            raise PlanUnreadable('A fault plan is an object with a list of "rules".')
        _check_keys(given, _PLAN_KEYS, "the plan")
        seed, skew, down = given.get("seed", 1), given.get("skew", {}), given.get("down", [])
        if not _whole(seed):
            raise PlanUnreadable('"seed" is a whole number.')
        if not isinstance(skew, dict) or not all(key in CLOCKS and _number(skew[key]) for key in skew):
            raise PlanUnreadable(f'"skew" gives seconds for one of {", ".join(CLOCKS)}.')
        if not isinstance(down, list) or not all(server in SERVERS for server in down):
            raise PlanUnreadable(f'"down" is a list of {", ".join(SERVERS)}.')
        return cls([_rule(each, number) for number, each in enumerate(given.get("rules", []), 1)], seed, skew, down)

    @classmethod
    def from_file(cls, path: Path) -> FaultPlan:
        """The plan in a JSON file; raises OSError and PlanUnreadable."""
        try:
            return cls.read(json.loads(path.read_text("utf-8")))
        except ValueError as problem:
            raise PlanUnreadable(f"{path} holds no JSON: {problem}") from problem
        except PlanUnreadable as problem:
            raise PlanUnreadable(f"{path}: {problem}") from problem

    def pick(self, server: str, request: str) -> FaultRule | None:
        """The first rule that hits this request; every rule counts it."""
        hit = [rule for rule, dice in zip(self.rules, self._dice, strict=True) if rule.hits(server, request, dice)]
        if not hit:
            return None
        hit[0].fired += 1
        return hit[0]

    def may_repeat(self, server: str, request: str) -> bool:
        """Whether this request's answer may be given again later."""
        return any(
            rule.fault == "stale-page" and rule.server in ("", server) and rule.match.search(request)
            for rule in self.rules
        )

    def told(self) -> dict[str, Any]:
        """The plan in JSON's types, with the counts of each rule."""
        rules = [rule.told() for rule in self.rules]
        return {"seed": self.seed, "rules": rules, "skew": self.skew, "down": sorted(self.down)}


def _rule(given: Any, number: int) -> FaultRule:
    where = f"rule {number}"
    if not isinstance(given, dict) or not isinstance(given.get("fault"), str):
        raise PlanUnreadable(f'{where} names no "fault".')
    _check_keys(given, _RULE_KEYS, where)
    fault, server = given["fault"], given.get("server", "")
    _check_fault(fault, server, where)
    nth = given.get("nth", [])
    counts = nth if isinstance(nth, list) else [nth]
    if not all(_whole(count) and count > 0 for count in counts):
        raise PlanUnreadable(f'"nth" of {where} is a number from 1 on, or a list of them.')
    for name in ("times", "item"):
        if name in given and not (_whole(given[name]) and given[name] > 0):
            raise PlanUnreadable(f'"{name}" of {where} is a number from 1 on.')
    for name in (*_NUMBERS, "chance"):
        if name in given and not (_number(given[name]) and given[name] >= 0):
            raise PlanUnreadable(f'"{name}" of {where} is a number of at least 0.')
    try:
        match = re.compile(str(given.get("match", "")), re.DOTALL)
    except re.error as problem:
        raise PlanUnreadable(f'"match" of {where} is no regular expression: {problem}.') from problem
    more = {name: given[name] for name in (*_NUMBERS, "chance", "times", "item") if name in given}
    return FaultRule(fault, server, match, frozenset(counts), commit=given.get("commit") is True, **more)


def _check_fault(fault: str, server: str, where: str) -> None:
    if server not in ("", *SERVERS):
        raise PlanUnreadable(f'"server" of {where} is one of {", ".join(SERVERS)}.')
    if fault in NETWORK | WORLD | STATUSES:
        return
    if not (_GRAPH_CODE if server == "graph" else _CODE).fullmatch(fault):
        known = ", ".join(sorted(NETWORK | WORLD | STATUSES))
        raise PlanUnreadable(f'"{fault}" of {where} is no fault: use {known}, or a code of the server.')
    if server not in SERVERS:
        raise PlanUnreadable(f"{where} refuses with a code of one server; name the server.")


def _check_keys(given: Mapping[str, Any], known: set[str], where: str) -> None:
    unknown = sorted(set(given) - known)
    if unknown:
        raise PlanUnreadable(f"{where} knows no {', '.join(unknown)}; it knows {', '.join(sorted(known))}.")


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
