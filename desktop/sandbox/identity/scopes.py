"""Scopes as programs write them: full or short, of one resource or of several, with the OpenID words between.

https://learn.microsoft.com/entra/identity-platform/scopes-oidc. Knows nothing of who asks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from desktop.sandbox.identity.refusals import Refused
from desktop.sandbox.identity.tokens import GRAPH, RESOURCES

OPENID = frozenset({"openid", "profile", "email", "offline_access"})
DEFAULT = ".default"
HARMLESS = frozenset({f"{GRAPH}/User.Read"})
"""What a person may allow even where an administrator has to."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: permissions in full (`https://graph.microsoft.com/Contacts.ReadWrite`), and OpenID words."""

    permissions: frozenset[str]
    words: frozenset[str]

    def only_resource(self) -> str:
        """The one resource of all permissions; Graph where there are none. Raises Refused for several."""
        found = {permission.rpartition("/")[0] for permission in self.permissions}
        if len(found) > 1:
            raise Refused(28000)
        return found.pop() if found else GRAPH


def wanted(text: str) -> Wanted:
    """What a parameter `scope` asks for; raises Refused for a resource that the tenant does not know."""
    permissions, words = set(), set()
    for each in text.split():
        resource, _, name = each.rpartition("/")
        if each in OPENID:
            words.add(each)
        elif (resource.rstrip("/") or GRAPH) in RESOURCES and name:
            permissions.add(f"{resource.rstrip('/') or GRAPH}/{name}")
        else:
            raise Refused(70011)
    if not permissions | words:
        raise Refused(900144)
    return Wanted(frozenset(permissions), frozenset(words))


def short(permissions: Iterable[str]) -> list[str]:
    """The names without their resource, in order."""
    return sorted(permission.rpartition("/")[2] for permission in permissions)
