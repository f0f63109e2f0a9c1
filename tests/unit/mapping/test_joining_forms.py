"""What the map says of two changes of one field: how they may be joined, and which fields belong together."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.core.ports import Capabilities
from desktop.core.record import Kind, Side
from desktop.core.rules import Join
from desktop.core.values import EMPTY
from desktop.mapping.lens import KindMap
from desktop.mapping.spec import read

MAP = KindMap.load(Kind.CONTACT)
ROW = '[[field]]\nname = "tags"\nlabel = "Tags"\nform = "set"\ncrm = "Tags__c"\nmailbox = "Tags"\n'


@pytest.fixture
def tags(tmp_path: Path) -> KindMap:
    file = tmp_path / "own.toml"
    file.write_text(f'kind = "contact"\nrevision = 1\n{ROW}', "utf-8")
    return KindMap(read(file))


@pytest.mark.parametrize(
    ("field", "join"),
    [
        ("title", Join.TEXT),
        ("business_street", Join.TEXT),
        ("notes", Join.NOTES),
        ("mobile_phone", Join.NUMBER),
        ("fax", Join.NUMBER),
        ("email", Join.NONE),
        ("birthday", Join.NONE),
        ("company", Join.NONE),
    ],
)
def test_a_field_is_joined_as_its_form_says(field: str, join: Join) -> None:
    assert MAP.join(field) is join


def test_an_address_stands_for_its_parts_where_a_person_decides() -> None:
    assert MAP.parts("business_address") == tuple(
        f"business_{part}" for part in ("street", "postal_code", "city", "state", "country")
    )
    assert (MAP.block("other_city"), MAP.block("title"), MAP.parts("title")) == ("other_address", "", ())
    assert MAP.label("other_address") == "Other address"
    assert "business_address" in MAP.subjects() and "business_city" not in MAP.subjects()


def test_a_set_is_read_without_doubles_and_compared_without_order_and_case(tags: KindMap) -> None:
    assert tags.view(Side.CRM, {"Tags__c": "b; a;;B ;a"}) == {"tags": "b; a"}
    assert tags.view(Side.MAILBOX, {"Tags": " ; \n"}) == {"tags": EMPTY}
    assert tags.same("tags", "a; b", "B; a") and not tags.same("tags", "a; b", "a")
    assert tags.join("tags") is Join.SET


@pytest.mark.parametrize(("size", "fits"), [(5, True), (6, False)])
@pytest.mark.parametrize("side", Side)
def test_a_value_fits_where_both_sides_take_its_length(side: Side, size: int, fits: bool) -> None:
    path = {Side.CRM: "Title", Side.MAILBOX: "JobTitle"}[side]
    fitted = MAP.fit(side, Capabilities(max_lengths={path: 5}))
    assert fitted.fits("title", "x" * size) is fits
    assert fitted.fits("title", EMPTY)
