"""Whether a file of certificate authorities that a person named can be used.

Exists because TLS libraries raise bare file errors for it, long after it was named. Must not know who asks.
"""

from __future__ import annotations

import ssl

from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.core.sentences import say


def check_authorities(ca_file: str | None) -> None:
    """PortFault `certificate-file` for a file that is not there or holds no certificate; None names no file."""
    if not ca_file:
        return
    try:
        usable = bool(ssl.create_default_context(cafile=ca_file).get_ca_certs())
    except OSError:  # ssl.SSLError is one of them
        usable = False
    if not usable:
        message = say("The file {ca_file} holds no certificate that can be read.", ca_file=ca_file)
        action = say("Name the PEM file of your organisation's certificate authority (--ca-file).")
        raise PortFault(Fault(FaultClass.ENVIRONMENT, "certificate-file", message, action))
