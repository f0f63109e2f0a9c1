"""The words for verbs, verdicts, triggers, reasons and values, the same in every window.

Exists so that windows tell a change in one way. The reasons are those of `core.plan.Why`; unknown ones say nothing.
"""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QLocale, Qt

from desktop.core.record import Side
from desktop.core.rules import Policy
from desktop.core.values import MaybeValue
from desktop.ui.texts import tr


def side(which: Side) -> str:
    """What a person calls a side."""
    return tr("Salesforce") if which is Side.CRM else tr("Outlook")


def field(label: str) -> str:
    """What a person calls a field, from the label that its map gives it; a label that is not known stays as it is."""
    return {
        "Assistant's name": tr("Assistant's name"),
        "Assistant's phone": tr("Assistant's phone"),
        "Birthday": tr("Birthday"),
        "Business address": tr("Business address"),
        "Business city": tr("Business city"),
        "Business country": tr("Business country"),
        "Business fax": tr("Business fax"),
        "Business phone": tr("Business phone"),
        "Business postal code": tr("Business postal code"),
        "Business state": tr("Business state"),
        "Business street": tr("Business street"),
        "Company": tr("Company"),
        "Department": tr("Department"),
        "E-mail": tr("E-mail"),
        "First name": tr("First name"),
        "Home phone": tr("Home phone"),
        "Job title": tr("Job title"),
        "Last name": tr("Last name"),
        "Mobile phone": tr("Mobile phone"),
        "Notes": tr("Notes"),
        "Other address": tr("Other address"),
        "Other city": tr("Other city"),
        "Other country": tr("Other country"),
        "Other phone": tr("Other phone"),
        "Other postal code": tr("Other postal code"),
        "Other state": tr("Other state"),
        "Other street": tr("Other street"),
    }.get(label, label)


def value(held: MaybeValue) -> str:
    """A value as text; '' for a blank one."""
    if isinstance(held, str):
        return held
    if isinstance(held, date):
        return QLocale().toString(QDate(held.year, held.month, held.day), _day_format())
    return ""


def typed_day(text: str) -> str:
    """The stable form (1970-12-31) of a day as `value` writes it; any other text as it is."""
    day = QLocale().toDate(text.strip(), _day_format())
    return day.toString(Qt.DateFormat.ISODate) if day.isValid() else text


def _day_format() -> str:
    """The short format of the language with the whole year: somebody may have been born a hundred years ago."""
    short = QLocale().dateFormat(QLocale.FormatType.ShortFormat)
    return short if "yyyy" in short else short.replace("yy", "yyyy")


def value_line(held: MaybeValue) -> str:
    """A value on one line, a dash for a blank one."""
    return " ".join(value(held).split()) or "–"


def policies() -> dict[Policy, tuple[str, str]]:
    """What decides a conflict without asking: its name, and what follows from it."""
    return {
        Policy.ASK: (
            tr("&Ask me"),
            tr("The field waits in the list of conflicts; everything else goes on. Nothing is overwritten unseen."),
        ),
        Policy.SALESFORCE: (
            tr("&Salesforce decides"),
            tr("Its value is taken, also over a change of yours. The other value is kept and can be put back."),
        ),
        Policy.OUTLOOK: (
            tr("&Outlook decides"),
            tr("Your value is taken, also over a colleague's. The other value is kept and can be put back."),
        ),
        Policy.NEWEST: (
            tr("The &newest decides"),
            tr(
                "The side whose contact was changed last, by the servers' clocks. You are asked where they do not tell."
            ),
        ),
        Policy.OWNER: (
            tr("The o&wner's side decides"),
            tr("Outlook for contacts that you own in Salesforce, Salesforce for those of somebody else."),
        ),
    }


def verdict(word: str | None) -> str:
    """How a session ended; None: it has not."""
    return {
        "clean": tr("All done"),
        "waiting": tr("Done; something waits for you"),
        "held": tr("Waits for your yes"),
        "cancelled": tr("Stopped by you"),
        "out-of-time": tr("One hour was over; the next one goes on"),
        "needs-auth": tr("Sign in again"),
        "failed": tr("Failed"),
        "interrupted": tr("Interrupted; the next one went on"),
    }.get(word or "", tr("Running"))


def trigger(word: str) -> str:
    """Why a session ran."""
    return {
        "person": tr("You"),
        "schedule": tr("Schedule"),
        "start": tr("Start of the program"),
        "resume": tr("After a sleep"),
        "decision": tr("Your decision"),
        "plan": tr("Preview"),
        "undo": tr("Undo"),
    }.get(word, word)


def verb(word: str) -> str:
    """What was done to a record."""
    return {
        "create": tr("Created"),
        "update": tr("Changed"),
        "share": tr("Shared"),
        "unshare": tr("Not shared any more"),
        "delete": tr("Deleted"),
        "restore": tr("Brought back"),
    }.get(word, word)


def why(word: str, where: Side) -> str:
    """The reason of an operation on a side."""
    other = side(where.other)
    reasons = {
        "new": tr("New in {other}"),
        "changed": tr("Changed in {other}"),
        "matched": tr("The same person on both sides"),
        "decided": tr("You decided so"),
        "policy": tr("Your rule for conflicts decided"),
        "rule": tr("Your rule for this field decided"),
        "longer": tr("The other text was this one cut short"),
        "joined": tr("What both sides changed goes together"),
        "deleted-there": tr("Deleted in {other}"),
        "merged-there": tr("Merged into another record in Salesforce"),
        "left-scope": tr("Not among the records you sync any more"),
        "unshared": tr("You stopped sharing it"),
        "shared": tr("You shared it"),
        "undone": tr("You undid it"),
    }
    return reasons.get(word, "").format(other=other)


def counts(numbers: dict[str, int]) -> str:
    """What a session wrote, in one line, from counters named `verb side`."""
    parts = []
    for name, words in (
        ("create", tr("{count} created in {side}")),
        ("update", tr("{count} changed in {side}")),
        ("share", tr("{count} shared in {side}")),
        ("unshare", tr("{count} no longer shared in {side}")),
        ("delete", tr("{count} deleted in {side}")),
        ("restore", tr("{count} brought back in {side}")),
    ):
        for which in (Side.MAILBOX, Side.CRM):
            number = numbers.get(f"{name} {which.value}", 0)
            if number:
                parts.append(words.format(count=QLocale().toString(number), side=side(which)))
    return ", ".join(parts) or tr("Nothing to write")
