"""Where one signs in to Microsoft and what the services are called there: Microsoft's clouds, and own addresses.

Exists because a mailbox of a government or of China lives under other names. Makes no request.
https://learn.microsoft.com/graph/deployments
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlencode, urlsplit

from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.core.sentences import say
from desktop.net.addresses import check_address

MICROSOFT: Final = "Microsoft"
ANY_TENANT: Final = "organizations"
"""The sign-in of every organisation, for a person who does not name theirs; private accounts are no part of it."""


@dataclass(frozen=True, slots=True)
class Cloud:
    """One of Microsoft's clouds: the addresses of its sign-in, of Graph, and of the Exchange service."""

    login: str
    graph: str
    outlook: str


CLOUDS: Final = {
    "public": Cloud(
        "https://login.microsoftonline.com", "https://graph.microsoft.com", "https://outlook.office365.com"
    ),
    "us-government": Cloud(
        "https://login.microsoftonline.us", "https://graph.microsoft.us", "https://outlook.office365.us"
    ),
    "us-defence": Cloud(
        "https://login.microsoftonline.us", "https://dod-graph.microsoft.us", "https://outlook-dod.office365.us"
    ),
    "china": Cloud(
        "https://login.partner.microsoftonline.cn",
        "https://microsoftgraph.chinacloudapi.cn",
        "https://partner.outlook.cn",
    ),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where the person signs in and as which program.

    `authority` is the whole address of a sign-in that is none of Microsoft's clouds ('': the cloud's own). `ca_file`
    names the authorities to trust instead of the usual ones.
    """

    client_id: str
    tenant: str = ANY_TENANT
    cloud: str = "public"
    authority: str = ""
    ca_file: str | None = None

    @property
    def address(self) -> str:
        """The address of the sign-in, tenant included. PortFault for what cannot be one."""
        if self.authority:
            parts = check_address(self.authority, MICROSOFT)
            if parts.scheme != "https" or not parts.path.strip("/"):
                message = say("The address of the sign-in is not complete.")
                action = say("It looks like https://login.example.com/tenant.")
                raise PortFault(Fault(FaultClass.ENVIRONMENT, "address", message, action, ("authority",)))
            return self.authority.rstrip("/")
        return f"{self._cloud.login}/{quote(self.tenant.strip() or ANY_TENANT, safe='')}"

    def graph(self, permissions: Sequence[str]) -> list[str]:
        """Permissions of Graph in full, as the cloud calls them."""
        return [f"{self._cloud.graph}/{name}" for name in permissions]

    def outlook(self, permissions: Sequence[str]) -> list[str]:
        """Permissions of the Exchange service in full, as the cloud calls them."""
        return [f"{self._cloud.outlook}/{name}" for name in permissions]

    def consent_page(self, scopes: Sequence[str]) -> str:
        """The page on which an administrator allows the program for everybody of the organisation."""
        asked = {"client_id": self.client_id, "scope": " ".join(scopes), "redirect_uri": "http://localhost"}
        return f"{self.address}/v2.0/adminconsent?{urlencode(asked)}"

    @property
    def host(self) -> str:
        """The host of the sign-in, for sentences."""
        return urlsplit(self.address).hostname or ""

    @property
    def _cloud(self) -> Cloud:
        found = CLOUDS.get(self.cloud)
        if found is None:
            message = say("There is no cloud of Microsoft with the name {cloud}.", cloud=self.cloud)
            action = say("Choose one of {names}.", names=", ".join(CLOUDS))
            raise PortFault(Fault(FaultClass.UNSUPPORTED, "cloud", message, action, ("cloud",)))
        return found
