"""Which addresses may be spoken to, and which of them are this computer.

Exists because two promises hang on it: nothing goes out in clear, and secrets of real accounts never lie in a file.
Must not know who asks.
"""

from __future__ import annotations

import ipaddress
from urllib.parse import SplitResult, urlsplit

from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.core.sentences import say


def is_loopback(host: str) -> bool:
    """Whether a host name or a whole URL surely means this computer: `localhost` or a literal loopback address.

    Names are not resolved: a name that happens to point here today may point elsewhere tomorrow.
    """
    try:
        name = urlsplit(host).hostname if "://" in host else host
    except ValueError:
        return False
    if name is None:
        return False
    name = name.strip("[]").lower()
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


THE_SERVER = say("The server")
"""What a server is called that nobody named."""
THE_EXCHANGE_SERVER = say("The Exchange server")
"""What the server of a mailbox is called."""
_INSIDE: dict[str, str] = {THE_SERVER: say("the server"), THE_EXCHANGE_SERVER: say("the Exchange server")}


def check_address(url: str, service: str = THE_SERVER) -> SplitResult:
    """The parts of an address that may be spoken to; PortFault `address` or `insecure-address` for any other."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        parts, host = urlsplit(""), None
    if parts.scheme not in ("https", "http") or not host:
        message = say("The address of {service} is not a web address.", service=inside(service))
        raise PortFault(Fault(FaultClass.ENVIRONMENT, "address", message, say("It should begin with https://.")))
    if parts.scheme == "http" and not is_loopback(host):
        message = say(
            "The address http://{host} is not encrypted, so nothing was sent to {service}.",
            host=host,
            service=inside(service),
        )
        action = say("Use https://{host} instead; plain http is allowed for this computer only.", host=host)
        raise PortFault(Fault(FaultClass.ENVIRONMENT, "insecure-address", message, action))
    return parts


def inside(service: str) -> str:
    """The service's name as it stands inside a sentence."""
    return _INSIDE.get(service, service)
