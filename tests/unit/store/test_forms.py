"""The text forms: what goes in comes out, and moments sort."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.faults import Fault, FaultClass
from desktop.core.values import ABSENT, EMPTY, MaybeValue
from desktop.store import forms

_VALUES = st.one_of(st.text(st.characters(exclude_categories=["Cs"])), st.dates(), st.just(EMPTY))


@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), _VALUES))
def test_fields_come_back_as_they_were(fields: dict[str, str | date]) -> None:
    assert forms.fields_of(forms.fields_text(fields)) == fields


@pytest.mark.parametrize("value", ["", "Ada", date(1815, 12, 10), EMPTY, ABSENT])
def test_a_value_comes_back_as_it_was(value: MaybeValue) -> None:
    assert forms.value_of(forms.value_text(value)) == value


def test_moments_are_stored_in_utc_and_sort_as_texts() -> None:
    early = datetime(2026, 1, 1, 12, tzinfo=timezone(timedelta(hours=2)))
    late = datetime(2026, 1, 1, 11, 0, 0, 1, tzinfo=UTC)
    assert forms.moment_of(forms.moment_text(early)) == early
    assert forms.moment_text(early) < forms.moment_text(late)
    assert forms.maybe_moment(None) is None


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        forms.moment_text(datetime(2026, 1, 1))


def test_a_fault_comes_back_as_it_was() -> None:
    fault = Fault(FaultClass.INVALID, "too-long", "Too long.", "Shorten it.", ("first_name",), "E1", "r-1")
    assert forms.fault_of(forms.fault_text(fault)) == fault
    assert forms.fault_of(forms.fault_text(None)) is None
