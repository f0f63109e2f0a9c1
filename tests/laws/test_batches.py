"""What a session does to one contact does not hang on the others, nor on the order in which it goes through them.

Laws: L6, unless a test names its own.
"""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from desktop.core.faults import Fault, FaultClass
from desktop.core.outcome import Outcome, Refused, Stale
from tests.laws.crowd import FATES, NEWCOMERS, Crowd

CROWDS = st.lists(st.sampled_from([*FATES, *NEWCOMERS]), min_size=2, max_size=12)
NAMES = st.sets(st.integers(0, 11)).map(lambda numbers: frozenset(f"Smith{n:02}" for n in numbers))


def refused() -> Outcome:
    return Refused(Fault(FaultClass.INVALID, "validation-rule", "Not on a Monday."))


def gone() -> Outcome:
    return Refused(Fault(FaultClass.GONE, "gone", "It is not there any more."))


def stale() -> Outcome:
    return Stale(None)


@pytest.mark.parametrize("outcome", [refused, gone, stale])
@settings(max_examples=15)
@given(fates=CROWDS, unlucky=NAMES)
def test_a_failing_contact_changes_nothing_about_any_other(
    outcome: Callable[[], Outcome], fates: list[str], unlucky: frozenset[str]
) -> None:
    smooth = Crowd(fates).live()
    rough = Crowd(fates, unlucky=unlucky, outcome=outcome).live()
    event(f"touched: {smooth != rough}")
    for name in smooth.keys() - unlucky:
        assert rough.get(name) == smooth[name]


@settings(max_examples=30)
@given(fates=CROWDS, seed=st.integers(0, 2**32))
def test_the_order_of_what_is_written_changes_nothing(fates: list[str], seed: int) -> None:
    """L7."""
    assert Crowd(fates, random.Random(seed)).live() == Crowd(fates).live()
