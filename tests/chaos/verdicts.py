"""What must be true after every kill, and what must be true at the end; each violation is one sentence.

Exists apart from the run so that the laws can be read in one place. Reads both servers through clients that are not the
program's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from tests.chaos.people import BOX, ORG, People


def always(people: People) -> list[str]:
    """At every moment: nobody is there twice on a side (law L4), and nobody who was made has vanished (law L3)."""
    seen = people.look()
    found = []
    for side, there in seen.items():
        counts = Counter(email for email, _ in there)
        found += [f"{email} is in {side} {count} times." for email, count in counts.items() if count > 1]
        found += [f"{email} is in {side}, and nobody made it." for email in counts if email not in people.cards]
    somewhere = {email for there in seen.values() for email, _ in there}
    for email, card in people.cards.items():
        # Contacts of the person's own folder get into the shared one by a sync.
        if not card.deleted and email not in somewhere and ORG in card.known:
            found.append(f"{email} is nowhere.")
    return found


def settled(people: People) -> list[str]:
    """Where everybody is on both sides exactly as people left it (law L1); otherwise what is not yet so."""
    seen, found = people.look(), always(people)
    for side, there in seen.items():
        held = dict(there)
        for email, card in people.cards.items():
            if card.deleted:
                found += [f"{email} was deleted in {card.deleted} and is in {side}."] if email in held else []
            elif email not in held:
                found.append(f"{email} is missing in {side}.")
            elif held[email].values != card.values or held[email].name != card.name:
                found.append(f"{email} in {side} is {held[email].values}, and people made it {card.values}.")
    return found


def bins(people: People) -> list[str]:
    """Nothing was thrown away but what people deleted, and that once on each side."""
    found = []
    for side, there in people.bins().items():
        wanted = people.thrown[side]
        for email in sorted(set(there) | set(wanted)):
            if there[email] != wanted[email]:
                found.append(f"{email} lies in the bin of {side} {there[email]} times, not {wanted[email]}.")
    return found


def by_other_clients(ready: Mapping[str, Any], people: People) -> list[str]:
    """The same in the eyes of unmodified exchangelib and simple-salesforce, every field compared."""
    from tests.whole.clients import clients

    with clients(ready) as others:
        sides = {ORG: others.in_salesforce(), BOX: others.in_folder()}
    keys = {side: Counter(tuple(sorted(row.items())) for row in rows) for side, rows in sides.items()}
    found = [f"Only in {ORG}: {dict(row)}" for row in keys[ORG] - keys[BOX]]
    found += [f"Only in {BOX}: {dict(row)}" for row in keys[BOX] - keys[ORG]]
    if len(sides[ORG]) != len(people.cards):
        found.append(f"{len(sides[ORG])} contacts in {ORG}, and people made {len(people.cards)}.")
    return found
