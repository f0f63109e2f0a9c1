"""The address at which a person sees a record in Salesforce.

Exists because it is handed to the person's browser: what comes from a server or a file must not become any other kind
of address. Must not know records.
"""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit

_ID = re.compile(r"[A-Za-z0-9]+")


def record_page(instance_url: str, native_id: str) -> str:
    """The page of a record; '' unless the org is reached by https (or plain http on this computer) and the id is
    nothing but letters and digits."""
    try:
        parts = urlsplit(instance_url)
        host = parts.hostname or ""
    except ValueError:
        return ""
    safe = parts.scheme == "https" or (parts.scheme == "http" and _is_this_computer(host))
    if not (safe and host and "@" not in parts.netloc and _ID.fullmatch(native_id)):
        return ""
    return f"{parts.scheme}://{parts.netloc}/{native_id}"


def _is_this_computer(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
