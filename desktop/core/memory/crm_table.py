"""The contacts and accounts of an in-process org, with the org's rules: lengths, required names, lossy storing.

Exists as the state behind `MemoryCrm` and the people who work in it. Knows nothing of sessions, cursors or hooks.
Behaviour after Salesforce's object reference (Contact) and SOAP guide (merge, queryAll).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Final, TypeAlias

from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.core.ports import Clock, Ids
from desktop.core.record import NativeFields, Scalar
from desktop.core.scope import ALL, MINE, view_of

ME: Final = "005000000000001AAA"
COLLEAGUE: Final = "005000000000002AAA"
_ADDRESS: Final = {"Street": 255, "City": 40, "State": 80, "PostalCode": 20, "Country": 80}
_PHONES: Final = ("Phone", "MobilePhone", "HomePhone", "OtherPhone", "Fax", "AssistantPhone")
LENGTHS: Final[Mapping[str, int]] = MappingProxyType(
    {"FirstName": 40, "LastName": 80, "Title": 128, "Department": 80, "Email": 80, "AssistantName": 40}
    | dict.fromkeys(_PHONES, 40)
    | {f"{place}{part}": size for place in ("Mailing", "Other") for part, size in _ADDRESS.items()}
    | {"Description": 32_000}
)
WRITABLE: Final = frozenset({*LENGTHS, "Birthdate", "AccountId", "OwnerId"})
_STORED: Final = tuple(sorted(WRITABLE - {"OwnerId"}))
_BLOCKS: Final = frozenset({"Description", "MailingStreet", "OtherStreet"})


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One contact as the org stores it. `stamp` is in whole seconds and moves with every write."""

    native_id: str
    stamp: str
    owner: str
    created_by: str
    created: datetime
    fields: NativeFields
    link: str | None = None
    deleted: bool = False
    merged_into: str | None = None
    hidden: bool = False
    """No longer visible to this user: it vanishes everywhere without any trace."""


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account; `change` numbers its last rename. A rename moves no stamp of its contacts."""

    native_id: str
    name: str
    change: int


@dataclass(frozen=True, slots=True)
class ViewRow:
    """One list view: contacts with exactly these values, of everybody or (`mine`) of this user."""

    native_id: str
    label: str
    wanted: NativeFields
    mine: bool = False


TableState: TypeAlias = tuple[dict[str, ContactRow], dict[str, AccountRow], int, dict[str, ViewRow]]


def stamp_of(moment: datetime) -> str:
    """A moment as the API writes it, in whole seconds."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.000+0000")


def moment_of(stamp: str) -> datetime:
    """The moment of a stamp of `stamp_of`."""
    return datetime.strptime(stamp[:19], "%Y-%m-%dT%H:%M:%S").replace(tzinfo=UTC)


def refusal(code: str, message: str, vendor: str, *fields: str) -> PortFault:
    """The refusal of one record."""
    return PortFault(Fault(FaultClass.INVALID, code, message, fields=fields, vendor=vendor))


