"""Finding a newcomer's counterpart: e-mail, then names and company; several hits are never guessed about.

Laws: L4.
"""

from __future__ import annotations

from desktop.core.matcher import Candidate, Match, match
from desktop.core.ports import MatchKeys


def keys(email: str = "", first: str = "", last: str = "", company: str = "") -> MatchKeys:
    return MatchKeys(email, first, last, company)


def one(newcomer: MatchKeys, *candidates: Candidate) -> Match:
    (found,) = match([("new", newcomer)], candidates)
    return found


def test_email_wins_over_names() -> None:
    by_email = Candidate("1", keys("a@x", "ann", "lee"))
    by_name = Candidate("2", keys("", "ann", "ley"))
    assert one(keys("a@x", "ann", "ley"), by_email, by_name) == Match("new", "1", "email")


def test_names_need_the_same_company() -> None:
    candidate = Candidate("1", keys("", "ann", "lee", "acme"))
    assert one(keys("", "ann", "lee", "acme"), candidate) == Match("new", "1", "name")
    assert one(keys("", "ann", "lee"), candidate) == Match("new")


def test_half_a_name_matches_nobody() -> None:
    assert one(keys("", "", "lee"), Candidate("1", keys("", "", "lee"))) == Match("new")
    assert one(keys(), Candidate("1", keys())) == Match("new")


def test_several_hits_wait_for_a_person() -> None:
    found = one(keys("a@x"), Candidate("2", keys("a@x")), Candidate("1", keys("a@x")))
    assert found.ambiguous and found.candidates == ("1", "2")


def test_a_counterpart_that_is_taken_waits_for_a_person() -> None:
    assert one(keys("a@x"), Candidate("1", keys("a@x"), taken=True)).candidates == ("1",)


def test_a_linked_namesake_with_another_address_is_another_person() -> None:
    taken = Candidate("1", keys("a@x", "ann", "lee"), taken=True)
    assert one(keys("b@x", "ann", "lee"), taken) == Match("new")
    assert one(keys("", "ann", "lee"), taken).ambiguous


def test_two_newcomers_that_claim_one_record_both_wait() -> None:
    found = match([("n1", keys("a@x")), ("n2", keys("a@x"))], [Candidate("1", keys("a@x"))])
    assert [item.candidates for item in found] == [("1",), ("1",)]
