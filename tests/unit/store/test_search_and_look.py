"""The search finds exactly what a look at every record finds, whatever people are called and whatever is typed."""

from __future__ import annotations

from contextlib import closing

from hypothesis import given
from hypothesis import strategies as st

from desktop.core.record import Side
from desktop.core.values import clean, folded
from desktop.store.browse import Browse
from desktop.store.database import Database
from desktop.store.lines import Filter
from tests.laws.strategies import LETTERS, texts
from tests.unit.store.samples import observed, stored

# Few letters, so that words share parts and searches hit.
_words = st.text(st.sampled_from("abcäß'\"*-@." + LETTERS[:12]), min_size=1, max_size=5)
_names = st.one_of(st.lists(_words, max_size=4).map(" ".join), texts)


def _found_by_looking(names: list[str], typed: str) -> set[str]:
    """A word of one or two letters must begin a word, a longer one may stand anywhere."""
    wanted = folded(clean(typed)).split()

    def holds(text: str) -> bool:
        words = folded(text).split()
        return all(any(word.startswith(part) if len(part) < 3 else part in word for word in words) for part in wanted)

    return {f"c{number}" for number, name in enumerate(names) if holds(f"{name} c{number}@example.org")}


@given(st.lists(_names.map(clean), max_size=6), st.one_of(st.lists(_words, max_size=3).map(" ".join), texts))
def test_a_search_finds_exactly_what_a_look_at_every_record_finds(names: list[str], typed: str) -> None:
    with closing(Database.memory()) as database:
        stored(database, [observed(Side.CRM, f"c{number}", name) for number, name in enumerate(names)])
        browse = Browse(database)
        found = {line.native_ids[Side.CRM] for line in browse.page(browse.ids(Filter(search=typed)))}
    assert found == _found_by_looking(names, typed)
