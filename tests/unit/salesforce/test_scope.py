"""How the SOQL of a list view becomes a scope."""

from __future__ import annotations

import pytest

from desktop.salesforce.scope import Scope

SELECT = "SELECT Name, Account.Name, toLabel(LeadSource), Id FROM Contact"
ORDER = "ORDER BY Name ASC NULLS FIRST, Id ASC NULLS FIRST"


@pytest.mark.parametrize(
    ("rest", "source", "condition"),
    [
        ("", "Contact", ""),
        (ORDER, "Contact", ""),
        (f"USING SCOPE mine {ORDER}", "Contact USING SCOPE mine", ""),
        (f"WHERE CreatedDate = THIS_WEEK {ORDER}", "Contact", "(CreatedDate = THIS_WEEK)"),
        (f"using  scope Mine where Title = 'A' OR Title = 'B' {ORDER}", "Contact using scope Mine",
         "(Title = 'A' OR Title = 'B')"),
        (f"WHERE Title = 'It\\'s FROM x ORDER BY (' {ORDER}", "Contact", "(Title = 'It\\'s FROM x ORDER BY (')"),
        (f"WHERE Id IN (SELECT ContactId FROM Case WHERE IsClosed = false ORDER BY Id LIMIT 5) AND (Fax = '1') {ORDER}",
         "Contact", "(Id IN (SELECT ContactId FROM Case WHERE IsClosed = false ORDER BY Id LIMIT 5) AND (Fax = '1'))"),
    ],
)  # fmt: skip
def test_the_filter_of_a_view_is_its_scope(rest: str, source: str, condition: str) -> None:
    scope = Scope.of_query(f"{SELECT} {rest}")
    assert (scope.source, scope.condition, scope.told_by_rows) == (source, condition, False)


@pytest.mark.parametrize(
    "query",
    ["", "nothing", "SELECT Id FROM Lead", f"{SELECT} {ORDER} LIMIT 10", f"{SELECT} WHERE Fax = '1' LIMIT 3 OFFSET 2"],
)
def test_a_query_that_is_more_than_a_filter_is_refused(query: str) -> None:
    with pytest.raises(ValueError, match="no plain filter"):
        Scope.of_query(query)


def test_only_scopes_that_are_the_same_have_one_fingerprint() -> None:
    scopes = [Scope(), Scope.of_user("005A"), Scope.of_user("005B"), Scope.of_query(f"{SELECT} WHERE Fax = '1'")]
    assert len({scope.fingerprint for scope in scopes}) == len(scopes)
    assert Scope.of_user("005A").fingerprint == scopes[1].fingerprint
