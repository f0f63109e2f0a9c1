"""Signs in to the real systems and makes the ends of a profile.

Exists apart from the rest of the wiring because the vendors' libraries take a second and forty megabytes to load, which
a tray that is only waiting need not spend; each dialect of a mailbox and its sign-in are loaded where a profile uses
them. Decides nothing about records.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.app.facade import CRM_MEMORY, MAILBOX_MEMORY
from desktop.app.ports import (
    Accept,
    AnyMailboxSignIn,
    AnySalesforceSignIn,
    ExchangeSignIn,
    GraphSignIn,
    MicrosoftSignIn,
    MicrosoftUser,
)
from desktop.app.queries import Queries
from desktop.app.registration import MICROSOFT, SALESFORCE, Registration
from desktop.core.ports import Crm, Mailbox
from desktop.core.record import Kind, Side
from desktop.core.scope import MINE
from desktop.core.sentences import joined
from desktop.mapping.lens import KindMap
from desktop.net.file_lock import FileLock
from desktop.net.http import HttpSession
from desktop.net.loopback import Door, open_browser
from desktop.net.vault import Vault, vault_for
from desktop.salesforce.connection import (
    SalesforceConnection,
    SalesforceOptions,
    SessionMemory,
    TokenKeeper,
    Tokens,
    VaultTokens,
)
from desktop.salesforce.end import SalesforceEnd
from desktop.store.accounts import Account, Accounts
from desktop.store.database import Database
from desktop.store.settings import Memory
from desktop.wiring import salesforce_sign_in

if TYPE_CHECKING:
    from desktop.exchange.signin_tokens import VaultCache

PASSWORD = "password"  # noqa: S105 - the name of a keychain entry
"""The keychain's word for the secret of a mailbox."""


