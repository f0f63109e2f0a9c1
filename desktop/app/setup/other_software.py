"""Other programs that may sync the same mailbox with the same org, and where a person sees whether one runs.

Exists because two programs on one pair make duplicates and undo each other. Only names and places; whether one runs,
the person says.
"""

from __future__ import annotations

from dataclasses import dataclass

from desktop.core.sentences import say


@dataclass(frozen=True, slots=True)
class OtherSoftware:
    """A program, or a family of them; `key` is what windows find their own words by."""

    key: str
    name: str
    where: str
    """Where to look, in one sentence."""


OTHER_SOFTWARE = (
    OtherSoftware(
        "capture",
        "Einstein Activity Capture, Salesforce Inbox",
        say("In Salesforce: your picture, Settings, “Connected Accounts”. An account there means that it runs."),
    ),
    OtherSoftware(
        "lightning-sync",
        "Lightning Sync",
        say(
            "In Salesforce: your picture, Settings, “Lightning Sync”; or ask your administrator whether "
            "you are in a configuration of it."
        ),
    ),
    OtherSoftware(
        "outlook",
        "Salesforce for Outlook",
        say("On your computers: the red or grey Salesforce icon beside the clock of Windows."),
    ),
    OtherSoftware(
        "cloud",
        "Revenue Grid, Cirrus Insight, Riva, Ebsta, SmartCloud Connect",
        say(
            "In Outlook: the add-ins, and a side bar of that name. In Salesforce: your picture, Settings, "
            "“Login History” names the apps that sign in for you."
        ),
    ),
    OtherSoftware(
        "desktop",
        "LinkPoint Connect, CompanionLink",
        say("On your computers: the icons beside the clock, and in Outlook the add-ins under File, Options."),
    ),
    OtherSoftware(
        "here",
        say("This program on another computer"),
        say("Two computers with one mailbox: set it up on one of them only."),
    ),
)
"""Programs that only read Salesforce, or only log mails, do no harm."""
