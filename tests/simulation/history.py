"""A history as plain values: what people do, when the program runs, and what goes wrong meanwhile.

Exists so that a history can be made by chance, run again, shortened and written into a test as it is printed. Numbers
choose among what is there at the time, so that a shortened history still makes sense. Knows no world.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

CRASH: Final = "crash"
"""The program is gone: before or after a commit, a call or one item of a call."""
NO_ANSWER: Final = "no answer"
"""A call is not carried out, and the program knows."""
LOST_REQUEST: Final = "lost request"
"""A write is not carried out, and the program cannot know."""
LOST_REPLY: Final = "lost reply"
"""A write is carried out, and the program cannot know."""
CUT_BATCH: Final = "cut batch"
"""A write is carried out in part, and the program cannot know."""
REFUSED_ITEM: Final = "refused item"
"""One item of a batch is refused for a passing reason."""
THROTTLED: Final = "throttled"
CANCELLED: Final = "cancelled"
"""The person stops the session."""
REPEATED_PAGES: Final = "repeated pages"
"""A round of changes tells each page twice, and the first once more at the end."""
STALE_PAGES: Final = "stale pages"
"""A round of changes is told by a server that has not heard of the latest writes."""
EXPIRED: Final = "expired cursor"
TROUBLES: Final = (
    CRASH,
    NO_ANSWER,
    LOST_REQUEST,
    LOST_REPLY,
    CUT_BATCH,
    REFUSED_ITEM,
    THROTTLED,
    CANCELLED,
    REPEATED_PAGES,
    STALE_PAGES,
    EXPIRED,
)
BAD_LINE: Final = (LOST_REQUEST, LOST_REPLY, CUT_BATCH)
"""What a line does that breaks again and again."""


@dataclass(frozen=True, slots=True)
class Act:
    """Something that somebody does: `pick` chooses whom, `value` what."""

    name: str
    pick: int = 0
    value: int = 0


@dataclass(frozen=True, slots=True)
class At:
    """Something that happens at the first moment from a number on at which it can: an act, one of TROUBLES, or that the
    program runs on another computer; as long as it waits for that, the call that is under way lasts."""

    moment: int
    what: Act | Sync | str


@dataclass(frozen=True, slots=True)
class Sync:
    """The program runs, some minutes after the last event; `machine` is the computer that it runs on. With `undo` it
    takes back the last session that changed anything."""

    minutes: int = 15
    events: tuple[At, ...] = ()
    machine: int = 0
    undo: bool = False


Step: TypeAlias = Act | Sync

LONG_CALLS: Final = "calls that outlast the lease"
LAGGING_SEARCH: Final = "a search that lags behind"
BEYOND: Final = (LONG_CALLS, LAGGING_SEARCH)
"""What lies beyond the promise: there a contact may be made twice, and nothing else is allowed either."""

VIEW: Final = "view"
"""The scope is a list view: everybody's contacts without a title."""
BOTH, CRM, MAILBOX = "both", "crm", "mailbox"


@dataclass(frozen=True, slots=True)
class Setting:
    """What a history takes place in. `people`: on which sides people work ("both", "crm" or "mailbox").

    `answers` seeds what the person says to the questions that are left at the end.
    """

    answers: int = 0
    dialect: str = "ews"
    link_field: bool = False
    scope: str = "mine"
    people: str = BOTH
    files: bool = False
    """Whether the database is a file, synchronised in full, instead of memory."""
    machines: int = 1
    """How many computers sync the same user and mailbox, each with a database of its own."""
    beyond: str = ""
    """One of BEYOND; '': all that the program promises."""


@dataclass(frozen=True, slots=True)
class History:
    """What happens, in order; at the end all is quiet and every question is answered."""

    setting: Setting
    steps: tuple[Step, ...]

    def acts(self) -> Iterator[Act]:
        """Everything that somebody does, also while a session runs."""
        for step in self.steps:
            if isinstance(step, Act):
                yield step
            else:
                yield from (event.what for event in step.events if isinstance(event.what, Act))

    @property
    def sessions(self) -> int:
        """How often the program runs."""
        return sum(isinstance(step, Sync) for step in self.steps)
