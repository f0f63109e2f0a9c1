"""The undo of one session: what it would take back, contact by contact, what was touched since, and a button to do it.

Exists so that a person sees before what an undo does, and takes a part of it where they like. What was touched since is
not ticked: it stays, unless the person says otherwise of that very contact.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QPushButton

from desktop.app.reads import Planned, Program, Report, Touched, UndoConflict
from desktop.core.faults import Fault
from desktop.core.plan import Verb
from desktop.core.record import Side
from desktop.core.values import MaybeValue
from desktop.ui import wording
from desktop.ui.activity.choosing import TickModel
from desktop.ui.activity.reading import ReadingWindow
from desktop.ui.shell import Shell
from desktop.ui.widgets.table import Column, view


@dataclass(frozen=True, slots=True)
class Line:
    """One line: something that would be taken back, or (`reason`) something that was touched since.

    Each of `changes` is a field, what stands there, and what would.
    """

    pair_id: str
    title: str
    verb: Verb
    side: Side
    changes: tuple[tuple[str, MaybeValue, MaybeValue], ...]
    reason: Touched | None = None


class UndoWindow(ReadingWindow):
    """Opened about a session, by its number."""

    NAME = "undo"
    AT_ONCE = False

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, self.tr("Undo a sync"))
        self._session = 0
        self.lines: TickModel[Line] = TickModel(self._columns(), lambda line: line.reason is None, self)
        self.lines.answered.connect(self.offer)
        self.go = QPushButton(self.tr("&Undo what is ticked"))
        self.go.clicked.connect(self._undo)
        self.lay_out(view(self.lines, self.tr("What would be taken back"), stretch=(0, 3, 4)), self.go)

    def be_about(self, what: str) -> None:
        """Show the session with this number, unless the window is at work on another."""
        if not self.working:
            self._session = int(what)
            self.look()

    def look(self) -> None:
        """Read both sides."""
        session = self._session
        super().look()
        self.shell.bridge.do(lambda program: program.undo(session, dry=True), self._show, self._failed, owner=self)

    def offer(self) -> None:
        """Only what is ticked can be undone, and only a session that was named be looked at."""
        self.again.setEnabled(not self.working and bool(self._session))
        self.go.setEnabled(not self.working and bool(self.lines.ticked()))

    def _show(self, report: Report) -> None:
        if report.fault is not None:
            self._failed(report.fault)
            return
        self.lines.show([*map(_planned, report.items), *map(_touched, report.conflicts)])
        if report.verdict == "cancelled":
            headline = self.tr("Stopped before everything was read")
        elif report.items:
            headline = self.tr("%n change(s) would be taken back", "", len(report.items))
        elif report.conflicts:
            headline = self.tr("Nothing of it can be undone as it stands")
        else:
            headline = self.tr("Nothing is left to undo")
        lines = [self.tr("Nothing has been written yet.")]
        if report.conflicts:
            lines.append(
                self.tr("%n change(s) touched since stay as they are unless you tick them.", "", len(report.conflicts))
            )
        self.end(headline, "\n".join(lines), lists=bool(self.lines.things))

    def _undo(self) -> None:
        ticked, everything = self.lines.ticked(), [line for line in self.lines.things if line.reason is None]
        plain = [line.pair_id for line in ticked if line.reason is None]
        anyway = [line.pair_id for line in ticked if line.reason is not None]
        only = () if len(plain) == len(everything) else tuple(dict.fromkeys(plain))
        session, takes_plain = self._session, bool(plain)
        self.begin(self.tr("Undoing …"), "")

        def work(program: Program) -> list[Report]:
            reports = [program.undo(session, only)] if takes_plain else []
            broken = any(report.fault is not None or report.verdict == "cancelled" for report in reports)
            if anyway and not broken:
                reports.append(program.undo(session, tuple(dict.fromkeys(anyway)), insist=True))
            return reports

        self.shell.bridge.do(work, self._done, self._failed, owner=self)

    def _done(self, reports: list[Report]) -> None:
        faults = [report.fault for report in reports if report.fault is not None]
        if faults:
            self._failed(faults[0])
            return
        left = {line.pair_id: line for line in map(_touched, reports[-1].conflicts)}
        self.lines.show(list(left.values()))
        undone = sum(report.counts.get("undone", 0) for report in reports)
        if any(report.verdict == "cancelled" for report in reports):
            note = self.tr("Stopped. What was undone stays undone; look again to go on.")
        elif left:
            note = self.tr("%n change(s) touched since stayed as they are.", "", len(left))
        else:
            note = self.tr("An undo is listed in the activity as well, and can be undone too.")
        self.end(self.tr("%n change(s) undone", "", undone), note, lists=bool(left))

    def _failed(self, fault: Fault) -> None:
        self.lines.show([])
        stays = self.tr("What was undone before stays undone; the same undo goes on from there.")
        self.fail(self.tr("The undo could not be carried out"), stays, fault)

    def _columns(self) -> list[Column[Line]]:
        return [
            Column(self.tr("Contact"), lambda line: line.title),
            Column(self.tr("Where"), lambda line: wording.side(line.side)),
            Column(self.tr("What"), self._what),
            Column(self.tr("Values"), self._values),
            Column(self.tr("Note"), self._note),
        ]

    def _what(self, line: Line) -> str:
        if line.reason is not None:
            return self.tr("Stays")
        return {
            Verb.CREATE: self.tr("Made anew"),
            Verb.RESTORE: self.tr("Back from the bin"),
            Verb.UPDATE: self.tr("Former values"),
            Verb.SHARE: self.tr("Shared again"),
            Verb.UNSHARE: self.tr("Your own again"),
            Verb.DELETE: self.tr("Into the bin"),
        }[line.verb]

    def _values(self, line: Line) -> str:
        if line.verb in (Verb.CREATE, Verb.RESTORE) and line.reason is None:
            return ", ".join(wording.value_line(after) for _, _, after in line.changes[:4])
        label, arrow = self.shell.bridge.queries.label, "→" if self.isLeftToRight() else "←"
        return ", ".join(
            f"{wording.field(label(name))}: {wording.value_line(now)} {arrow} {wording.value_line(former)}"
            for name, now, former in line.changes
        )

    def _note(self, line: Line) -> str:
        if line.reason is None:
            return self.tr("A new record: the bin has lost it") if line.verb is Verb.CREATE else ""
        return {
            Touched.CHANGED: self.tr("Changed since"),
            Touched.GONE: self.tr("Not there any more"),
            Touched.MOVED: self.tr("Moved, shared or un-shared since"),
            Touched.HIDDEN: self.tr("Not shown by Salesforce: ask for access, then undo again"),
            Touched.TAKEN: self.tr("Not synced any more, or part of another contact"),
        }[line.reason]


def _planned(item: Planned) -> Line:
    return Line(item.pair_id, item.title, item.verb, item.side, item.changes)


def _touched(item: UndoConflict) -> Line:
    return Line(item.pair_id, item.title, item.verb, item.side, item.changes, item.reason)
