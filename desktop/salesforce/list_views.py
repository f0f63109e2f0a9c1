"""The list views of contacts, and how many contacts a scope holds.

Exists for the choice of what to sync. Vendor pages: REST API guide, "List Views for an Object", "List View Describe".
"""

from __future__ import annotations

from collections.abc import Sequence

from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.core.ports import ListView
from desktop.core.scope import ALL, MINE, view_of
from desktop.core.sentences import say
from desktop.salesforce.api import MOST_QUERIES, Part
from desktop.salesforce.contacts import OBJECT
from desktop.salesforce.errors import fault_of
from desktop.salesforce.org import Org
from desktop.salesforce.scope import Scope
from desktop.salesforce.soql import full_id

_UNUSABLE = Fault(
    FaultClass.UNSUPPORTED,
    "list-view",
    say("Salesforce tells no plain filter for this list view, so that it cannot be synced."),
    say("Choose another list view."),
)


class ListViews:
    """The views of one org, and scopes by their texts. Methods raise PortFault."""

    def __init__(self, org: Org) -> None:
        self._org = org

    def all(self) -> tuple[ListView, ...]:
        """Every view that tells its SOQL, by label."""
        found = []
        path: str | None = f"sobjects/{OBJECT}/listviews"
        while path:
            told = self._org.api.one(Part("GET", path), "listviews")
            found += [
                ListView(full_id(view["id"]), view["label"]) for view in told["listviews"] if view["soqlCompatible"]
            ]
            path = (told.get("nextRecordsUrl") or "").partition(f"/v{self._org.version}/")[2]
        return tuple(sorted(found, key=lambda view: (view.label.casefold(), view.id)))

    def scope(self, text: str) -> Scope:
        """The scope of a text, as the org has it."""
        if text == MINE:
            return Scope.of_user(self._org.identity().user_id)
        if text == ALL:
            return Scope()
        if not view_of(text):
            message = say("{text} does not say whose contacts to sync.", text=text)
            raise PortFault(Fault(FaultClass.UNSUPPORTED, "unknown-scope", message, say("Choose a scope anew.")))
        try:
            return Scope.of_query(self._org.view(view_of(text)))
        except ValueError:
            raise PortFault(_UNUSABLE) from None

    def counts(self, texts: Sequence[str]) -> dict[str, int | Fault]:
        """How many contacts each scope holds, or why that cannot be told: five scopes a call, and once each view."""
        self._org.look_at_views([view_of(text) for text in texts if view_of(text)])
        found: dict[str, int | Fault] = {}
        scopes: dict[str, Scope] = {}
        for text in dict.fromkeys(texts):
            try:
                scopes[text] = self.scope(text)
            except PortFault as refused:
                found[text] = refused.fault
        asked = list(scopes)
        for start in range(0, len(asked), MOST_QUERIES):
            chunk = asked[start : start + MOST_QUERIES]
            parts = [Part.of(scopes[text].counted()) for text in chunk]
            for text, answer in zip(chunk, self._org.api.composite(parts, writes=False), strict=True):
                problem = answer.problem
                found[text] = answer.body["totalSize"] if problem is None else fault_of(problem)
        return found
