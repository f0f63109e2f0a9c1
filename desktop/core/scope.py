"""Whose records of the CRM are synced, as a short text: `mine`, `all`, or `view:` with the id of a list view.

Exists so that every room spells it alike. Must not know what a list view holds.
"""

from __future__ import annotations

MINE, ALL = "mine", "all"
_VIEW = "view:"


def of_view(view_id: str) -> str:
    """The scope of a list view."""
    return _VIEW + view_id


def view_of(scope: str) -> str:
    """The id of the list view of a scope; '' where it is none."""
    return scope.removeprefix(_VIEW) if scope.startswith(_VIEW) else ""


def well_formed(scope: str) -> bool:
    """Whether a text is a scope, whether or not there is such a list view."""
    return scope in (MINE, ALL) or bool(view_of(scope).strip())
