"""However many contacts go, and in however many sessions: copies go in bulk only after a yes to just those.

Laws: L12.
"""

from __future__ import annotations

from hypothesis import event, example, given, settings
from hypothesis import strategies as st

from desktop.core.record import Role
from tests.behaviour.office import Office

WAYS = ("deleted", "given away")
ROUNDS = st.lists(st.tuples(st.integers(1, 30), st.sampled_from(WAYS), st.booleans()), min_size=1, max_size=4)
"""How many contacts go before each session, how, and whether what is asked after it gets a yes."""


def may_go_unasked(number: int, pairs: int) -> bool:
    """The numbers of docs/laws.md: fewer than 25 and, from 5 up, less than a tenth."""
    return number < 5 or (number < 25 and 10 * number < pairs)


def copies(office: Office) -> set[str]:
    """The names of those whose copy lies in the shared folder."""
    return {str(item.fields["GivenName"]) for item in office.mailbox.contacts(Role.SHARED)}


def pair_ids(office: Office) -> dict[str, str]:
    """The pair of everybody, by first name."""
    views = office.store.pairs.views(pairing.pair_id for pairing in office.pairings())
    return {str(view.crm.fields["first_name"]): view.pairing.pair_id for view in views if view.crm is not None}


@settings(max_examples=25)
@given(people=st.integers(1, 60), rounds=ROUNDS)
@example(people=30, rounds=[(6, "deleted", True), (2, "deleted", False)])
def test_no_session_takes_many_copies_without_a_yes_to_just_those(
    people: int, rounds: list[tuple[int, str, bool]]
) -> None:
    office, covered, gone = Office(), set[str](), dict[str, str]()
    staying = {
        f"Person{number:02}": office.new_in_salesforce(f"Person{number:02}", "Smith") for number in range(people)
    }
    office.settled()
    pairs = pair_ids(office)
    for number, how, yes in rounds:
        for name in list(staying)[:number]:
            gone[name] = how
            (office.crm.delete if how == "deleted" else office.crm.reown)(staying.pop(name))
        before = copies(office)
        office.sync()
        for way in WAYS:
            taken = [name for name in before - copies(office) if gone[name] == way]
            unasked = set(taken) - covered
            # What a yes covers makes no room for others: together they are many.
            assert not unasked or may_go_unasked(len(taken), len(before)), f"{unasked} of {len(taken)} went unasked"
        questions = office.store.holds.active()
        event(f"asked: {bool(questions)}")
        for hold in questions if yes else ():
            office.confirm(hold.id, "yes")
            covered |= {name for name in gone if office.store.consents.among(hold.id, [pairs[name]])}
