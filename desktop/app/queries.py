"""What windows and the command line may look at. Changes nothing.

Exists beside the commands of the facade so that looking never waits for a session.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.app import link_field, policies, vitals
from desktop.app.conflict_log import LostValue, lost_values
from desktop.app.disputes import Dispute, disputes, in_full
from desktop.app.link_field import LinkField
from desktop.app.policies import Rule
from desktop.app.rebuilding import told
from desktop.app.record_page import record_page
from desktop.app.standing import Facts
from desktop.core.faults import Fault
from desktop.core.record import Kind, Side
from desktop.core.rules import Policy
from desktop.core.scope import MINE
from desktop.core.values import Fields, MaybeValue
from desktop.mapping.lens import KindMap
from desktop.store.accounts import Accounts
from desktop.store.browse import Browse
from desktop.store.changelog import Change
from desktop.store.database import Database
from desktop.store.deeds import Deeds
from desktop.store.doctor import examine
from desktop.store.exclusions import Exclusion, Exclusions
from desktop.store.issues import Issue
from desktop.store.sessions import Session
from desktop.store.settings import Settings
from desktop.store.views import ShownConflict, ShownHold, ShownRecord, Status, Views
from desktop.sync.history import DEFAULT_DAYS, HISTORY_DAYS
from desktop.sync.labels import ERROR_CATEGORIES
from desktop.sync.session import FIRST_SYNC_DONE

SCOPE = "scope"
"""The setting that says whose contacts are synced."""
DATABASE = "mirror.db"
"""The name of the database in a profile."""


@contextmanager
def reader(profile: Path) -> Iterator[Queries]:
    """The queries of a profile on a connection of their own, for the thread that opens it. Raises PortFault."""
    database = Database.read_only(profile / DATABASE)
    try:
        yield Queries(database)
    finally:
        database.close()


def contact_fields() -> dict[str, str]:
    """What a person calls each field of a contact, by canonical name, in display order."""
    shown = KindMap.load(Kind.CONTACT)
    return {name: shown.label(name) for name in shown.fields}


class Queries:
    """Everything that there is to see of a profile."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._views = Views(database)
        self._map = KindMap.load(Kind.CONTACT)
        self.browse = Browse(database)
        """The lines of the record browser."""

    def status(self) -> Status:
        """How things stand."""
        return self._views.status()

    def records(self, search: str = "", limit: int = 200) -> list[ShownRecord]:
        """Shared records by title; every word of the search must occur in the record."""
        return self._views.records(search, limit=limit)

    def conflicts(self) -> list[ShownConflict]:
        """What a person must choose."""
        return self._views.conflicts()

    def disputes(self) -> list[Dispute]:
        """What a person must choose, gathered by record."""
        return disputes(self._database, self._map)

    def in_full(self, dispute: Dispute) -> Dispute:
        """The same with the changes that nobody disputes and the candidates."""
        return in_full(self._database, self._map, dispute)

    def holds(self) -> list[ShownHold]:
        """What waits for a person's word."""
        return self._views.holds()

    def asked(self, hold: int) -> list[str]:
        """What a person calls the records that a question about a plan as a whole is about, by title."""
        return self._views.asked(hold)

    def issues(self) -> list[Issue]:
        """What could not be written, and why."""
        return self._views.issues()

    def ignored(self) -> list[Issue]:
        """Issues that the person ignores: they count nowhere else."""
        return self._views.ignored()

    def due(self) -> frozenset[int]:
        """The numbers of issues whose record is planned again by the next session, since it changed or was retried."""
        return self._views.due()

    def exclusions(self) -> list[Exclusion]:
        """What is never synced, oldest first."""
        return Exclusions(self._database).all()

    def scope(self) -> str:
        """Whose contacts are synced (see `core.scope`)."""
        return Settings(self._database).text(SCOPE, MINE)

    def policy(self) -> Policy:
        """What decides conflicts."""
        return policies.overall(self._database)

    def rules(self) -> tuple[Rule, ...]:
        """What decides conflicts about single fields, in the order in which people see these."""
        return policies.rules(self._database, self._map)

    def ruled_fields(self) -> tuple[str, ...]:
        """Every field, or block of fields, that may have a rule."""
        return self._map.subjects()

    def taken_whole(self, field: str) -> bool:
        """Whether a conflict about this is about a block of fields, which is taken of one side as it is."""
        return bool(self._map.parts(field))

    def lost_values(self) -> list[LostValue]:
        """The values that gave way in conflicts, newest first."""
        return lost_values(self._database, self._map)

    def matches(self) -> dict[str, int]:
        """Pairs that were found on both sides and not agreed yet, by how: `email`, `name`, `link`."""
        return self._views.matches()

    def matched(self, limit: int) -> list[tuple[str, str]]:
        """What a person calls the first of these pairs, by title, and how each was found."""
        return self._views.matched(limit)

    def names(self, side: Side, native_ids: Iterable[str]) -> dict[str, str]:
        """What a person calls records by their native ids; unknown ones are left out."""
        return self._views.names(side, native_ids)

    def facts(self) -> Facts:
        """What the icon shows."""
        return vitals.gather(self._database)

    def link_field(self) -> LinkField:
        """What was last seen of the field for links in Salesforce."""
        return link_field.last_seen(self._database)

    def after_damage(self) -> Fault | None:
        """What a person is told between a rebuild of the database and the sync that follows it; else None."""
        return told(self._database)

    def sandboxed(self) -> bool:
        """Whether the accounts are simulated, so that nothing real is touched."""
        return self.facts().sandbox

    def first_sync_due(self) -> bool:
        """Whether nothing is written yet before a yes."""
        return not Settings(self._database).flag(FIRST_SYNC_DONE)

    def error_categories(self) -> bool:
        """Whether contacts that fail say so by categories in Outlook."""
        return Settings(self._database).flag(ERROR_CATEGORIES, True)

    def history_days(self) -> int:
        """For how many days history is kept."""
        return Settings(self._database).number(HISTORY_DAYS, DEFAULT_DAYS)

    def history(self, limit: int = 20) -> list[Session]:
        """The newest sessions, newest first."""
        return self._views.history(limit)

    def changes(self, session: int) -> list[Change]:
        """What a session wrote, in order."""
        return self._views.session_changes(session)

    def undoings(self) -> dict[int, tuple[int, ...]]:
        """By session: the sessions that undid something of it."""
        return Deeds(self._database).undoings()

    def history_of(self, pair_id: str) -> list[Change]:
        """What sync did with one pair and why, newest first, each with the moment when its session began."""
        return self._views.pair_changes(pair_id)

    def bases(self, pair_id: str) -> dict[Side, Fields]:
        """What each side showed when both last agreed; empty for a pair that never did."""
        return self._views.bases(pair_id)

    def label(self, field: str) -> str:
        """What a person calls a field."""
        return self._map.label(field)

    def same(self, field: str, a: MaybeValue, b: MaybeValue) -> bool:
        """Whether two values of a field mean the same."""
        return self._map.same(field, a, b)

    def address(self, row: int) -> str:
        """Where a record, or the other one of its pair, is seen in Salesforce; '' where it is in Salesforce no more."""
        account = Accounts(self._database).get(Side.CRM)
        native_id = "".join(line.native_ids.get(Side.CRM, "") for line in self.browse.page([row]))
        return record_page(account.address, native_id) if account and native_id else ""

    def issue_address(self, issue: Issue) -> str:
        """Where the record of an issue is seen in Salesforce; '' where it is not in Salesforce."""
        told = issue.complaint
        row = told.record or self._views.row_of(told.pair_id or "")
        return self.address(row) if row else ""

    def doctor(self) -> list[str]:
        """What is wrong with our own state, in sentences; empty when all is well."""
        return examine(self._database)
