"""Which one state the icon shows, whatever is true at once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from desktop.app.standing import Facts, State, stand

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
WELL = Facts(connected=True, first_sync_due=False, last_success=NOW - timedelta(minutes=5), verdict="clean")
LATER = NOW + timedelta(hours=1)


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({}, State.IDLE),
        ({"connected": False}, State.SET_UP),
        ({"first_sync_due": True}, State.SET_UP),
        ({"conflicts": 1}, State.ATTENTION),
        ({"problems": 1}, State.ATTENTION),
        ({"holds": 1, "conflicts": 2}, State.HELD),
        ({"paused_until": LATER, "holds": 1}, State.PAUSED),
        ({"paused_until": NOW}, State.IDLE),
        ({"verdict": "failed", "fault_kind": "transient", "paused_until": LATER}, State.OFFLINE),
        ({"verdict": "failed", "fault_kind": "throttled"}, State.RESTING),
        ({"verdict": "failed", "fault_kind": "environment"}, State.ERROR),
        ({"verdict": "needs-auth", "fault_kind": "auth_needed"}, State.SIGNED_OUT),
        ({"verdict": "cancelled"}, State.IDLE),
        ({"last_success": NOW - timedelta(minutes=90)}, State.IDLE),
        ({"last_success": NOW - timedelta(minutes=91)}, State.STALE),
        ({"last_success": NOW - timedelta(minutes=91), "conflicts": 1}, State.ATTENTION),
        ({"last_success": NOW - timedelta(minutes=31), "interval": timedelta(minutes=10)}, State.STALE),
    ],
)
def test_most_pressing_state_is_shown(facts: dict[str, Any], state: State) -> None:
    assert stand(replace(WELL, **facts), NOW, None).state is state


def test_work_under_way_hides_everything_else() -> None:
    facts = Facts(verdict="failed", fault_kind="environment", holds=3)
    assert stand(facts, NOW, None, "reading crm").state is State.WORKING


def test_count_is_of_all_that_waits() -> None:
    assert stand(replace(WELL, conflicts=1, holds=2, problems=4), NOW, None).count == 7
