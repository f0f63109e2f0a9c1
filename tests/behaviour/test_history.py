"""History is forgotten after 90 days, once a day, and never what is still needed.

Laws: L3.
"""

from __future__ import annotations

from desktop.core.record import Side
from desktop.store.changelog import ChangeLog
from desktop.store.pruning import prune

from .office import Office


def sessions_with_changes(office: Office) -> list[int]:
    return [row[0] for row in office.database.rows("SELECT DISTINCT session FROM change_log ORDER BY session")]


def edited_on(office: Office, *days: int) -> list[int]:
    """The sessions that carried one edit each, so many days after the one before; the first made the copy."""
    ada = office.new_in_salesforce("Ada", "Lovelace")
    found = [office.sync().session]
    for number, day in enumerate(days):
        office.clock.forward(days=day)
        office.crm.edit(ada, {"Title": f"Title {number}"})
        found.append(office.sync().session)
    return found


def test_history_older_than_ninety_days_goes_and_the_rest_can_still_be_undone(office: Office) -> None:
    first, second, third = edited_on(office, 30, 89)
    assert sessions_with_changes(office) == [second, third]
    assert [change.before for change in ChangeLog(office.database).of_session(second)] != []
    assert office.store.pairs.views([office.pairings()[0].pair_id])[0].live(Side.MAILBOX) is not None
    assert first < second


def test_the_number_of_days_is_a_setting(office: Office) -> None:
    office.options.set_history_days(20)
    _, second, third = edited_on(office, 1, 19)
    assert sessions_with_changes(office) == [second, third]


def test_history_is_looked_through_once_a_day(office: Office) -> None:
    first, second = edited_on(office, 1)
    office.options.set_history_days(7)
    office.database.rows("SELECT 1")
    with office.database.transaction():
        office.database.write("UPDATE session SET started = '2020-01-01', ended = '2020-01-01' WHERE id = ?", (first,))
    office.sync()
    assert sessions_with_changes(office) == [first, second], "it was looked through today"
    office.clock.forward(days=1)
    office.sync()
    assert sessions_with_changes(office) == [second]


def test_a_session_whose_outcome_is_not_known_keeps_its_history_and_all_that_follows(office: Office) -> None:
    _, second = edited_on(office, 1)
    with office.database.transaction():
        office.database.write(
            "UPDATE operation SET state = 'intent', outcome = NULL, settled_at = NULL WHERE session = ?", (second,)
        )
        office.clock.forward(days=400)
        prune(office.database, office.clock.now())
    assert sessions_with_changes(office) == [second]
