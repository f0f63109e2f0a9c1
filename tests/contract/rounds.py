"""Reading an end as sync does: whole rounds, with a mirror that knows what it was told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from desktop.core.outcome import Applied, Outcome
from desktop.core.ports import Container, Draft, Edit, Page, Target
from desktop.core.record import Kind, NativeRecord, Role
from desktop.core.values import block

from .ends import End

CONTACT = Kind.CONTACT


@dataclass
class Mirror:
    """The versions that were told, by id."""

    held: dict[str, str] = field(default_factory=dict)

    def versions(self, native_ids: Sequence[str]) -> Mapping[str, str]:
        return {native_id: self.held[native_id] for native_id in native_ids if native_id in self.held}


@dataclass
class Round:
    """What the pages of one round told together."""

    pages: list[Page]

    @property
    def observed(self) -> list[NativeRecord]:
        return [record for page in self.pages for record in page.observed]

    @property
    def ids(self) -> set[str]:
        return {record.native_id for record in self.observed}

    @property
    def gone(self) -> set[str]:
        return {tombstone.native_id for page in self.pages for tombstone in page.gone}

    @property
    def cursor(self) -> str:
        return self.pages[-1].cursor

    def record(self, native_id: str) -> NativeRecord:
        return next(record for record in self.observed if record.native_id == native_id)

    @property
    def quiet(self) -> bool:
        return not self.observed and not self.gone


@dataclass
class Reader:
    """Follows one container of an end, round by round."""

    end: End
    role: Role = Role.SHARED
    mirror: Mirror = field(default_factory=Mirror)
    cursor: str | None = None

    @property
    def container(self) -> Container:
        return next(c for c in self.end.port.containers(CONTACT) if c.role is self.role)

    def read(self) -> Round:
        """One round from where the last one ended; the mirror takes what it tells."""
        self.end.world.tick()
        found = Round(list(self.pages()))
        self.take(found)
        return found

    def calms_down(self) -> bool:
        """Whether there is no news. Where versions count seconds, a young record may be told again as it is held."""
        if self.end.world.retells_young:
            held, again = dict(self.mirror.held), self.read()
            if again.gone or any(held.get(record.native_id) != record.version for record in again.observed):
                return False
        return self.read().quiet

    def pages(self) -> Iterator[Page]:
        """The pages of a round, as they come, that are not yet taken."""
        return iter(self.end.port.changes(CONTACT, self.container, self.cursor, self.mirror))

    def take(self, found: Round) -> None:
        """Let the mirror hold what was told, and go on from there."""
        for record in found.observed:
            self.mirror.held[record.native_id] = record.version
        for native_id in found.gone:
            self.mirror.held.pop(native_id, None)
        self.cursor = found.cursor


def seen(end: End, native_id: str) -> NativeRecord:
    """A record as it can be fetched now."""
    (record,) = end.port.fetch(CONTACT, [native_id]).records
    return record


def target(end: End, native_id: str, link: str | None = None) -> Target:
    """A target under the version of now."""
    return Target(native_id, seen(end, native_id).version, link)


def edit(end: End, native_id: str, link: str | None = None, **patch: str | None) -> Edit:
    """An edit under the version of now; the keywords are those of `Names`."""
    named = {getattr(end.names, name): value for name, value in patch.items()}
    return Edit(native_id, seen(end, native_id).version, named, link)


def person(end: End, number: int = 1, **more: str | None) -> dict[str, str | None]:
    """The native fields of an ordinary contact; the keywords are those of `Names`."""
    usual = {"first": f"Zoë {number}", "last": "Müller", "email": f"zoe{number}@contoso.example", **more}
    return {getattr(end.names, name): value for name, value in usual.items()}


def offered(end: End) -> frozenset[str]:
    """The native fields that an end says it offers."""
    names = end.port.capabilities(CONTACT).offered
    assert names is not None
    return names


def make(end: End, link: str = "", **fields: str | None) -> str:
    """A record that the program makes; its id. The keywords are those of `Names`."""
    return done(end.port.create(CONTACT, [Draft(link, person(end, 1, **fields))])).native_id


def done(outcomes: Sequence[Outcome]) -> Applied:
    """The one outcome of a write that must have been carried out."""
    (outcome,) = outcomes
    assert isinstance(outcome, Applied), outcome
    return outcome


def value_of(name: str, size: int = 0) -> str:
    """A value that fits a native field; of exactly so many characters where a size is given."""
    if name in ("Birthday", "Birthdate"):
        return "1980-02-29"
    if name == "Email" or name.startswith("EmailAddresses"):
        return address(size or 30)
    text = f"{name.rpartition('/')[2][-12:]} Ünï "
    return (text * (size // len(text) + 1))[: size - 1] + "x" if size else text.strip()


def address(size: int) -> str:
    """An e-mail address of so many characters (at least 30), with labels as short as mail needs them."""
    labels = ("b" * 40 + ".") * (size // 40 + 1)
    domain = labels[: size - len("someone@.example")].rstrip(".")
    return f"someone@{domain}.example".rjust(size, "z")


def plain(fields: Mapping[str, object]) -> dict[str, object]:
    """Fields without what storing may change: line ends, blanks at the ends, the case of e-mail addresses, ''."""
    found: dict[str, object] = {}
    for name, value in fields.items():
        text = block(value) if isinstance(value, str) else value
        text = text.casefold() if isinstance(text, str) and "mail" in name.lower() and "@" in text else text
        found[name] = text if isinstance(text, str) else None
    return found
