"""The person to whom both worlds belong: the user of the org is the owner of the mailbox.

Exists so that whoever compares the two sign-ins finds one person. It must not know either server.
"""

from __future__ import annotations

GIVEN_NAME, SURNAME = "Nora", "Lindqvist"
NAME = f"{GIVEN_NAME} {SURNAME}"
ACCOUNT = f"{GIVEN_NAME}.{SURNAME}".lower()


def address(seed: int) -> str:
    """The person's address in the world of a seed: user name there, and e-mail address here."""
    return f"{ACCOUNT}@org{seed}.sandbox.example"
