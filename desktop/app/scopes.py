"""The choice of whose contacts are synced, with how many each choice would be.

Exists so that a person sees what they choose before they choose it, and so that only what can be synced is accepted.
"""

from __future__ import annotations

from dataclasses import dataclass

from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.core.ports import Crm
from desktop.core.record import Kind
from desktop.core.scope import ALL, MINE, of_view
from desktop.core.sentences import say

COUNTED = 50
"""List views that are counted; an org may have hundreds, and each count is work for its server."""
_LABELS = {MINE: "My contacts", ALL: "All contacts"}
_TOO_MANY = say("Not counted: your organisation has very many list views.")


@dataclass(frozen=True, slots=True)
class ScopeChoice:
    """One choice: `key` is what `choose` takes, `label` of a list view is Salesforce's own text.

    `count` is the number of contacts in Salesforce, None where it could not be told, for the `reason`.
    """

    key: str
    label: str
    count: int | None
    reason: str = ""


def choices(crm: Crm) -> tuple[ScopeChoice, ...]:
    """The person's own contacts, all, and every list view. Raises PortFault."""
    labels = _LABELS | {of_view(view.id): view.label for view in crm.views(Kind.CONTACT)}
    counts = crm.count(Kind.CONTACT, list(labels)[: COUNTED + len(_LABELS)])
    return tuple(_choice(key, label, counts.get(key)) for key, label in labels.items())


def check(crm: Crm, scope: str) -> None:
    """Raises PortFault for a list view that is not among the choices."""
    if scope not in _LABELS and scope not in {of_view(view.id) for view in crm.views(Kind.CONTACT)}:
        message = say("Salesforce shows you no list view for {scope} that can be synced.", scope=scope)
        raise PortFault(Fault(FaultClass.UNSUPPORTED, "unknown-scope", message, say("The command scopes lists them.")))


def _choice(key: str, label: str, count: int | Fault | None) -> ScopeChoice:
    if isinstance(count, Fault):
        return ScopeChoice(key, label, None, count.message)
    return ScopeChoice(key, label, count, _TOO_MANY if count is None else "")
