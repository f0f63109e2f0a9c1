"""The simulated mailbox as a whole: who owns it, its folders, items, configurations and settings.

Every dialect works through this object, so that it must not know any of them. Whoever uses it from more than one
thread holds `lock` meanwhile.
"""

from __future__ import annotations

import base64
import random
import threading
import uuid
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from desktop.sandbox import owner
from desktop.sandbox.exchange.configurations import Configuration, ConfigurationStore, first_categories
from desktop.sandbox.exchange.folders import Folder, FolderTree
from desktop.sandbox.exchange.history import SyncState, seal, unseal
from desktop.sandbox.exchange.identifiers import Ledger
from desktop.sandbox.exchange.items import Disposal, ItemStore
from desktop.sandbox.exchange.refusals import Refusal


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class Settings:
    """What a test or a demo may turn: limits, and the server's version. What goes wrong is the fault plan's.

    `ews_blocked`: the tenant lets nobody in by EWS, as Exchange Online does since October 2026.
    With `wrapped_configuration` GetUserConfiguration answers in Microsoft's documented form instead of the schema's.
    `list_page` and `delta_page` are Graph's pages where the client asks for no size; `lag` is the number of further
    Graph requests after which a write shows in Graph's lists and deltas.
    """

    sync_page: int = 512
    find_page: int = 1000
    list_page: int = 10
    delta_page: int = 100
    lag: int = 0
    build: tuple[int, int, int, int] = (15, 2, 1544, 4)
    version: str = "V2017_07_11"
    wrapped_configuration: bool = False
    ews_blocked: bool = False


class Mailbox:
    """One person's mailbox; the same for the same seed, clock and sequence of actions."""

    def __init__(self, seed: int = 0, clock: Callable[[], datetime] = _utc_now) -> None:
        self._become(seed, clock)
        self.folders.plant()
        xml = base64.b64encode(first_categories(self.ledger.guid, self.ledger.now())).decode()
        calendar = self.folders.distinguished("calendar").id
        self.configurations.create(calendar, "CategoryList", Configuration("", 0, xml=xml))

    def _become(self, seed: int, clock: Callable[[], datetime]) -> None:
        rng = random.Random(f"mailbox {seed}")  # noqa: S311 - not a secret: the same seed must give the same person
        self.seed = seed
        self.display_name = owner.NAME
        self.username = f"CONTOSO\\{owner.ACCOUNT}"
        self.password = f"Sandbox-{rng.randrange(16**8):08x}"
        self.email = owner.address(seed)
        self.settings = Settings()
        self.lock = threading.RLock()
        self.ledger = Ledger(seed, clock)
        self.folders = FolderTree(self.ledger)
        self.items = ItemStore(self.ledger, self.folders)
        self.configurations = ConfigurationStore(self.ledger, self.folders)
        self.outbox: list[dict[str, Any]] = []
        """The mails that changes have sent, each with `to` and `subject`; changes of contacts send none."""
        self._epoch = 0

    def admits(self, username: str, password: str) -> bool:
        """Whether these credentials are this mailbox's: DOMAIN\\user, user or the e-mail address, in any case."""
        names = {self.username.casefold(), self.username.partition("\\")[2].casefold(), self.email.casefold()}
        return username.casefold() in names and password == self.password

    def invalidate_sync_states(self) -> None:
        """Make every sync state given out so far invalid, as a move of the mailbox to another server does."""
        self._epoch += 1

    def seal_state(self, scope: str, state: SyncState) -> str:
        """A sync state of a folder (its id as scope) as the text that a client keeps."""
        return seal(f"{self.ledger.guid} {self._epoch}", scope, state)

    def open_state(self, scope: str, text: str) -> SyncState:
        """The sync state in a client's text; raises ErrorInvalidSyncStateData."""
        return unseal(f"{self.ledger.guid} {self._epoch}", scope, text)

    def delete_folder(self, folder: Folder, disposal: Disposal) -> None:
        """Delete a folder: moved to Deleted Items whole, or gone with everything in it."""
        if folder.distinguished:
            raise Refusal("ErrorDeleteDistinguishedFolder")
        trash = self.folders.distinguished("deleteditems")
        if disposal == "MoveToDeletedItems" and trash.id not in self.folders.ancestors(folder.id):
            self.folders.move(folder, trash)
            return
        for doomed in [folder, *self.folders.below(folder)]:
            for item in list(self.items.within(doomed)):
                self.items.delete(item, "HardDelete" if disposal == "HardDelete" else "SoftDelete")
        self.folders.remove(folder)

    def empty_folder(self, folder: Folder, disposal: Disposal, with_folders: bool) -> None:
        """Delete every item of a folder, and its folders where asked."""
        for item in list(self.items.within(folder)):
            self.items.delete(item, disposal)
        if with_folders:
            for child in self.folders.children(folder):
                self.delete_folder(child, disposal)

    def dump(self) -> dict[str, Any]:
        """The whole mailbox in JSON's types."""
        return {
            "seed": self.seed,
            "guid": str(self.ledger.guid),
            "counters": [self.ledger.change, self.ledger.serial, self._epoch],
            "settings": asdict(self.settings),
            "folders": self.folders.dump(),
            "items": self.items.dump(),
            "configurations": self.configurations.dump(),
            "outbox": self.outbox,
        }

    @classmethod
    def load(cls, dumped: dict[str, Any], clock: Callable[[], datetime] = _utc_now) -> Mailbox:
        """The mailbox that `dump` wrote: ids, change keys and sync states stay good."""
        mailbox = cls.__new__(cls)
        mailbox._become(dumped["seed"], clock)
        mailbox.ledger.guid = uuid.UUID(dumped["guid"])
        mailbox.ledger.change, mailbox.ledger.serial, mailbox._epoch = dumped["counters"]
        mailbox.settings = Settings(**{**dumped["settings"], "build": tuple(dumped["settings"]["build"])})
        mailbox.folders.restore(dumped["folders"])
        mailbox.items.restore(dumped["items"])
        mailbox.configurations.restore(dumped["configurations"])
        mailbox.outbox = list(dumped.get("outbox", []))
        return mailbox
