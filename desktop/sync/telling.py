"""What happened to an item, event by event, as sentences for people.

Exists so that the command line and the windows tell a biography in the same words. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from desktop.core.record import Side
from desktop.core.sentences import inline, joined, named, say
from desktop.core.values import ABSENT, EMPTY
from desktop.core.verdict import SYSTEMS, shown
from desktop.store.biography import Event, Happened
from desktop.store.changelog import Change

Label = Callable[[str], str]
WHOLE = "*"


def tell(event: Event, label: Label) -> str:
    """One event as one sentence."""
    return _TOLD[event.sort](event, label)


def _paired(event: Event, _: Label) -> str:
    match event.code:
        case "email":
            return say("Linked: the same e-mail address on both sides.")
        case "name":
            return say("Linked: the same name and company on both sides.")
        case "link":
            return say("Linked again by the link that an earlier sync had left in the copy.")
        case "person":
            return say("Linked as you decided.")
    return say("Seen on one side, with no counterpart on the other.")


def _written(event: Event, label: Label) -> str:
    first = event.changes[0]
    system, other = SYSTEMS[first.side], SYSTEMS[first.side.other]
    if first.field != WHOLE:
        told = [_change(change, label) for change in event.changes]
        done = say("Changed in {system}: {changes}.", system=system, changes=joined(*told, between="; "))
        return joined(done, _reason(first))
    match first.verb:
        case "create":
            done = say("Made in {system}, from {other}.", system=system, other=other)
        case "restore":
            done = say("Brought back in {system} from where deleted contacts lie.", system=system)
        case "share":
            done = say("Moved into the folder “Salesforce Contacts”, with the category “Salesforce”.")
        case "unshare":
            done = say("Moved back to your own contacts; both records stayed.")
        case _:
            done = say("Deleted in {system}.", system=system)
    return joined(done, _reason(first))


def _change(change: Change, label: Label) -> str:
    name = inline(label(change.field))
    if change.after is EMPTY or change.after is ABSENT:
        return say("{field} emptied (it was “{before}”)", field=name, before=shown(change.before))
    if change.before is EMPTY or change.before is ABSENT:
        return say("{field} is now “{after}”", field=name, after=shown(change.after))
    return say(
        "{field} is now “{after}” (it was “{before}”)",
        field=name,
        after=shown(change.after),
        before=shown(change.before),
    )


def _reason(change: Change) -> str:
    other = SYSTEMS[change.side.other]
    match change.why:
        case "changed":
            return say("It had changed in {other}.", other=other)
        case "matched":
            return say("It was filled in from {other} when both were linked.", other=other)
        case "decided":
            return say("You decided so.")
        case "policy":
            return say("Both sides had changed it; your policy for conflicts decided.")
        case "rule":
            return say("Both sides had changed it; your rule for this field decided.")
        case "longer":
            return say("Both sides had changed it; one was the other cut short, so the longer stayed.")
        case "joined":
            return say("Both sides had changed it; what both did went together.")
        case "deleted-there":
            return say("It had been deleted in {other}.", other=other)
        case "merged-there":
            return say("It had been merged into another contact in Salesforce.")
        case "left-scope":
            return say("It was no longer among the contacts that you sync.")
        case "undone":
            return say("You undid what a sync had done.")
        case "unshared":
            return say("You had stopped sharing it.")
    return ""


def _not_written(event: Event, _: Label) -> str:
    system = SYSTEMS[event.changes[0].side]
    match event.code:
        case "stale":
            return say("Not written in {system}: it changed there in that very moment.", system=system)
        case "refused":
            return say("Not written: {system} refused it.", system=system)
        case "intent" | "unknown":
            return say("Sent to {system}; what became of it is found out by the next sync.", system=system)
    return say("Not written in {system}; it was planned anew.", system=system)


def _asked(event: Event, label: Label) -> str:
    conflict = event.conflict
    assert conflict is not None, "the event of a conflict has one"
    match conflict.type:
        case "duplicate":
            return say("Asked you which of {count} contacts is the same person.", count=len(conflict.candidates))
        case "edit_delete":
            return say("Asked you: deleted in Salesforce, changed in Outlook.")
    return say(
        "Asked you about {field}: “{crm}” in Salesforce, “{mailbox}” in Outlook.",
        field=named(label(conflict.field)),
        crm=shown(conflict.crm_value),
        mailbox=shown(conflict.mailbox_value),
    )


def _answered(event: Event, label: Label) -> str:
    conflict = event.conflict
    assert conflict is not None, "the event of a conflict has one"
    if conflict.resolution is None:
        return say("The question was over by itself: a value moved, or both sides were the same again.")
    chosen = {"crm": SYSTEMS[Side.CRM], "mailbox": SYSTEMS[Side.MAILBOX]}.get(conflict.resolution.take)
    return say("You chose the value of {system}.", system=chosen) if chosen else say("You chose a value of your own.")


def _held(event: Event, _: Label) -> str:
    if event.code == "deletion":
        return say("Held: it was deleted in Outlook, and you were asked what that means for Salesforce.")
    return say("Held, and you were asked.")


def _decided(event: Event, _: Label) -> str:
    match event.code:
        case "delete":
            return say("You answered: delete it in Salesforce too.")
        case "stop":
            return say("You answered: keep it in Salesforce and stop syncing it.")
        case "restore":
            return say("You answered: put it back in Outlook.")
        case "exclude":
            return say("You answered: never sync it again.")
    return say("You answered.")


def _refused(event: Event, label: Label) -> str:
    issue = event.issue
    assert issue is not None, "the event of an issue has one"
    field = named(label(issue.complaint.field)) if issue.complaint.field else ""
    over = say("(solved since)") if issue.state == "solved" else ""
    message = joined(field, issue.complaint.message, between=": ")
    return joined(message, say("Tried {count} times.", count=issue.attempts) if issue.attempts > 1 else "", over)


_TOLD: dict[Happened, Callable[[Event, Label], str]] = {
    Happened.PAIRED: _paired,
    Happened.WRITTEN: _written,
    Happened.NOT_WRITTEN: _not_written,
    Happened.ASKED: _asked,
    Happened.ANSWERED: _answered,
    Happened.HELD: _held,
    Happened.DECIDED: _decided,
    Happened.REFUSED: _refused,
}


def biography(events: Sequence[Event], label: Label) -> list[tuple[Event, str]]:
    """Every event with its sentence, in their order."""
    return [(event, tell(event, label)) for event in events]
