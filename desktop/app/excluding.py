"""What a person never wants synced: excluded by any of its names, listed, and included again.

Exists so that the command line and the windows exclude in the same way. Asks no server: what our own records do not
know is excluded by its id, its address or its domain, and met later.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from desktop.app.refusals import refusal
from desktop.core.faults import PortFault
from desktop.core.naming import Named, named
from desktop.core.record import Kind, Side
from desktop.core.sentences import joined, say
from desktop.core.values import folded
from desktop.mapping.lens import KindMap
from desktop.store.database import Database
from desktop.store.exclusions import Exclusion, Exclusions, Key, KeyType, of_native
from desktop.store.lookup import MirrorLookup
from desktop.store.subjects import Subject, Subjects
from desktop.sync.context import Store
from desktop.sync.exclusion import Cause, Excluding


def exclude(database: Database, names: KindMap, what: str, at: datetime) -> Exclusion:
    """Exclude what the words mean. Raises PortFault: nothing, or several things, are meant."""
    wanted, excluding = named(what), Excluding(Store(database), names, Kind.CONTACT, at)
    with database.transaction():
        number = _by_pattern(database, wanted, excluding) or _by_subject(database, what, wanted, excluding)
    (made,) = [each for each in Exclusions(database).all() if each.id == number]
    return made


def exclude_pair(database: Database, pair_id: str, cause: Cause, at: datetime) -> None:
    """Exclude one pair. Inside a transaction."""
    Excluding(Store(database), KindMap.load(Kind.CONTACT), Kind.CONTACT, at).pairs([pair_id], cause)


def include(database: Database, names: KindMap, what: str, at: datetime) -> list[Exclusion]:
    """Take back the exclusions that the words mean: a number of the list, or any name. Raises PortFault for none."""
    found = _meant(database, what)
    if not found:
        raise refusal(
            "not-excluded",
            say("Nothing that is excluded is called “{what}”.", what=what),
            say("The command exclusions lists what is."),
        )
    with database.transaction():
        Excluding(Store(database), names, Kind.CONTACT, at).include(found)
    return found


def _by_pattern(database: Database, wanted: Named, excluding: Excluding) -> int:
    """An address or a domain, with all that has it now; 0 for other words."""
    if wanted.domain:
        return excluding.pattern(Key(KeyType.DOMAIN, wanted.domain), f"@{wanted.domain}", Cause.PERSON)
    if not wanted.email:
        return 0
    titles = {subject.title for subject in Subjects(database).find(wanted) if not subject.past}
    title = titles.pop() if len(titles) == 1 else wanted.email
    return excluding.pattern(Key(KeyType.EMAIL, wanted.email), title, Cause.PERSON)


def _by_subject(database: Database, what: str, wanted: Named, excluding: Excluding) -> int:
    found = [subject for subject in Subjects(database).find(wanted) if not subject.past]
    if len(found) > 1:
        raise _several(what, found)
    if found and found[0].pair_id:
        return excluding.pairs([found[0].pair_id], Cause.PERSON)[0]
    if found:
        records = MirrorLookup(database).get([found[0].row or 0])
        return excluding.records(list(records.values()), Cause.PERSON)[0]
    keys = [of_native(Side.CRM, each) for each in wanted.crm_ids if len(each) == 18]
    keys += [of_native(Side.MAILBOX, each) for each in wanted.mailbox_ids]
    if not keys:
        raise refusal(
            "not-found",
            say("Our own records know no contact that is called “{what}”.", what=what),
            say("Say its e-mail address, its domain as @example.com, its id or a link to it."),
        )
    return excluding.keys(keys, keys[0].value)


def _meant(database: Database, what: str) -> list[Exclusion]:
    wanted, every = named(what), Exclusions(database).all()
    if what.strip().isdigit():
        return [each for each in every if each.id == int(what)]
    found = [each for each in every if folded(each.title) == folded(what.strip())]
    keys = {*wanted.ids, wanted.email, wanted.domain} - {""}
    found = found or [each for each in every if keys & {key.value for key in each.keys}]
    if found:
        return found
    pairs = {subject.pair_id for subject in Subjects(database).find(wanted)}
    return [each for each in every if pairs & set(each.values(KeyType.PAIR))]


def _several(what: str, found: Sequence[Subject]) -> PortFault:
    listed = joined(*(f"{each.title} ({each.name})" for each in found), between=", ")
    return refusal(
        "several",
        say("{count} contacts fit “{what}”: {listed}.", count=len(found), what=what, listed=listed),
        say("Say the id or the e-mail address of the one that you mean."),
    )
