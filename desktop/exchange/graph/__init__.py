"""Microsoft Graph: the dialect of Exchange Online.

https://learn.microsoft.com/graph/api/resources/contact
"""

from __future__ import annotations

from desktop.exchange.graph.connection import GraphConnection
from desktop.exchange.graph.mailbox import GraphMailbox

__all__ = ["GraphConnection", "GraphMailbox"]
