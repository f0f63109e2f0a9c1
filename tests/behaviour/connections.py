"""Signing in to the in-memory world as a real system lets people in or not, and ends over it.

Exists so that the program as a whole runs in a test without a server. Keeps secrets as a keychain would.
"""

from __future__ import annotations

from desktop.app.ports import (
    Accept,
    AnyMailboxSignIn,
    AnySalesforceSignIn,
    ExchangeSignIn,
    MicrosoftSignIn,
    MicrosoftUser,
    SalesforceSignIn,
)
from desktop.app.queries import Queries
from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.core.memory import MemoryWorld
from desktop.core.ports import Crm, Mailbox
from desktop.core.record import Side
from desktop.store.accounts import Account
from desktop.store.database import Database

WRONG = "wrong"
"""A token or a password that is refused."""
NOWHERE = "nowhere.example"
"""A host that does not answer."""
SALESFORCE = SalesforceSignIn("https://acme.my.salesforce.com", "token")
MAILBOX = ExchangeSignIn("https://mail.example.com/EWS/Exchange.asmx", "sally", "secret", "sally@example.com")
TOLD = {"username": "sally@example.com.acme", "email": "sally@example.com", "name": "Sally Smith"}


class MemoryConnections:
    """Fulfils `app.ports.Connections`. `another` by address: whoever signs in there is somebody else."""

    def __init__(self, world: MemoryWorld) -> None:
        self.world = world
        self.kept: dict[str, str] = {}
        """Secrets by account."""
        self.another: set[str] = set()

    def sign_in_salesforce(self, account_id: str, sign_in: AnySalesforceSignIn, accept: Accept) -> Account:
        assert isinstance(sign_in, SalesforceSignIn), "this world has no pages to sign in at"
        _open_door(sign_in.instance_url, sign_in.access_token)
        url, identity = sign_in.instance_url, self._who(self.world.crm.identity(), sign_in.instance_url)
        account = Account(account_id, Side.CRM, "salesforce", TOLD["name"], url, identity, settings=TOLD)
        return self._keep(account, sign_in.access_token, accept)

    def sign_in_exchange(self, account_id: str, sign_in: AnyMailboxSignIn, accept: Accept) -> Account:
        assert isinstance(sign_in, ExchangeSignIn), "this world speaks one dialect"
        _open_door(sign_in.ews_url, sign_in.password)
        identity = self._who(self.world.mailbox.identity(), sign_in.email)
        told = {"username": sign_in.username, "email": sign_in.email}
        account = Account(account_id, Side.MAILBOX, "ews", sign_in.email, sign_in.ews_url, identity, settings=told)
        return self._keep(account, sign_in.password, accept)

    def try_microsoft(self, sign_in: MicrosoftSignIn) -> MicrosoftUser:
        return MicrosoftUser("sally@example.com", "Sally Smith", "tenant", ("Contacts.ReadWrite",))

    def crm(self, account: Account, database: Database) -> Crm:
        self.world.crm.scope = Queries(database).scope()
        return self.world.crm

    def mailbox(self, account: Account, database: Database) -> Mailbox:
        return self.world.mailbox

    def sign_out(self, account: Account) -> None:
        self.kept.pop(account.id, None)

    def where(self) -> str:
        return "the keychain of this test"

    def _who(self, usual: str, address: str) -> str:
        return f"another at {address}" if address in self.another else usual

    def _keep(self, account: Account, secret: str, accept: Accept) -> Account:
        accept(account)
        self.kept[account.id] = secret
        return account


def _open_door(address: str, secret: str) -> None:
    if NOWHERE in address:
        raise PortFault(Fault(FaultClass.TRANSIENT, "no-answer", f"{NOWHERE} does not answer.", "Check the address."))
    if secret == WRONG:
        raise PortFault(Fault(FaultClass.AUTH_NEEDED, "auth", "The server refused the sign-in.", "Type it again."))