class RealConnections:
    """Signs in to the real systems and makes the ends of a profile. Fulfils `app.ports.Connections`."""

    def __init__(self, profile: Path, door: Door | None = None, salesforce: Registration = SALESFORCE) -> None:
        """`door` is how the person's browser is reached; None: as on any computer, and without a way to stop."""
        self._profile, self._registration = profile, salesforce
        self._door = door or Door(open_browser)

    def sign_in_salesforce(self, account_id: str, sign_in: AnySalesforceSignIn, accept: Accept) -> Account:
        """Have the org let us in, ask it who we are and keep the tokens."""
        # First the place for the secrets: a renewed token that cannot be kept would be lost.
        vault_for(self._profile, [salesforce_sign_in.login_url_of(sign_in)])
        entered = salesforce_sign_in.enter(sign_in, self._registration, self._door)
        account = Account(
            account_id, Side.CRM, "salesforce", entered.address, entered.address, settings=entered.settings
        )
        keeper, tried = self._tokens(account), TriedTokens(entered.tokens)
        try:
            with closing(_salesforce(account, tried, MINE, TextMemory())) as end:
                found = _user_of(account, end)
            accept(found)
            keeper.save(tried.load())
        except BaseException:
            salesforce_sign_in.leave(account, tried.load())
            raise
        if entered.password:
            self._vault(account).put(account.id, salesforce_sign_in.PASSWORD_KIND, entered.password)
        else:
            self._vault(account).delete(account.id, salesforce_sign_in.PASSWORD_KIND)
        return found

    def sign_in_exchange(self, account_id: str, sign_in: AnyMailboxSignIn, accept: Accept) -> Account:
        """Ask the mailbox for its folders and keep the password, or what renews the tokens."""
        if isinstance(sign_in, GraphSignIn):
            return self._sign_in_graph(account_id, sign_in, accept)
        return self._sign_in_ews(account_id, sign_in, accept)

    def _sign_in_ews(self, account_id: str, sign_in: ExchangeSignIn, accept: Accept) -> Account:
        from desktop.wiring import ews_mailbox

        account = ews_mailbox.account_of(account_id, sign_in)
        vault = self._vault(account)
        found = ews_mailbox.tried(account, sign_in.password, TextMemory())
        accept(found)
        vault.put(account.id, PASSWORD, sign_in.password)
        return found

    def _sign_in_graph(self, account_id: str, sign_in: GraphSignIn, accept: Accept) -> Account:
        from desktop.wiring import graph_mailbox

        # First the place for the secrets, as with Salesforce.
        vault_for(self._profile, [sign_in.graph_url, sign_in.authority])
        entered = graph_mailbox.enter(sign_in)
        account = graph_mailbox.account_of(account_id, sign_in, entered)
        secret = graph_mailbox.tried(account, entered, TextMemory())
        accept(account)
        self._cache(account).save(secret)
        return account

    def try_microsoft(self, sign_in: MicrosoftSignIn) -> MicrosoftUser:
        """Have the person sign in to Microsoft, and keep nothing of it."""
        from desktop.wiring import microsoft_sign_in

        found = microsoft_sign_in.enter(sign_in, MICROSOFT, self._door)
        return MicrosoftUser(found.email, found.name, found.tenant, found.scopes)

    def crm(self, account: Account, database: Database) -> Crm:
        """The end of an org, reading the fields of the map. Makes no request."""
        scope = Queries(database).scope()
        renew = salesforce_sign_in.renewing(account, lambda: self._vault(account))
        return _salesforce(account, self._tokens(account), scope, Memory(database, CRM_MEMORY), renew)

    def mailbox(self, account: Account, database: Database) -> Mailbox:
        """The end of a mailbox, reading the fields of the map. Makes no request."""
        memory, fields = Memory(database, MAILBOX_MEMORY), KindMap.load(Kind.CONTACT).native_fields(Side.MAILBOX)
        if account.adapter == "graph":
            from desktop.wiring import graph_mailbox

            return graph_mailbox.end_of(account, self._cache(account), memory, fields)
        from desktop.wiring import ews_mailbox

        vault = self._vault(account)
        return ews_mailbox.end_of(account, lambda: vault.get(account.id, PASSWORD), memory, fields)

    def sign_out(self, account: Account) -> None:
        """Forget tokens and password of an account."""
        if account.side is Side.CRM:
            self._tokens(account).forget(lambda tokens: salesforce_sign_in.leave(account, tokens))
            self._vault(account).delete(account.id, salesforce_sign_in.PASSWORD_KIND)
        else:
            self._cache(account).forget()
            self._vault(account).delete(account.id, PASSWORD)

    def where(self) -> str:
        """Where the secrets of this profile are kept."""
        database = Database.open(self._profile / "mirror.db")
        try:
            places = dict.fromkeys(self._vault(account).where() for account in Accounts(database).all())
        finally:
            database.close()
        return joined(*places, between=", ")

    def _tokens(self, account: Account) -> VaultTokens:
        return VaultTokens(self._vault(account), account.id, FileLock(self._profile / "salesforce-sign-in.lock"))

    def _cache(self, account: Account) -> VaultCache:
        from desktop.exchange.signin_tokens import VaultCache

        return VaultCache(self._vault(account), account.id, FileLock(self._profile / "microsoft-sign-in.lock"))

    def _vault(self, account: Account) -> Vault:
        hosts = [account.address, account.text("login_url"), account.text("authority")]
        return vault_for(self._profile, [host for host in hosts if host])


class TriedTokens:
    """The tokens of a sign-in that is only tried; fulfils `TokenKeeper`. They may be renewed meanwhile."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens

    def load(self) -> Tokens:
        """The newest tokens."""
        return self._tokens

    def save(self, tokens: Tokens) -> None:
        """Keep renewed tokens."""
        self._tokens = tokens

    def lock(self) -> AbstractContextManager[object]:
        """Nobody else renews them."""
        return nullcontext()


class TextMemory:
    """What an end remembers while it is only tried."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}

    def get(self, key: str) -> str | None:
        """What was put under a key, or None."""
        return self._texts.get(key)

    def put(self, key: str, text: str) -> None:
        """Remember a text; '' forgets."""
        self._texts[key] = text


def _salesforce(
    account: Account,
    tokens: TokenKeeper,
    scope: str,
    memory: SessionMemory,
    renew: Callable[[HttpSession], Tokens] | None = None,
) -> SalesforceEnd:
    connection = SalesforceConnection(
        account.address,
        account.text("client_id"),
        tokens,
        login_url=account.text("login_url"),
        ca_file=account.text("ca_file") or None,
        renew=renew,
    )
    fields = KindMap.load(Kind.CONTACT).native_fields(Side.CRM)
    return SalesforceEnd(connection, SalesforceOptions(scope, fields), memory)


def _user_of(account: Account, end: SalesforceEnd) -> Account:
    """The account with who its user is."""
    user = end.user()
    told = {"username": user.username, "email": user.email, "name": user.name}
    label = user.name or user.username or account.label
    return replace(account, identity=end.identity(), label=label, settings={**account.settings, **told})
