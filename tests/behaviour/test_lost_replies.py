"""Every kind of write whose answer is lost, done or not: both sides end as if nothing had happened.

Laws: L1, L4.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pytest

from desktop.core.memory.calls import Calls, lost_reply
from desktop.core.outcome import Outcome
from desktop.core.ports import Draft
from desktop.core.record import Kind, Role
from desktop.sync.session import Verdict

from .office import Office


@dataclass(frozen=True)
class Story:
    """What people do, so that a session makes this call at this end; `begin` may sync before. `do` runs the session."""

    side: str
    call: str
    begin: Callable[[Office], None]
    do: Callable[[Office], object]


def sync(office: Office) -> object:
    return office.sync()


def undo_deletion(office: Office) -> object:
    """Undo the session that deleted; a person who types the command again finishes what broke off."""
    return office.undo(next(n for n in range(1, 20) if deleted_in(office, n)))


def deleted_in(office: Office, session: int) -> bool:
    return any(entry.verb == "delete" for entry in office.store.journal.of_session(session))


def made_in_outlook(office: Office) -> None:
    office.new_in_outlook("Grace", "Hopper")


def made_in_salesforce(office: Office) -> None:
    office.new_in_salesforce("Grace", "Hopper")


def edited_in_outlook(office: Office) -> None:
    office.mailbox.edit(office.copy_of("Ada Lovelace"), {"JobTitle": "Countess"})


def edited_in_salesforce(office: Office) -> None:
    office.crm.edit(ada(office), {"Title": "Countess"})


def deleted_in_salesforce(office: Office) -> None:
    office.crm.delete(ada(office))


def deletion_decided(office: Office) -> None:
    office.mailbox.delete(office.copy_of("Ada Lovelace"))
    office.sync()
    (hold,) = office.store.holds.active()
    office.confirm(hold.id, "delete")


def shared_in_outlook(office: Office) -> None:
    grace = office.new_in_outlook("Grace", "Hopper", Role.DEFAULT)
    office.mailbox.share(grace)


def given_to_a_colleague(office: Office) -> None:
    office.crm.reown(ada(office))


def copy_deleted_by_us(office: Office) -> None:
    deleted_in_salesforce(office)
    office.sync()


def record_deleted_by_us(office: Office) -> None:
    deletion_decided(office)
    office.sync()


def ada(office: Office) -> str:
    (found,) = [row.native_id for row in office.crm.contacts() if row.fields["FirstName"] == "Ada"]
    return found


STORIES = {
    "create in Salesforce": Story("crm", "create", made_in_outlook, sync),
    "create in Outlook": Story("mailbox", "create", made_in_salesforce, sync),
    "update in Salesforce": Story("crm", "update", edited_in_outlook, sync),
    "update in Outlook": Story("mailbox", "update", edited_in_salesforce, sync),
    "delete in Salesforce": Story("crm", "delete", deletion_decided, sync),
    "delete in Outlook": Story("mailbox", "delete", deleted_in_salesforce, sync),
    "share": Story("mailbox", "share", shared_in_outlook, sync),
    "unshare": Story("mailbox", "unshare", given_to_a_colleague, sync),
    "restore in Salesforce": Story("crm", "restore", record_deleted_by_us, undo_deletion),
    "restore in Outlook": Story("mailbox", "restore", copy_deleted_by_us, undo_deletion),
}


def begun(office: Office, story: Story) -> Calls:
    office.new_in_salesforce("Ada", "Lovelace", Title="Analyst")
    office.new_in_salesforce("Alan", "Turing")
    office.settled()
    story.begin(office)
    return office.world.crm.calls if story.side == "crm" else office.world.mailbox.calls


def looks(office: Office) -> Mapping[str, object]:
    """Both sides without ids and versions."""
    return {
        "records": sorted(str(sorted(row.fields.items(), key=str)) for row in office.crm.contacts()),
        "bin": len(office.crm.bin()),
        "items": sorted(
            (item.role.value, item.marked, str(sorted(item.fields.items(), key=str)))
            for item in office.mailbox.contacts(*Role)
        ),
    }


def undisturbed(office: Office, story: Story) -> Mapping[str, object]:
    """How both sides look where every answer arrives."""
    other = Office(office.dialect, office.link_field)
    begun(other, story)
    story.do(other)
    other.settled()
    return looks(other)


@pytest.mark.parametrize("name", STORIES)
@pytest.mark.parametrize("done", [True, False])
def test_a_write_without_an_answer_ends_as_if_the_answer_had_come(office: Office, name: str, done: bool) -> None:
    story = STORIES[name]
    calls = begun(office, story)
    lost: list[str] = []

    def lose(call: str) -> None:
        if call == story.call and not lost:
            lost.append(call)
            raise lost_reply()

    if done:
        calls.after_commit = lose
    else:
        calls.before_call = lose
    story.do(office)
    assert lost, "the session never made the call"
    calls.quiet()
    office.sync()
    for hold in office.store.holds.active():
        # After an end that was not proper a deletion is asked about.
        office.confirm(hold.id, "yes")
    if story.do is undo_deletion:
        story.do(office)
    office.settled()
    assert looks(office) == undisturbed(office, story)


def test_a_connection_that_breaks_after_the_write_leaves_the_intent_open(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An end may also raise that no answer came, in place of saying so of each record."""
    office.settled()
    office.new_in_outlook("Grace", "Hopper")
    create = office.world.crm.create

    def broken(kind: Kind, drafts: Sequence[Draft]) -> list[Outcome]:
        create(kind, drafts)
        raise lost_reply()

    with monkeypatch.context() as patch:
        patch.setattr(office.world.crm, "create", broken)
        assert office.sync().verdict is Verdict.FAILED
    assert len(office.store.journal.open_entries()) == 1
    assert office.settled().verdict is Verdict.CLEAN
    assert len(office.crm.contacts()) == len(office.mailbox.contacts()) == 1
