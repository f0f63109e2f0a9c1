"""What an administrator registers once so that people can sign in, and the words in which to ask for it.

Exists so that the page for the administrator and the sign-in itself cannot differ. Makes no request and must not know
a vendor's library.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from desktop.core.sentences import say


@dataclass(frozen=True, slots=True)
class Registration:
    """An app at a vendor. `client_id` is the one that comes with the program, '' where there is none."""

    ports: Sequence[int]
    path: str
    scopes: Sequence[str]
    client_id: str = ""

    @property
    def callbacks(self) -> tuple[str, ...]:
        """The addresses to which people may be sent back, in full."""
        return tuple(f"http://localhost:{port}{self.path}" for port in self.ports)


SALESFORCE: Final = Registration((14717, 16717, 18717, 20717, 22717), "/callback", ("api", "refresh_token", "id"))
"""Five ports, because another program may listen on one; below those that systems give away by chance."""
MICROSOFT: Final = Registration((), "", ("Contacts.ReadWrite", "MailboxSettings.ReadWrite", "User.Read"))
"""Microsoft takes any port behind http://localhost. The scopes are those of contacts, with the list of categories."""
PASSWORDS_END: Final = date(2027, 6, 1)
"""About when Salesforce takes the sign-in with a password away for good (release Summer '27)."""


def salesforce_page() -> tuple[str, ...]:
    """What the administrator of Salesforce must create, paragraph by paragraph; lines to copy stand alone."""
    return (
        say("For the administrator of Salesforce: SmartCloud Connect Desktop needs an External Client App, once."),
        say("In Setup, open External Client App Manager and choose New External Client App. Enable OAuth in it."),
        say("Callback URL, one a line, letter by letter:"),
        *SALESFORCE.callbacks,
        say("OAuth scopes:"),
        say("Manage user data via APIs (api)"),
        say("Perform requests at any time (refresh_token, offline_access)"),
        say("Access the identity URL service (id, profile, email, address, phone)"),
        say(
            "Require Proof Key for Code Exchange (PKCE). Do not require a secret for the web server flow or for the "
            "refresh token flow: a program on a person's computer cannot keep one."
        ),
        say(
            "Refresh token rotation may be on. A refresh token that is valid until revoked spares people signing in "
            "again; one that expires when it is not used for a month is fine too."
        ),
        say("Under Policies, allow the people who are to use it, and install the app in the org."),
        say("Then give these people the consumer key. It is no secret. They type it as the client id."),
    )


def microsoft_page() -> tuple[str, ...]:
    """What the administrator of Microsoft 365 must register, paragraph by paragraph; lines to copy stand alone."""
    return (
        say("For the administrator of Microsoft 365: SmartCloud Connect Desktop needs an app registration, once."),
        say("In the Entra admin center, choose App registrations, New registration, for this organisation only."),
        say("Add the platform “Mobile and desktop applications” with this redirect URI, letter by letter:"),
        "http://localhost",
        say("Under Authentication, allow public client flows if people are to sign in with a code on another device."),
        say("API permissions, Microsoft Graph, delegated:"),
        *MICROSOFT.scopes,
        say("offline_access, openid and profile (people stay signed in, and the program knows who they are)"),
        say("Grant admin consent for the organisation. No client secret and no certificate is needed."),
        say("Then give people the Application (client) ID and the Directory (tenant) ID. Neither is a secret."),
    )
