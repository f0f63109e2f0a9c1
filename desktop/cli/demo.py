"""The demonstration: the program at work between two simulated servers, told as a story.

Exists as the first impression of the product. Everything that it tells about the program comes from the program's own
change log, conflicts, holds and issues; it must not know how the servers are simulated.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from desktop.app.reads import Program, Report, Verdict
from desktop.cli import as_json, explaining, render, sentences
from desktop.cli.commands import Answer, sandbox_sign_ins
from desktop.cli.demo_world import DemoWorld, OpenProfile
from desktop.cli.layout import bullet, counted, one_line, paragraph, table
from desktop.core.record import Side

AGREE, DISAGREE = 0, 1


def tell(
    open_program: OpenProfile, demo_world: Callable[[], AbstractContextManager[DemoWorld]], out: TextIO | None
) -> Answer:
    """Tell the whole story to `out` (None: to nobody); exit code 0 when both servers agree at the end, else 1."""
    with (
        tempfile.TemporaryDirectory(prefix="scc-demo-", ignore_cleanup_errors=True) as folder,
        demo_world() as world,
        open_program(Path(folder)) as program,
    ):
        story = Story(program, world, Page(out))
        story.tell()
    document = {
        "agree": not story.found and story.ended_well,
        "disagreements": story.found,
        "sessions": story.sessions,
    }
    return Answer(AGREE if document["agree"] else DISAGREE, document, "")


@dataclass(slots=True)
class Page:
    """Where the story is written: blocks with one empty line between them."""

    out: TextIO | None
    sections: int = 0

    def section(self, title: str) -> None:
        """Begin a section."""
        self.sections += 1
        heading = f"{self.sections}. {title}"
        self.block(f"\n{heading}\n{'-' * len(heading)}")

    def say(self, text: str) -> None:
        """A paragraph."""
        self.block(paragraph(text))

    def points(self, texts: Collection[str]) -> None:
        """A list."""
        if texts:
            self.block("\n".join(map(bullet, texts)))

    def block(self, text: str) -> None:
        """Text as it is, and an empty line."""
        if self.out is not None:
            self.out.write(text + "\n\n")
            self.out.flush()


@dataclass(slots=True)
class Cast:
    """Who plays which part, by the names that they have in Salesforce."""

    busy: str
    torn: str
    leaving: str
    struck: str
    kept: str
    twin: str
    private: str
    known: Mapping[str, Any]


@dataclass(slots=True)
class Story:
    """The story: scenes in order, each told from what the program says about itself."""

    program: Program
    world: DemoWorld
    page: Page
    found: list[str] = field(default_factory=list)
    sessions: list[dict[str, Any]] = field(default_factory=list)
    ended_well: bool = False

    def tell(self) -> None:
        """All scenes."""
        self._opening()
        cast = self._people_before()
        self._plan()
        self._first_sync()
        self._people_edit(cast)
        self._second_sync()
        self._questions()
        self._explanation(cast)
        self._answers()
        self._second_thoughts(cast)
        self._nothing_left()
        self._verdict()

    def _opening(self) -> None:
        self.page.block("SmartCloud Connect Desktop\n==========================")
        self.page.say("It keeps the contacts of Salesforce and Outlook the same.")
        self.page.say(
            "This is a demonstration. A small Salesforce and a small Exchange server have just started on this "
            "computer, with made-up people in them. The program talks to them over the network exactly as it would "
            "to the real ones. Nothing leaves this computer, and nothing of it stays behind."
        )

    def _people_before(self) -> Cast:
        """What lies on both sides before the program comes; the second copy and the old acquaintance are put there."""
        people = self.world.people
        crew = people.in_salesforce()
        names = [str(row["Name"]) for row in crew]
        kept = crew[8]
        twin = {"FirstName": f"{kept['FirstName'][:1]}.", "LastName": kept["LastName"], "Phone": kept["Phone"]}
        people.add_in_salesforce(twin)
        known = crew[1]
        people.add_in_outlook(
            {
                "GivenName": known["FirstName"],
                "Surname": known["LastName"],
                "EmailAddress/EmailAddress1": known["Email"],
                "PhoneNumber/OtherTelephone": "+1 415 555 0142",
            },
            shared=False,
            category="Salesforce",
        )
        in_salesforce, _ = self.world.shared()
        self.page.section("Two address books")
        self.page.block(
            table(
                [
                    ("Salesforce", f"{in_salesforce} contacts of yours"),
                    ("Outlook", f"{self.world.personal} personal contacts: family, friends, the choir"),
                    ("", f"{known['Name']}, whom you gave the category “Salesforce”"),
                ]
            )
        )
        return Cast(names[0], names[2], names[3], names[7], names[8], f"{twin['FirstName']} {twin['LastName']}",
                    names[9], known)  # fmt: skip

    def _plan(self) -> None:
        salesforce, exchange = sandbox_sign_ins(self.world.ready)
        self.program.connect_salesforce(salesforce)
        self.program.connect_exchange(exchange)
        report = self.program.plan()
        self.page.section("First the plan")
        self.page.say("The program has read both sides. Before it writes anything, it shows what it would do:")
        if report.planned is not None:
            waiting = as_json.waiting(self.program)
            self.page.block(render.match_report(report.planned, self.program.queries.matches(), waiting))
        self.page.say("Nothing has been written so far. You say yes.")

    def _first_sync(self) -> None:
        self.page.section("The first sync")
        report = self._sync(yes=True)
        in_salesforce, in_outlook = self.world.shared()
        self._outcome(report)
        self.page.say(
            f"All {in_outlook} contacts lie in a folder of their own, “Salesforce Contacts”, beside your personal "
            f"ones. In Salesforce there are {in_salesforce}, as before."
        )
        example = self._changes(report)
        self.page.points([*example[:3], *([f"and {len(example) - 3} more like these"] if len(example) > 3 else [])])

    def _people_edit(self, cast: Cast) -> None:
        people, company = self.world.people, cast.known["Company"]
        people.edit_in_salesforce(cast.busy, {"Title": "Head of Quality"})
        people.edit_in_outlook(cast.busy, {"PhoneNumber/MobilePhone": "+49 170 555 0199"})
        people.edit_in_salesforce(cast.torn, {"Title": "Head of People"})
        people.edit_in_outlook(cast.torn, {"JobTitle": "HR Director"})
        people.add_in_outlook(_card("Marisol", "Vega", "marisol.vega@harbour.example", CompanyName=company))
        people.add_in_outlook(_card("Bartholomew", "", "bart@harbour.example"))
        people.add_in_salesforce({"FirstName": "Nadia", "LastName": "Rahman", "Email": "nadia@rahman.example"})
        nadia = _card("Nadia", "Rahman", "Nadia@Rahman.example", **{"PhoneNumber/MobilePhone": "+44 7700 900123"})
        people.add_in_outlook(nadia, shared=False, category="Salesforce")
        people.delete_in_salesforce(cast.leaving)
        people.delete_in_outlook(cast.struck)
        people.merge_in_salesforce(cast.kept, cast.twin)
        people.uncategorise_in_outlook(cast.private)
        self.page.section("A day at the office")
        self.page.say("You and your colleagues now work on both sides, as people do:")
        self.page.points(
            [
                f"{cast.busy} gets a new title in Salesforce and a new mobile number in Outlook.",
                f"{cast.torn} gets a new title too, but a different one on each side.",
                f"You drop Marisol Vega of {company} into the folder, and a Bartholomew whose last name you forgot.",
                "You meet Nadia Rahman and give her card the category “Salesforce”. A colleague has just typed her "
                "into Salesforce as well.",
                f"{cast.leaving} is deleted in Salesforce, {cast.struck} in Outlook.",
                f"In Salesforce somebody sees that {cast.twin} is {cast.kept}, and merges the two.",
                f"{cast.private} is a friend, really: you take the category off.",
            ]
        )

    def _second_sync(self) -> None:
        self.page.section("The second sync")
        report = self._sync()
        self.page.say("This is what the program wrote, and why:")
        self.page.points(self._changes(report))

    def _questions(self) -> None:
        self.page.section("What it did not dare to decide")
        conflicts, holds, issues = (
            self.program.queries.conflicts(),
            self.program.queries.holds(),
            self.program.queries.issues(),
        )
        for shown in conflicts:
            label = self.program.queries.label(shown.conflict.field)
            names = self.program.queries.names(Side.CRM, shown.conflict.candidates)
            self.page.block(_unnumbered(render.conflict(shown, label, names)))
        for hold in holds:
            self.page.say(sentences.question(hold.hold, hold.title))
        if issues:
            self.page.say("And what could not be written as it is, everything else having gone its way:")
            told = [issue.complaint for issue in issues]
            self.page.points([f"{one_line(item.subject)}: {item.message} {item.action}".strip() for item in told])

    def _explanation(self, cast: Cast) -> None:
        self.page.section("Why?")
        self.page.say(f"Of any contact, synced or not, you can ask why it is as it is. You ask about {cast.torn}:")
        for item in self.program.explain(cast.torn).items:
            self.page.block(explaining.page(item, self.program.queries.label))

    def _answers(self) -> None:
        self.page.section("Your answers")
        points = []
        for shown in self.program.queries.conflicts():
            self.program.answers.resolve(shown.conflict.id, "salesforce")
            points.append(f"{one_line(shown.title)}: take what Salesforce says.")
        for hold in self.program.queries.holds():
            self.program.answers.confirm(hold.hold.id, "delete")
            points.append(f"{one_line(hold.title)}: yes, delete the contact in Salesforce too.")
        self.page.points(points)
        self.page.say("The next sync carries them out:")
        self.page.points(self._changes(self._sync()))

    def _second_thoughts(self, cast: Cast) -> None:
        self.page.section("Second thoughts")
        self.page.say(f"That was rash of you: {cast.struck} is still needed. You undo this part of the last sync:")
        report = self.program.undo(only=(cast.struck,))
        self.page.points(self._changes(report))
        self.page.say(
            "It came back with all that hung on it. Since you had deleted it in Outlook yourself, it is not synced "
            "any more before you say so. Any sync can be undone, as a whole or in part, and an undo can be undone too."
        )

    def _nothing_left(self) -> None:
        self.page.section("Once more, with nothing to do")
        before = self.world.requests()
        report = self._sync()
        calls, requests = (after - past for after, past in zip(self.world.requests(), before, strict=True))
        written = self._changes(report)
        self.page.say(
            f"A sync that finds nothing to do {'wrote nothing' if not written else 'wrote something'} and cost "
            f"{counted(calls, 'Salesforce call')} and {counted(requests, 'Exchange request')}."
        )
        self.page.points(written)
        self.ended_well = not written and report.verdict in (Verdict.CLEAN, Verdict.WAITING)

    def _verdict(self) -> None:
        refused = {issue.complaint.subject for issue in self.program.queries.issues()}
        detached = {record.title for record in self.program.queries.records() if record.pair_state == "detached"}
        self.found = self.world.disagreements(refused | detached)
        in_salesforce, in_outlook = self.world.shared()
        self.page.section("The judge")
        self.page.say(
            "Somebody else now reads both servers afresh: a separate client that shares no code with the program and "
            "does not know what the program believes."
        )
        self.page.block(
            table(
                [
                    ("Salesforce", f"{in_salesforce} contacts"),
                    ("Outlook", f"{in_outlook} in the folder “Salesforce Contacts”"),
                    ("Not compared", f"refused: {_names(refused)}"),
                    ("", f"not synced any more: {_names(detached)}"),
                ]
            )
        )
        self.page.points(self.found)
        if self.found:
            self.page.say(f"They disagree in {counted(len(self.found), 'thing')}. That should not be.")
            return
        self.page.say(
            "Every other contact is the same on both sides, field by field, and your "
            f"{self.world.personal} personal contacts are untouched to the last byte."
        )
        self.page.block("That was all. Both servers and everything they held are gone again.")

    def _sync(self, yes: bool = False) -> Report:
        report = self.program.sync(yes=yes)
        self.sessions.append(as_json.report(report, self.program))
        if report.fault is not None:
            self.page.say(report.fault.sentence())
        return report

    def _outcome(self, report: Report) -> None:
        self.page.block(render.outcome(report, as_json.waiting(self.program), self.program.queries.issues()))

    def _changes(self, report: Report) -> list[str]:
        return sentences.told(self.program.queries.changes(report.session), self.program.queries.label)


def _card(first: str, last: str, email: str, **more: str) -> dict[str, str]:
    names = {"GivenName": first} | ({"Surname": last} if last else {})
    return names | {"EmailAddress/EmailAddress1": email} | more


def _unnumbered(conflict: str) -> str:
    """A conflict as the command line lists it, without its number and without the command that answers it."""
    return conflict.partition(". ")[2].rpartition("\n")[0]


def _names(found: Collection[str]) -> str:
    return ", ".join(sorted(map(one_line, found))) or "none"
