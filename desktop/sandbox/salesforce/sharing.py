"""Who sees which row. Knows the switches and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop.sandbox.salesforce.settings import OrgSettings


def visible(settings: OrgSettings, name: str, row: Mapping[str, Any], user_id: str | None) -> bool:
    """Whether sharing lets the user see the row; None is the system itself, which sees everything."""
    sharing = {"Contact": settings.contact_sharing, "Account": settings.account_sharing}.get(name)
    if user_id is None or sharing != "private" or user_id in settings.view_all:
        return True
    return bool(row["OwnerId"] == user_id)
