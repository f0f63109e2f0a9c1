"""The link field in words: whether the org has it, what is wrong with it, and what an administrator is to be sent.

Exists so that wizard, settings and command line say the same. What was last seen is kept, so that looking at it asks
nobody. Decides nothing about records.
"""

from __future__ import annotations

from dataclasses import dataclass

from desktop.core.link_field import LINK_FIELD, LINK_LENGTH, LinkLack, usable
from desktop.core.sentences import Sentence, say
from desktop.store.database import Database
from desktop.store.settings import Settings

_SEEN = "link_field"
_NOTHING = "complete"
_LACKS = {
    LinkLack.MISSING: say("Contacts have no field {name} that you may see.", name=LINK_FIELD),
    LinkLack.NOT_TEXT: say("The field {name} is not of the type Text.", name=LINK_FIELD),
    LinkLack.TOO_SHORT: say(
        "The field {name} is shorter than {length} characters.", name=LINK_FIELD, length=LINK_LENGTH
    ),
    LinkLack.NOT_EXTERNAL_ID: say("The field {name} is not marked as “External ID”.", name=LINK_FIELD),
    LinkLack.NOT_UNIQUE: say("The field {name} is not marked as “Unique”.", name=LINK_FIELD),
    LinkLack.READ_ONLY: say("Whoever is signed in may not edit the field {name}.", name=LINK_FIELD),
}
BRINGS = say(
    "With a link field in Salesforce a new contact is made exactly once, even where the connection breaks in that very"
    " moment, and contacts find each other again after a loss. It is optional: without it the program looks for what"
    " it may have made, and asks you where it is not certain."
)
_LETTER = (
    say("Where: Setup, Object Manager, Contact, Fields & Relationships"),
    say("Data type: Text"),
    say("Field label: SmartCloud Link"),
    say("Field name: SmartCloudLink (API name {name})", name=LINK_FIELD),
    say("Length: {length}", length=LINK_LENGTH),
    say("Unique: yes, do not allow duplicate values"),
    say("External ID: yes"),
    say("Field-level security: visible and not read-only, for the profiles or permission sets of those who sync"),
    say("Page layouts: none, since a clone of a contact would copy the value"),
)


@dataclass(frozen=True, slots=True)
class LinkField:
    """What is known of the field; `lacks` is None while nobody has looked."""

    lacks: tuple[LinkLack, ...] | None = None

    @property
    def on(self) -> bool:
        """Whether new contacts are made by it."""
        return self.lacks is not None and usable(self.lacks)

    def sentence(self) -> Sentence:
        """How things stand with it."""
        if self.lacks is None:
            return say("It is not known yet whether Salesforce has the link field.")
        if not self.lacks:
            return say("Salesforce has the link field: new contacts are made by it.")
        if self.on:
            return say("New contacts are made by the link field, but it is not as it should be.")
        if LinkLack.MISSING in self.lacks:
            return say("Salesforce has no link field; the program does without.")
        return say("Salesforce has the link field, but not as it must be; the program does without.")

    def wrong(self) -> tuple[Sentence, ...]:
        """What is missing, a sentence each; none where all is well or nobody has looked."""
        return tuple(_LACKS[lack] for lack in self.lacks or ())

    def letter(self) -> tuple[Sentence, ...]:
        """What an administrator is asked to do, to copy and send, a line each; none where nothing is to be done."""
        if not self.lacks:
            return ()
        if LinkLack.MISSING in self.lacks:
            asked = [say("Please add this field to contacts in Salesforce, or let me see it if it is there:")]
        else:
            asked = [say("Please change this field of contacts in Salesforce:"), *self.wrong(), say("It must be so:")]
        why = say("SmartCloud Connect keeps in it which contact in Outlook belongs to a contact.")
        return (*asked, *_LETTER, why)


def remember(database: Database, lacks: frozenset[LinkLack]) -> None:
    """Keep what was seen; the same again costs no commit."""
    settings, seen = Settings(database), ",".join(lack for lack in LinkLack if lack in lacks) or _NOTHING
    if settings.text(_SEEN) != seen:
        settings.put(_SEEN, seen)


def last_seen(database: Database) -> LinkField:
    """What was last seen."""
    seen = Settings(database).text(_SEEN)
    if not seen:
        return LinkField()
    return LinkField(() if seen == _NOTHING else tuple(map(LinkLack, seen.split(","))))
