"""Where one signs in to Salesforce: production, a sandbox, or an own domain, in whatever form it is typed.

Exists because people copy the address of the page that they look at, which is not the one that signs in. Makes no
request.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.core.sentences import say
from desktop.net.addresses import is_loopback

PRODUCTION: Final = "production"
SANDBOX: Final = "sandbox"
_LOGIN: Final = {
    "": "https://login.salesforce.com",
    PRODUCTION: "https://login.salesforce.com",
    SANDBOX: "https://test.salesforce.com",
}
_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\Z")
_PAGES: Final = (".lightning.force.com", ".my.salesforce-setup.com")


def login_address(typed: str) -> str:
    """The address to sign in at: of `production`, `sandbox`, a My Domain (`acme`, `acme--test.sandbox`) or an address.

    PortFault `address` for what is none of them. The address of a page in Lightning becomes that of its My Domain.
    """
    text = typed.strip()
    if text.lower() in _LOGIN:
        return _LOGIN[text.lower()]
    if "://" not in text and _is_domain(text):
        return f"https://{text.lower()}.my.salesforce.com"
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise _no_address() from None
    if is_loopback(host):
        return f"{parts.scheme}://{parts.netloc}"
    if parts.scheme != "https" or port is not None or "@" in parts.netloc:
        raise _no_address()
    return f"https://{_own_domain(host)}"


def _own_domain(host: str) -> str:
    """The My Domain behind the host of a page; PortFault for a host that is not Salesforce's."""
    for end in _PAGES:
        if host.endswith(end):
            return f"{host.removesuffix(end)}.my.salesforce.com"
    if host.endswith(".salesforce.com"):
        return host
    raise _no_address()


def _is_domain(text: str) -> bool:
    """Whether it is the bare name of a My Domain: `acme`, or with the kind of a test org, `acme--dev.sandbox`."""
    name, _, kind = text.lower().partition(".")
    return bool(_NAME.match(name)) and kind in ("", "sandbox", "develop", "scratch", "demo", "trailblaze")


def _no_address() -> PortFault:
    message = say("That is not a place where one signs in to Salesforce.")
    action = say("Type production, sandbox, or your own domain, such as company.my.salesforce.com.")
    return PortFault(Fault(FaultClass.ENVIRONMENT, "address", message, action, ("login_url",)))