class CrmTable:
    """All rows of the org. Writes raise PortFault with the org's refusal and then change nothing."""

    def __init__(self, clock: Clock, ids: Ids, unique_link: bool) -> None:
        self.clock = clock
        self._ids = ids
        self._unique_link = unique_link
        self.contacts: dict[str, ContactRow] = {}
        self.accounts: dict[str, AccountRow] = {}
        self.renames = 0
        self.views: dict[str, ViewRow] = {}

    def state(self) -> TableState:
        """A copy of everything that is stored; rows themselves never change and are shared."""
        return dict(self.contacts), dict(self.accounts), self.renames, dict(self.views)

    def become(self, state: TableState) -> None:
        """Take a copy back."""
        self.contacts, self.accounts, self.renames = dict(state[0]), dict(state[1]), state[2]
        self.views = dict(state[3])

    def visible(self) -> Iterator[ContactRow]:
        """Every row that this user may see, live and deleted."""
        return (row for row in self.contacts.values() if not row.hidden)

    def live(self, native_id: str) -> ContactRow | None:
        """A row that this user may see and that is not deleted."""
        row = self.contacts.get(native_id)
        return None if row is None or row.deleted or row.hidden else row

    def insert(self, values: NativeFields, link: str | None, creator: str = ME) -> ContactRow:
        """Store a new contact and give its row."""
        owner = values.get("OwnerId") or creator
        fields: dict[str, Scalar] = dict.fromkeys(_STORED)
        fields.update(self._stored(values))
        if not fields["LastName"]:
            raise refusal("required-field", "A contact needs a last name.", "REQUIRED_FIELD_MISSING", "LastName")
        now = self.clock.now()
        native_id = f"003{self._ids.new().replace('-', '')}"
        row = ContactRow(native_id, stamp_of(now), str(owner), creator, now, MappingProxyType(fields), link)
        self._check_link(row)
        self.contacts[row.native_id] = row
        return row

    def update(
        self, native_id: str, values: NativeFields, at: datetime | None = None, link: str | None = None
    ) -> ContactRow:
        """Store a change of some fields (None clears) and, where given, the link; `at` stamps a late commit."""
        row = self.contacts[native_id]
        fields = dict(row.fields) | self._stored(values)
        if not fields["LastName"]:
            raise refusal("required-field", "A contact needs a last name.", "REQUIRED_FIELD_MISSING", "LastName")
        owner = str(values.get("OwnerId") or row.owner)
        return self.put(replace(row, fields=MappingProxyType(fields), owner=owner, link=link or row.link), at)

    def put(self, row: ContactRow, at: datetime | None = None) -> ContactRow:
        """Store a changed row under a new stamp."""
        self._check_link(row)
        stored = replace(row, stamp=stamp_of(at or self.clock.now()))
        self.contacts[row.native_id] = stored
        return stored

    def add_account(self, name: str) -> AccountRow:
        """Store a new account."""
        return self.put_account(AccountRow(f"001{self._ids.new().replace('-', '')}", name, 0))

    def put_account(self, account: AccountRow) -> AccountRow:
        """Store an account under a new change number."""
        self.renames += 1
        stored = replace(account, change=self.renames)
        self.accounts[account.native_id] = stored
        return stored

    def add_view(self, label: str, wanted: NativeFields, mine: bool) -> ViewRow:
        """Store a new list view."""
        view = ViewRow(f"00B{self._ids.new().replace('-', '')}", label, MappingProxyType(dict(wanted)), mine)
        self.views[view.native_id] = view
        return view

    def within(self, scope: str) -> Callable[[ContactRow], bool]:
        """Whether a row is in a scope. Raises PortFault where there is no such list view."""
        if scope in (MINE, ALL):
            return lambda row: scope == ALL or row.owner == ME
        view = self.views.get(view_of(scope))
        if view is None:
            message = "There is no such list view, or it is not shown to you any more."
            raise PortFault(Fault(FaultClass.FORBIDDEN, "list-view", message, "Choose another one."))
        return lambda row: (
            (row.owner == ME or not view.mine) and all(row.fields[name] == value for name, value in view.wanted.items())
        )

    def fingerprint(self, scope: str) -> str:
        """A text that differs from that of every other scope, and from this one's when its list view is changed."""
        view = self.views.get(view_of(scope))
        return scope if view is None else f"{scope} {sorted(view.wanted.items())} {view.mine}"

    def account_name(self, row: ContactRow) -> str | None:
        """The name of a contact's account; None where it has none."""
        account = self.accounts.get(str(row.fields["AccountId"]))
        return account.name if account else None

    def _stored(self, values: NativeFields) -> dict[str, Scalar]:
        unknown = [name for name in values if name not in WRITABLE]
        if unknown:
            message = f"Salesforce does not let {', '.join(unknown)} be written."
            raise refusal("no-permission", message, "INVALID_FIELD_FOR_INSERT_UPDATE", *unknown)
        return {name: self._one(name, value) for name, value in values.items() if name != "OwnerId"}

    def _one(self, name: str, value: Scalar) -> Scalar:
        """A value as it will be read back: ends trimmed, CRLF in blocks, e-mail in lower case, '' as nothing."""
        if value is None:
            return None
        text = str(value).rstrip()
        if name in _BLOCKS:
            text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n")
        limit = LENGTHS.get(name)
        if limit is not None and len(text) > limit:
            raise refusal("too-long", f"{name} takes at most {limit} characters.", "STRING_TOO_LONG", name)
        if text:
            self._check_meaning(name, text)
        return (text.lower() if name == "Email" else text) or None

    def _check_meaning(self, name: str, text: str) -> None:
        if name == "Email" and ("@" not in text[1:-1] or " " in text):
            raise refusal("invalid-email", f"{text} is not an e-mail address.", "INVALID_EMAIL_ADDRESS", name)
        if name == "AccountId" and text not in self.accounts:
            raise refusal("invalid-reference", "There is no such account.", "INVALID_CROSS_REFERENCE_KEY", name)
        if name == "Birthdate":
            try:
                date.fromisoformat(text)
            except ValueError:
                raise refusal("invalid-value", f"{text} is not a day.", "JSON_PARSER_ERROR", name) from None

    def _check_link(self, row: ContactRow) -> None:
        if not self._unique_link or row.link is None or row.deleted:
            return
        for other in self.contacts.values():
            if other.link == row.link and other.native_id != row.native_id and not other.deleted:
                raise refusal("duplicate-value", "Another contact has this link.", "DUPLICATE_VALUE")
