"""What happened, as sentences for people: one for each contact and side that a session wrote to.

Exists so that the history and the demonstration tell it in the same words. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from desktop.app.reads import Change, Hold
from desktop.cli.layout import one_line
from desktop.core.record import Side
from desktop.core.values import ABSENT, EMPTY, MaybeValue

NAMES = {Side.CRM: "Salesforce", Side.MAILBOX: "Outlook"}
_VALUE_LIMIT = 60
WHOLE = "*"

# By verb and reason; a verb alone stands for every other reason.
_EVENTS = {
    "create": "{name}: new in {side}.",
    "create deleted-there": "{name}: made again in {side}.",
    "create decided": "{name}: made again in {side}, as you decided.",
    "share": "{name}: shared in Outlook: in the folder “Salesforce Contacts”, with the category “Salesforce”.",
    "share matched": "{name}: the same person on both sides; linked, and moved to the folder “Salesforce Contacts”.",
    "unshare": "{name}: not synced any more; the contact is back in your own contacts folder, and both copies stay.",
    "unshare left-scope": "{name}: no longer one of the Salesforce contacts that you sync; both copies stay.",
    "unshare policy": "{name}: deleted in Salesforce, but changed in Outlook; by your policy the changed contact is "
    "back in your own contacts folder.",
    "create undone": "{name}: made anew in {side}, since the bin had lost it.",
    "restore": "{name}: back in {side}.",
    "share undone": "{name}: shared in Outlook again, since you undid that it was not.",
    "unshare undone": "{name}: your own contact again, since you undid that it was shared; both copies stay.",
    "delete undone": "{name}: taken out of {side} again, since you undid that it was made.",
    "delete": "{name}: deleted in {side}.",
    "delete deleted-there": "{name}: deleted in {other}, so the copy in {side} was deleted too.",
    "delete merged-there": "{name}: merged into another contact in Salesforce, so this copy went to Deleted Items.",
    "delete decided": "{name}: deleted in {side} too, as you decided.",
}
_BINS = {Side.CRM: "Salesforce's recycle bin", Side.MAILBOX: "Deleted Items"}
_REASONS = {
    "matched": " (filled in from {other})",
    "decided": " (as you decided)",
    "policy": ", decided by your policy: both sides had changed it, and {other} wins",
    "rule": ", decided by your rule for it: both sides had changed it, and {other} wins",
    "longer": ", the whole text: the other one was this one cut short",
    "joined": ", what both sides changed put together",
    "changed": " (changed in {other})",
    "undone": " again (undone)",
}
_CONSEQUENCES: dict[tuple[str, str], str] = {
    ("", "delete"): "delete it in Salesforce too; it goes to the recycle bin there",
    ("", "stop"): "keep it in Salesforce and stop syncing it",
    ("", "restore"): "put it back in Outlook",
    ("", "exclude"): "keep it in Salesforce and never sync it again",
    ("", "yes"): "go ahead",
    ("", "keep"): "make the copies your own contacts; nothing is deleted",
    ("emptied-mailbox", "delete"): "delete them in Salesforce too; they go to the recycle bin there",
    ("emptied-mailbox", "stop"): "keep them in Salesforce and stop syncing them",
    ("emptied-mailbox", "restore"): "put them back in Outlook",
    ("first-sync", "yes"): "make both sides the same, as the plan says",
    ("mass-deletion", "yes"): "the copies go to Deleted Items",
    ("mass-unsharing", "yes"): "the copies become your own contacts; nothing is deleted",
    ("mass-unsharing", "keep"): "the copies stay in the folder and are still synced",
    ("mass-update", "yes"): "write the changes to the other side; the history keeps the old values",
    ("lost-records", "restore"): "make them again in Salesforce",
    ("lost-records", "stop"): "keep them as your own contacts; nothing is deleted",
    ("lost-records", "delete"): "delete the copies in Outlook; they go to Deleted Items",
    ("lost-copies", "restore"): "make copies in Outlook",
    ("lost-copies", "stop"): "leave them without copies; they stay in Salesforce",
}
"""By guard ('': of any other) and answer."""
_MEANWHILE = {
    "mass-update": "Until then the changes stay where they were made. If they are wrong, put them right there: what is "
    "right again is asked about no more.",
    "first-sync": "The command plan shows what it would do. Nothing is written before your yes.",
}
_GAVE_WAY = ("policy", "rule", "longer")


def shown(value: MaybeValue) -> str:
    """A value between quotation marks, on one line and not too long; `nothing` for a blank."""
    if value is EMPTY or value is ABSENT:
        return "nothing"
    if isinstance(value, date):
        return value.isoformat()
    return f"“{one_line(value, _VALUE_LIMIT)}”"


def told(changes: Iterable[Change], label: Callable[[str], str]) -> list[str]:
    """One sentence for each operation, those about one contact together, contacts in the order of the changes."""
    contacts: dict[str, dict[str, list[Change]]] = {}
    for change in changes:
        contacts.setdefault(change.pair_id, {}).setdefault(change.op_id, []).append(change)
    return [_sentence(group, label) for operations in contacts.values() for group in operations.values()]


def question(hold: Hold, title: str) -> str:
    """What a hold asks, as a sentence."""
    name = one_line(title) or "A contact"
    if hold.guard == "deletion":
        return f"{name} was deleted in Outlook. May the contact in Salesforce be deleted too?"
    if hold.guard == "first-sync":
        return f"The first sync waits for your yes ({one_line(hold.summary)})."
    return one_line(hold.summary)


def consequence(guard: str, answer: str) -> str:
    """What an answer to a question does."""
    return _CONSEQUENCES.get((guard, answer)) or _CONSEQUENCES.get(("", answer), "")


def meanwhile(guard: str) -> str:
    """What is so while nobody answers."""
    return _MEANWHILE.get(guard, "Until you answer, nothing of it is written or deleted.")


def _sentence(group: list[Change], label: Callable[[str], str]) -> str:
    first = group[0]
    name = one_line(first.title) or "A contact"
    words = {"name": name, "side": NAMES[first.side], "other": NAMES[first.side.other]}
    fields = [change for change in group if change.field != WHOLE]
    if first.verb == "update":
        return f"{name}: in {NAMES[first.side]} {_updates(fields, label, words)}."
    sentence = _EVENTS.get(f"{first.verb} {first.why}", _EVENTS.get(first.verb, "{name}: changed in {side}."))
    text = sentence.format(**words)
    if first.verb == "delete" and first.why != "merged-there":
        text += f" It can be had back from {_BINS[first.side]}."
    return text


def _updates(fields: list[Change], label: Callable[[str], str], words: dict[str, str]) -> str:
    """What was changed, those fields together that were changed for one reason."""
    if not fields:
        return "nothing but the link changed"
    by_reason: dict[str, list[Change]] = {}
    for change in fields:
        by_reason.setdefault(change.why, []).append(change)
    return "; ".join(_fields(group, label) + _REASONS.get(why, "").format(**words) for why, group in by_reason.items())


def _fields(fields: list[Change], label: Callable[[str], str]) -> str:
    parts = [_field(change, label) for change in fields[:3]]
    if len(fields) > len(parts):
        parts.append(f"{len(fields) - len(parts)} more fields changed")
    return ", ".join(parts)


def _field(change: Change, label: Callable[[str], str]) -> str:
    name = inline(label(change.field))
    if change.after is EMPTY:
        return f"the {name} was emptied (it was {shown(change.before)})"
    gave_way = change.why in _GAVE_WAY and change.before is not EMPTY
    before = f" (it was {shown(change.before)})" if gave_way else ""
    return f"the {name} is now {shown(change.after)}{before}"


def inline(label: str) -> str:
    """A label in the middle of a sentence: its first letter small, but for abbreviations."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]
