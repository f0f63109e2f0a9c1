"""Which record of the other side is a newcomer's counterpart: e-mail first, then first and last name and company.

Exists so that nothing is made twice. Pure; several hits are never guessed about.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from desktop.core.ports import MatchKeys


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record of the other side that could be the counterpart. `taken`: it already has a live one."""

    native_id: str
    keys: MatchKeys
    taken: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """What was found for one newcomer: nothing (it is new), one counterpart, or several that a person must choose from.

    `by` is "email" or "name" for a single counterpart, else ''.
    """

    newcomer: str
    counterpart: str | None = None
    by: str = ""
    candidates: tuple[str, ...] = ()

    @property
    def ambiguous(self) -> bool:
        """Whether a person must decide."""
        return bool(self.candidates)


def match(newcomers: Sequence[tuple[str, MatchKeys]], candidates: Sequence[Candidate]) -> list[Match]:
    """One match a newcomer, in their order. `newcomers` are (native id, keys); all keys are folded.

    A counterpart that is taken, or that several newcomers claim, leaves the decision to the person.
    """
    by_email: dict[str, list[Candidate]] = defaultdict(list)
    by_name: dict[tuple[str, str], list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        if candidate.keys.email:
            by_email[candidate.keys.email].append(candidate)
        by_name[candidate.keys.first_name, candidate.keys.last_name].append(candidate)
    found = [(newcomer, *_hits(keys, by_email, by_name)) for newcomer, keys in newcomers]
    claims = Counter(hits[0].native_id for _, _, hits in found if len(hits) == 1)
    matches = []
    for newcomer, by, hits in found:
        if not hits:
            matches.append(Match(newcomer))
        elif len(hits) == 1 and not hits[0].taken and claims[hits[0].native_id] == 1:
            matches.append(Match(newcomer, hits[0].native_id, by))
        else:
            matches.append(Match(newcomer, candidates=tuple(sorted(hit.native_id for hit in hits))))
    return matches


def _hits(
    keys: MatchKeys,
    by_email: dict[str, list[Candidate]],
    by_name: dict[tuple[str, str], list[Candidate]],
) -> tuple[str, list[Candidate]]:
    if keys.email and keys.email in by_email:
        return "email", by_email[keys.email]
    if not (keys.first_name and keys.last_name):
        return "", []
    named = [hit for hit in by_name[keys.first_name, keys.last_name] if hit.keys.company == keys.company]
    return "name", [hit for hit in named if not (hit.taken and _different_people(keys, hit.keys))]


def _different_people(a: MatchKeys, b: MatchKeys) -> bool:
    """Two namesakes with different addresses, of whom one is already linked, are two people."""
    return bool(a.email and b.email and a.email != b.email)
