"""The mailbox of a profile over Graph: its account, and its end with tokens that are renewed by themselves.

Exists so that the exchange room knows nothing of accounts. Decides nothing about contacts.
"""

from __future__ import annotations

from contextlib import closing, nullcontext

from desktop.app.ports import GraphSignIn
from desktop.app.registration import MICROSOFT
from desktop.core.record import Kind, Side
from desktop.exchange.clouds import MICROSOFT as SERVICE
from desktop.exchange.clouds import Place
from desktop.exchange.graph import GraphConnection, GraphMailbox
from desktop.exchange.memory import SessionMemory
from desktop.exchange.signin import SignedIn, by_refresh_token
from desktop.exchange.signin_tokens import MicrosoftTokens, VaultCache
from desktop.net.addresses import check_address
from desktop.store.accounts import Account


class HeldSecrets:
    """The secrets of a sign-in that is only tried; fulfils `Vault`."""

    def __init__(self) -> None:
        self._secrets: dict[tuple[str, str], str] = {}

    def get(self, account: str, kind: str) -> str | None:
        """The secret, or None."""
        return self._secrets.get((account, kind))

    def put(self, account: str, kind: str, secret: str) -> None:
        """Hold a secret."""
        self._secrets[account, kind] = secret

    def delete(self, account: str, kind: str) -> None:
        """Hold it no longer."""
        self._secrets.pop((account, kind), None)

    def where(self) -> str:
        """Nowhere that lasts."""
        return ""


def enter(sign_in: GraphSignIn) -> SignedIn:
    """Go on with the sign-in that was handed over."""
    check_address(sign_in.graph_url, SERVICE)
    place = Place(sign_in.client_id, authority=sign_in.authority, ca_file=sign_in.ca_file)
    return by_refresh_token(place, place.graph(MICROSOFT.scopes), sign_in.refresh_token)


def account_of(account_id: str, sign_in: GraphSignIn, entered: SignedIn) -> Account:
    """The account of whoever signed in."""
    return Account(
        account_id,
        Side.MAILBOX,
        "graph",
        entered.email,
        sign_in.graph_url.rstrip("/"),
        identity=entered.email.casefold(),
        settings={
            "email": entered.email,
            "name": entered.name,
            "client_id": sign_in.client_id,
            "authority": sign_in.authority,
            "ca_file": sign_in.ca_file,
        },
    )


def end_of(
    account: Account, cache: VaultCache, memory: SessionMemory, fields: tuple[str, ...] | None = None
) -> GraphMailbox:
    """The end of an account, reading these native fields (None: all). Makes no request."""
    place = Place(account.text("client_id"), authority=account.text("authority"), ca_file=_ca_file(account))
    tokens, scopes = MicrosoftTokens(place, cache), place.graph(MICROSOFT.scopes)
    connection = GraphConnection(
        account.address,
        account.text("email"),
        lambda refused: tokens.token(scopes, refused),
        _ca_file(account),
    )
    return GraphMailbox(connection, memory) if fields is None else GraphMailbox(connection, memory, fields)


def tried(account: Account, entered: SignedIn, memory: SessionMemory) -> str:
    """Ask the mailbox for its folders with what was entered; the secret to keep afterwards."""
    cache = VaultCache(HeldSecrets(), account.id, nullcontext())
    cache.save(entered.cache)
    with closing(end_of(account, cache, memory)) as mailbox:
        mailbox.containers(Kind.CONTACT)
    return cache.load()


def _ca_file(account: Account) -> str | None:
    return account.text("ca_file") or None
