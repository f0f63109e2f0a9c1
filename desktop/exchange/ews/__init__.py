"""Exchange Web Services: the dialect of Exchange servers on premises.

https://learn.microsoft.com/exchange/client-developer/web-service-reference/ews-operations-in-exchange
"""

from __future__ import annotations

from desktop.exchange.ews.connection import EwsConnection
from desktop.exchange.ews.mailbox import EwsMailbox

__all__ = ["EwsConnection", "EwsMailbox"]
